from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
import pytest
from litestar.testing import TestClient

from amana import __version__
from amana.archive import Archive, WitnessHouse, init_archive
from amana.core import CustodyError, UsageError, sha256_hex
from amana.interface.http.app import create_routes
from amana.interface.http.custody_shapes import CustodyShape
from amana.interface.http.item_shapes import ErasedShape, ItemShape, Rows
from amana.interface.http.looking import stated
from amana.interface.http.shapes import (
    AnchorShape,
    Outward,
    PageSize,
    SearchShape,
    Session,
    StatusShape,
    TextShape,
)
from amana.interface.http.works import Works
from amana.records import Actor, ByteRange, PageRects

T = TypeVar("T")
Headers = dict[str, str] | None
WHY = {"X-Amana-Purpose": quote("inquiry 12, قراءة الرسالة")}


@pytest.fixture(scope="module")
def archive(shared: Archive) -> Archive:
    return shared


@pytest.fixture(scope="module")
def client(archive: Archive) -> Iterator[TestClient[Any]]:
    with TestClient(create_routes(archive, Works(archive))) as opened:
        yield opened


def got(client: TestClient[Any], path: str, shape: type[T], headers: Headers = None) -> T:
    """Return an answer in its shape, which must hold nothing else."""
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    made = msgspec.json.decode(answer.content, type=shape)
    assert msgspec.json.decode(msgspec.json.encode(made)) == answer.json()
    return made


def problem(client: TestClient[Any], path: str, headers: Headers = None) -> dict[str, Any]:
    answer = client.get(path, headers=headers)
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert set(told) == {"type", "title", "status", "detail", "remedy", "instance"}
    assert told["status"] == answer.status_code
    return told


def accessed(archive: Archive) -> list[Any]:
    """Return what restricted looks the log knows, the newest first: (what, purpose, items)."""
    log = archive._parts.log  # asking the archive would be a look of its own
    entries = [log.entry(number) for number in range(archive.checkpoint().size)]
    looks = [entry for entry in reversed(entries) if entry.get("type") == "accessed"]
    return [(look.get("what"), look.get("purpose"), look.get("items")) for look in looks]


def test_a_session_says_who_acts_where(client: TestClient[Any], archive: Archive) -> None:
    session = got(client, "/api/session", Session)
    assert session.actor.name == "nadia"
    assert session.actor.verified is False
    assert session.archive.name == "harbour"
    assert session.archive.origin == archive.settings.origin
    assert session.version == __version__
    assert session.outward == Outward()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Archive]:
    """An archive of the test's own, with one letter."""
    (tmp_path / "letter.txt").write_text("A letter.")
    with init_archive(tmp_path / "own", name="own", actor="nadia") as made:
        made.add([tmp_path / "letter.txt"], read=False)
        yield made


