from __future__ import annotations

import hashlib

from tests.unit.reading.rerender.saved import index_of, members, request, response, revisit

from amana.reading.rerender.index import Index, Match, Question, moment
from amana.reading.rerender.told import How

URL = "https://e.example/a"


def asked(index: Index, url: str, **more: object) -> Match | None:
    return index.match(Question(url=url, **more))  # type: ignore[arg-type]  # fields of a question


def test_the_same_address_then_another_spelling_then_nothing() -> None:
    index = index_of(response("https://e.example/%7ea", "x"), response(URL, "y"))
    exact, other = asked(index, URL + "#top"), asked(index, "https://e.example/~a")
    assert exact
    assert exact.how is How.EXACT
    assert exact.held.url == URL
    assert other
    assert other.how is How.SPELLED
    assert asked(index, "https://e.example/b") is None
    assert len(index) == 2


def test_what_a_page_embeds_by_the_other_scheme() -> None:
    moved = response("http://e.example/m", "", "Location: https://e.example/m", status="301 Moved")
    index = index_of(response("http://e.example/p.png", "x"), moved)
    match = asked(index, "https://e.example/p.png")
    assert match
    assert match.how is How.SPELLED
    assert match.held.url == "http://e.example/p.png"
    assert asked(index, "https://e.example/p.png", page=True) is None
    assert asked(index, "https://e.example/m") is None


def test_of_several_times_the_nearest_to_the_pages_own() -> None:
    times = ("2020-01-01T00:00:00Z", "2022-01-01T00:00:00Z", "20240101000000", "no time")
    index = index_of(*(response(URL, each, warc_date=each) for each in times))
    for near, wanted in (
        ("2019-05-05T00:00:00Z", times[0]),
        ("2021-12-01", times[1]),
        ("2030", times[2]),
    ):
        index.near = moment(near if len(near) > 4 else "20300101")
        match = asked(index, URL)
        assert match
        assert match.held.date == wanted


def test_what_was_there_goes_before_what_was_not_at_the_same_time() -> None:
    index = index_of(response(URL, "", status="404 Not Found"), response(URL, "x"))
    match = asked(index, URL)
    assert match
    assert match.held.status == 200


def test_another_query_only_if_it_is_the_one_nearest_and_not_the_page_itself() -> None:
    index = index_of(
        *(response(f"{URL}?v={v}&t=1", "x") for v in (1, 2)), response(f"{URL}?k=1", "x")
    )
    match = asked(index, f"{URL}?v=2&t=99")
    assert match
    assert match.how is How.NEAREST
    assert match.held.url == f"{URL}?v=2&t=1"
    assert asked(index, f"{URL}?t=1&v=3") is None
    assert asked(index, f"{URL}?v=2&t=99", page=True) is None
    assert asked(index, f"{URL}?v=2&t=99", method="POST") is None


def test_methods_and_what_was_sent_along() -> None:
    records = []
    for number, body in enumerate((b"one", b"two")):
        record_id = f"<urn:a:{number}>"
        records.append(response(URL, body, warc_record_id=record_id))
        records.append(request(URL, "POST", body, warc_concurrent_to=record_id))
    records += [response(URL, "got"), response(f"{URL}/2", "x", warc_concurrent_to="<urn:r>")]
    records.append(request(f"{URL}/2", "OPTIONS", warc_record_id="<urn:r>"))
    index = index_of(members(*records))
    two = asked(index, URL, method="POST", sent=hashlib.sha256(b"two").hexdigest())
    other = asked(index, URL, method="POST", sent=hashlib.sha256(b"else").hexdigest())
    got, head = asked(index, URL), asked(index, URL, method="HEAD")
    assert two
    assert two.how is How.EXACT
    assert two.held.record == "<urn:a:1>"
    assert other
    assert other.how is How.BODY_DIFFERS
    assert got
    assert head
    assert got.held == head.held
    assert got.held.method == "GET"
    assert asked(index, f"{URL}/2") is None
    assert asked(index, f"{URL}/2", method="OPTIONS")


def test_a_post_whose_request_was_not_kept_is_answered_and_told() -> None:
    match = asked(index_of(response(URL, "x")), URL, method="POST", sent="0" * 64)
    assert match
    assert match.method_differs
    assert match.how is How.BODY_DIFFERS


def test_a_part_that_holds_what_is_asked_for() -> None:
    parts = ("bytes 0-9/100", "bytes 50-99/100")
    index = index_of(*(response(URL, "x", f"Content-Range: {p}", status="206 P") for p in parts))
    for start, wanted in ((0, 0), (60, 50), (None, 0)):
        match = asked(index, URL, start=start)
        assert match
        assert match.held.part
        assert match.held.part[0] == wanted


def test_a_revisit_leads_to_what_it_repeats() -> None:
    first = response(URL, "x", warc_record_id="<urn:1>", warc_payload_digest="sha1:AAA")
    cases: tuple[dict[str, str], ...] = (
        {"warc_refers_to": "<urn:1>"},
        {"warc_refers_to_target_uri": URL, "warc_refers_to_date": "2024-05-06T07:08:09Z"},
        {"warc_payload_digest": "sha1:aaa"},
        {},
    )
    for fields in cases:
        index = index_of(first, revisit(URL, warc_date="2025-01-01T00:00:00Z", **fields))
        again = next(held for held in index.all() if held.kind == "revisit")
        found = index.original(again)
        assert found
        assert found.record == "<urn:1>", fields
    alone = index_of(first, revisit("https://e.example/b", warc_payload_digest="sha1:BBB"))
    assert alone.original(next(x for x in alone.all() if x.kind == "revisit")) is None


def test_times_as_archives_write_them() -> None:
    assert moment("20240506070809") == moment("2024-05-06T07:08:09Z")
    assert moment("2024-05-06T07:08:09.123456Z") is not None
    assert moment("2024-05-06") is not None
    assert moment("99999999999999") is None
    assert moment("") is None