def test_a_session_says_whom_the_archive_asks_by_itself(
    own: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = WitnessHouse.make(tmp_path / "witness", "example.org/witness")
    for url, told in ((None, ()), ("http://w.example.org", ("example.org/witness",))):
        own.witnesses.trust("\n".join(house.vkeys), url=url)
        with TestClient(create_routes(own, Works(own))) as client:
            assert got(client, "/api/session", Session).outward == Outward(witnesses=told)

    def damaged(_: object) -> None:
        raise CustodyError("custody/witnesses/trusted/1.json is damaged")

    monkeypatch.setattr("amana.archive.witnessing.stored_trust", damaged)
    with TestClient(create_routes(own, Works(own))) as client:
        assert got(client, "/api/session", Session).outward is None


def test_an_item_tells_of_its_holds_and_of_its_order(own: Archive) -> None:
    ref = own.list()[1][0].ref
    order = own.erasure.order(ref, basis="Art. 17 GDPR")
    hold = own.erasure.hold(ref, reason="case 12")
    with TestClient(create_routes(own, Works(own))) as client:
        item = got(client, f"/api/items/{ref}", ItemShape)
        assert [(h.number, h.reason, h.by) for h in item.holds] == [(hold, "case 12", "nadia")]
        assert item.order is not None
        assert (item.order.number, item.order.state) == (order, "open")
        assert item.occurrences[0].claimed is None
        own.erasure.lift(ref, reason="closed")
        own.as_actor(Actor(name="Ilse Brandt"))
        done = own.erasure.confirm(order)
        item = got(client, f"/api/items/{ref}", ItemShape)
        assert (item.holds, item.order) == ((), None)
        assert item.erased == ErasedShape(at=str(done.confirmed_at), order=order)
        (row,) = got(client, "/api/items", Rows).items
        assert row.erased == item.erased


def test_the_status_counts_what_may_be_counted(client: TestClient[Any]) -> None:
    status = got(client, "/api/status", StatusShape)
    assert (status.items, status.restricted, status.states) == (7, 2, {"read": 6})
    assert status.checkpoint.size == status.entries
    assert status.checkpoint.root in bytes_of_root(status.checkpoint.text)
    with_purpose = got(client, "/api/status", StatusShape, WHY)
    assert sum(with_purpose.states.values()) == status.items + status.inside == 8


def bytes_of_root(note: str) -> str:
    """Return the root that a signed note states, in hexadecimal (C2SP tlog-checkpoint)."""
    import base64  # noqa: PLC0415 - used here alone

    return base64.b64decode(note.splitlines()[2]).hex()


def test_rows_of_restricted_items_hide_all_but_the_first_four(
    client: TestClient[Any], refs: dict[str, str]
) -> None:
    rows = got(client, "/api/items", Rows)
    assert rows.total == len(rows.items) == 7
    (hidden,) = [row for row in rows.items if row.hidden]
    assert hidden.ref == refs["tip"]
    assert hidden.restricted
    assert [r.kind.value for r in hidden.restrictions] == ["confidential"]
    told = msgspec.structs.asdict(hidden)
    assert {value for name, value in told.items() if name not in
            ("ref", "hidden", "restricted", "restrictions")} == {None}  # fmt: skip


def test_with_a_purpose_they_are_shown_and_the_look_is_entered(
    client: TestClient[Any], archive: Archive, refs: dict[str, str]
) -> None:
    rows = got(client, "/api/items", Rows, WHY)
    assert not any(row.hidden for row in rows.items)
    assert [row.source for row in rows.items if row.restricted] == ["S-7"]
    assert accessed(archive)[0] == ("list", "inquiry 12, قراءة الرسالة", [refs["tip"]])


def test_lists_come_in_pages(client: TestClient[Any]) -> None:
    whole = got(client, "/api/items", Rows).items
    paged = [got(client, f"/api/items?limit=2&offset={at}", Rows) for at in range(0, 8, 2)]
    assert tuple(row for page in paged for row in page.items) == whole
    assert {page.total for page in paged} == {7}


@pytest.mark.parametrize(
    ("query", "wrong"),
    [("limit=0", "limit"), ("limit=1001", "limit"), ("limit=x", "limit"), ("offset=-1", "offset"),
     ("offset=99999999999999999999999", "offset"), ("state=lost", "state")],
)  # fmt: skip
def test_what_cannot_be_listed_is_named(client: TestClient[Any], query: str, wrong: str) -> None:
    told = problem(client, f"/api/items?{query}")
    assert told["status"] == 400
    assert told["detail"].startswith(f"{wrong}: ")


def test_an_item_is_told_with_all_that_hangs_on_it(
    client: TestClient[Any], archive: Archive, refs: dict[str, str]
) -> None:
    item = got(client, f"/api/items/{refs['two-articles.txt']}", ItemShape)
    assert (item.name, item.state, item.articles) == ("two-articles.txt", "read", 2)
    assert item.form.source == item.source == "The Aldera Courier"
    assert item.form.collector == "N. Aram"
    assert item.digests.sha256 == item.sha256
    assert [place.name for place in item.occurrences] == ["two-articles.txt"]
    (reading,) = item.readings
    assert reading.key == archive.reading(refs["two-articles.txt"]).key
    assert reading.recipe.tool == "amana"
    assert [(line.type) for line in item.entries] == ["derived", "acquired"]
    assert item.same_bytes == ()


def test_an_item_that_was_not_read_is_told_too(own: Archive) -> None:
    with TestClient(create_routes(own, Works(own))) as client:
        item = got(client, f"/api/items/{own.list()[1][0].ref}", ItemShape)
    assert (item.state, item.readings, item.metadata) == ("preserved", (), ())
    assert (item.around, item.inside, item.derivation) == ((), 0, None)


def test_the_text_comes_with_its_articles(
    client: TestClient[Any], archive: Archive, refs: dict[str, str]
) -> None:
    text = got(client, f"/api/items/{refs['marsa-al-nour.html']}/text", TextShape)
    assert text.language == "ar"
    assert text.text == archive.reading(refs["marsa-al-nour.html"]).text
    for article in text.articles:
        for span in article.paragraphs:
            assert text.text[span.char_start : span.char_end] == span.quote


def test_pages_of_the_text_of_a_pdf_follow_each_other(
    client: TestClient[Any], refs: dict[str, str]
) -> None:
    text = got(client, f"/api/items/{refs['field-report.pdf']}/text", TextShape)
    assert len(text.pages) == 2
    assert text.pages[0][1] <= text.pages[1][0]


def test_a_passage_leads_to_its_bytes(
    client: TestClient[Any], archive: Archive, refs: dict[str, str]
) -> None:
    ref = refs["market-reprint.txt"]
    anchor = got(client, f"/api/items/{ref}/locate?char_start=0&char_end=9", AnchorShape)
    assert anchor.quote == "Seventeen"
    (place,) = anchor.locators
    assert isinstance(place, ByteRange)
    row, original = archive.original(ref)
    with original:
        assert original.read()[place.start : place.end] == b"Seventeen"
    assert anchor.original == row.sha256


def test_a_passage_of_a_pdf_leads_to_rectangles_on_its_page(
    client: TestClient[Any], refs: dict[str, str]
) -> None:
    ref = refs["field-report.pdf"]
    text = got(client, f"/api/items/{ref}/text", TextShape)
    at = text.text.index("mortar")
    anchor = got(client, f"/api/items/{ref}/locate?char_start={at}&char_end={at + 6}", AnchorShape)
    (place,) = anchor.locators
    assert isinstance(place, PageRects)
    sizes = got(client, f"/api/items/{ref}/pages", tuple[PageSize, ...])
    page = sizes[place.page - 1]
    for left, top, right, bottom in place.rects:
        assert 0 <= left < right <= page.width
        assert 0 <= top < bottom <= page.height


@pytest.mark.parametrize("span", ["char_start=9&char_end=5", "char_start=0&char_end=1000000"])
def test_offsets_outside_of_the_text_are_refused(
    client: TestClient[Any], refs: dict[str, str], span: str
) -> None:
    told = problem(client, f"/api/items/{refs['market-reprint.txt']}/locate?{span}")
    assert (told["status"], told["type"]) == (400, "amana:usage")


def test_an_original_comes_bit_by_bit_and_as_a_file_to_keep(
    client: TestClient[Any], archive: Archive, refs: dict[str, str]
) -> None:
    ref = refs["market-coastwire.html"]
    answer = client.get(f"/api/items/{ref}/original")
    assert sha256_hex(answer.content) == archive.show(ref).item.sha256
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{ref}"'
    assert answer.headers["content-length"] == str(len(answer.content))


def test_the_source_of_a_page_is_plain_text(client: TestClient[Any], refs: dict[str, str]) -> None:
    answer = client.get(f"/api/items/{refs['market-coastwire.html']}/source")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("<!DOCTYPE html>")


def test_what_has_no_source_says_so(client: TestClient[Any], refs: dict[str, str]) -> None:
    told = problem(client, f"/api/items/{refs['field-report.pdf']}/source")
    assert (told["status"], told["type"]) == (422, "amana:unreadable")


def test_a_page_is_a_picture(client: TestClient[Any], refs: dict[str, str]) -> None:
    answer = client.get(f"/api/items/{refs['field-report.pdf']}/pages/2.png")
    assert answer.headers["content-type"] == "image/png"
    assert io.BytesIO(answer.content).read(8) == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("name", ["0.png", "3.png", "-1.png", "1", "1.svg", "²².png", "1e3.png",
                                  "99999999999999999999.png", "٣.png"])  # fmt: skip
def test_there_are_no_other_pages(client: TestClient[Any], refs: dict[str, str], name: str) -> None:
    told = problem(client, f"/api/items/{refs['field-report.pdf']}/pages/{quote(name)}")
    assert told["status"] in (404, 422)
    assert "page" in told["detail"]


def test_search_marks_what_was_found(client: TestClient[Any], refs: dict[str, str]) -> None:
    found = got(client, "/api/search?q=mortar%20market", SearchShape)
    assert found.total == 4
    assert {hit.ref for hit in found.hits} >= {refs["market-reprint.txt"], refs["two-articles.txt"]}
    assert all(hit.name for hit in found.hits)
    text = got(client, f"/api/items/{found.hits[0].ref}/text", TextShape).text
    marked = set()
    for snippet in found.hits[0].snippets:
        assert text[snippet.char_start : snippet.char_end] == snippet.quote
        marked |= {snippet.quote[start:end].lower() for start, end in snippet.marks}
    assert marked == {"mortar", "market"}
    assert found.not_searched == 2  # the letter, and the picture in it
    assert "mortar" in found.interpretation
    sought = [each for condition in found.understood.conditions for each in condition.any_of]
    assert [(each.kind, each.shown) for each in sought] == [("word", "mortar"), ("word", "market")]


def test_arabic_is_found_as_it_is_typed_in_haste(
    client: TestClient[Any], refs: dict[str, str]
) -> None:
    found = got(client, f"/api/search?q={quote('اهالي مرسي النور')}", SearchShape)
    assert [hit.ref for hit in found.hits] == [refs["marsa-al-nour.html"]]
    only = got(client, f"/api/search?q={quote('النور')}&language=en", SearchShape)
    assert only.total == 0


def test_hits_come_in_pages(client: TestClient[Any]) -> None:
    whole = got(client, "/api/search?q=market", SearchShape)
    paged = [
        got(client, f"/api/search?q=market&limit=1&offset={at}", SearchShape)
        for at in range(whole.total)
    ]
    assert tuple(hit for page in paged for hit in page.hits) == whole.hits


def test_the_log_comes_newest_first_and_without_what_is_hidden(
    client: TestClient[Any], refs: dict[str, str]
) -> None:
    custody = got(client, "/api/custody", CustodyShape)
    assert [entry.index for entry in custody.entries] == list(range(custody.total))[::-1]
    assert custody.entries[-1].type == "archive-created"
    (tip,) = [entry for entry in custody.entries if entry.fields.get("item") == refs["tip"]]
    assert not {"name", "source", "path", "digests"} & set(tip.fields)
    older = got(client, "/api/custody?before=3&limit=2", CustodyShape)
    assert [entry.index for entry in older.entries] == [2, 1]


def test_the_log_of_one_item(client: TestClient[Any], refs: dict[str, str]) -> None:
    custody = got(client, f"/api/custody?item={refs['two-articles.txt']}", CustodyShape)
    assert [entry.type for entry in custody.entries] == ["derived", "acquired"]
    assert custody.total == 2


RESTRICTED = ["", "/text", "/locate?char_start=0&char_end=1", "/original", "/source", "/pages",
              "/pages/1.png"]  # fmt: skip


@pytest.mark.parametrize("path", RESTRICTED)
def test_a_restricted_item_asks_for_a_purpose_on_every_path(
    client: TestClient[Any], archive: Archive, refs: dict[str, str], path: str
) -> None:
    before = len(accessed(archive))
    told = problem(client, f"/api/items/{refs['tip']}{path}")
    assert (told["status"], told["type"]) == (403, "amana:purpose-required")
    for blank in ("", "%20%0B", "%E2%80%83"):
        answer = client.get(f"/api/items/{refs['tip']}{path}", headers={"X-Amana-Purpose": blank})
        assert answer.status_code in (400, 403)
    assert len(accessed(archive)) == before


@pytest.mark.parametrize("path", RESTRICTED)
def test_with_a_purpose_every_look_is_entered(
    client: TestClient[Any], archive: Archive, refs: dict[str, str], path: str
) -> None:
    before = len(accessed(archive))
    answer = client.get(f"/api/items/{refs['tip']}{path}", headers=WHY)
    assert answer.status_code in (200, 422), answer.text
    looks = accessed(archive)[: len(accessed(archive)) - before]
    assert looks
    for _, purpose, items in looks:
        assert purpose == "inquiry 12, قراءة الرسالة"
        assert items == [refs["tip"]]


@pytest.mark.parametrize(
    ("ref", "status"),
    [("IT-0000-0000", 404), ("IT-0000-0001", 400), ("nonsense", 400), ("%00", 400), ("..", 400),
     ("a" * 3000, 400), (quote("قطعة"), 400)],
)  # fmt: skip
def test_a_reference_that_is_none_is_refused_as_that(
    client: TestClient[Any], ref: str, status: int
) -> None:
    path = f"/api/items/{ref}/text" if ref == ".." else f"/api/items/{ref}"
    told = problem(client, path if ref != ".." else f"/api/items/{quote('..', safe='')}x")
    assert told["status"] == status


@pytest.mark.parametrize("ref", ["it-{0}", "IT {0}"])
def test_a_reference_may_be_written_as_it_was_read_out(
    client: TestClient[Any], refs: dict[str, str], ref: str
) -> None:
    bare = refs["two-articles.txt"].removeprefix("IT-").lower()
    assert client.get(f"/api/items/{quote(ref.format(bare))}").status_code in (200, 400)
    assert client.get(f"/api/items/it-{bare}").json()["ref"] == refs["two-articles.txt"]


def test_a_purpose_travels_percent_encoded_and_as_one_line() -> None:
    assert stated(quote(" inquiry 12 ")) == "inquiry 12"
    assert stated(quote("التحقيق ١٢")) == "التحقيق ١٢"
    assert stated("plain words") == "plain words"
    assert stated(None) is stated("") is stated("%20") is None
    for wrong in ("%ff", "a%0Ab", "%1b%5b2J", "%00"):
        with pytest.raises(UsageError):
            stated(wrong)
