"""Archived pages made visible again: who may, what is kept, and when nothing is made anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.unit.reading.rerender.saved import members, response

from amana.archive import Archive
from amana.archive import rerendering as room
from amana.archive.parts import Parts
from amana.archive.rerendered import kept_of
from amana.core import NotFound, PurposeRequired, UsageError, WrongInput
from amana.reading.rerender import Answered, FoundPage, How, Rerendered, recipe
from amana.records import Actor, EntryType, Form, Restriction, RestrictionKind

URL = "https://news.example/port"
FILES = {"picture.png": b"\x89PNG", "page.pdf": b"%PDF", "text.txt": b"words"}
SEALED = Form(source="S-1", restrictions=(Restriction(kind=RestrictionKind.CONFIDENTIAL),))

Made = list[str]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Stand in for the browser; tells which pages it was asked for."""
    asked: Made = []

    def rerender(
        archive: int,
        size: int,
        into: Path,
        *,
        start: int,
        page: str | None,
        on_answer: Callable[[Answered], None],
    ) -> Rerendered:
        assert archive >= 0
        assert (size > 0, start) == (True, start)
        asked.append(page or URL)
        answered = Answered(url=page or URL, how=How.EXACT, status=200)
        on_answer(answered)
        for name, data in FILES.items():
            (into / name).write_bytes(data + str(len(asked)).encode())
        (into / "answers.jsonl").write_bytes(msgspec.json.encode(answered) + b"\n")
        return Rerendered(
            page=FoundPage(url=page or URL),
            pages=1,
            recipe=recipe(),
            shown=page or URL,
            title="الميناء",
            status=200,
            answers={"exact": 1},
            files=(*FILES, "answers.jsonl"),
        )

    monkeypatch.setattr(room, "rerender", rerender)
    return asked


def add(archive: Archive, folder: Path, form: Form | None = None) -> str:
    path = folder / "pages.warc.gz"
    path.write_bytes(members(response(URL, "<p>x</p>"), response(f"{URL}/2", "<p>y</p>")))
    archive.add([path], form or Form(), read=False)
    return archive.list()[1][-1].ref


def test_a_page_is_kept_with_its_recipe_and_made_once(
    archive: Archive, tmp_path: Path, made: Made
) -> None:
    ref = add(archive, tmp_path)
    told: list[tuple[str, str]] = []
    rerendering = archive.readings.rerendering
    first = rerendering.show(ref, on_answer=lambda how, url: told.append((how, url)))
    again = rerendering.show(ref, folder=tmp_path / "out")
    assert (first.again, again.again, again.kept) == (False, True, first.kept)
    assert (first.kept.page, first.kept.title, first.pages) == (URL, "الميناء", 2)
    assert first.kept.recipe == recipe()
    assert told == [("exact", URL)]
    assert made == [URL]
    assert (tmp_path / "out" / "text.txt").read_bytes() == b"words1"
    assert rerendering.answers(first.kept)[0].url == URL
    anew = rerendering.show(ref, again=True)
    other = rerendering.show(ref, page=f"{URL}/2")
    assert [anew.again, other.again, len(made)] == [False, False, 3]
    closer = archive.show(ref, closer=True).closer
    assert closer
    assert [kept.page for kept in closer.rerendered] == [f"{URL}/2", URL, URL]


def test_the_entry_names_the_item_and_checks_find_what_was_kept(
    archive: Archive, tmp_path: Path, made: Made
) -> None:
    ref = add(archive, tmp_path)
    kept = archive.readings.rerendering.show(ref).kept
    total, [entry, *_] = archive.entries(ref)
    assert (total, entry.index, entry.get("type")) == (2, kept.entry, EntryType.DERIVED)
    assert made
    assert archive.check().ok


def test_it_is_known_after_a_rebuild(
    archive: Archive, tmp_path: Path, made: Made, actor: Actor
) -> None:
    ref = add(archive, tmp_path)
    kept = archive.readings.rerendering.show(ref).kept
    archive.rebuild()
    assert archive.readings.rerendering.show(ref).kept == kept
    assert made == [URL]
    assert actor


def test_a_page_that_is_not_there_and_what_is_no_web_archive(
    archive: Archive, tmp_path: Path, made: Made
) -> None:
    ref = add(archive, tmp_path)
    with pytest.raises(NotFound) as refused:
        archive.readings.rerendering.show(ref, page=f"{URL}/3")
    assert URL in str(refused.value.remedy)
    note = tmp_path / "note.txt"
    note.write_text("words of a letter", "utf-8")
    archive.add([note], analyse=False)
    with pytest.raises(WrongInput, match="no web archive"):
        archive.readings.rerendering.show(archive.list()[1][-1].ref)
    assert made == []


def test_what_lies_in_a_web_archive_is_shown_by_that(archive: Archive, tmp_path: Path) -> None:
    ref = add(archive, tmp_path)
    archive.work(analyse=False)
    with pytest.raises(WrongInput) as refused:
        archive.readings.rerendering.pages(f"{ref}.1")
    assert f"amana rerender {ref} --page" in str(refused.value.remedy)
    assert archive.readings.rerendering.pages(ref).number == 2


def test_restricted_items_ask_for_a_purpose_and_the_look_is_entered(
    archive: Archive, tmp_path: Path, made: Made
) -> None:
    ref = add(archive, tmp_path, SEALED)
    with pytest.raises(PurposeRequired):
        archive.readings.rerendering.show(ref)
    with pytest.raises(PurposeRequired):
        archive.readings.rerendering.pages(ref)
    assert made == []
    archive.readings.rerendering.show(ref, purpose="case 7")
    kinds = [entry.get("type") for entry in archive._looking("case 7").entries(ref)[1]]
    assert EntryType.ACCESSED in kinds


def test_what_is_in_a_folder_is_never_overwritten(
    archive: Archive, tmp_path: Path, made: Made
) -> None:
    ref = add(archive, tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "text.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        archive.readings.rerendering.show(ref, folder=tmp_path / "out")
    assert made == []


def test_what_is_missing_from_the_vault_is_made_anew(
    archive: Archive, tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = add(archive, tmp_path)
    kept = archive.readings.rerendering.show(ref).kept
    gone = kept.files["text.txt"]
    from amana.vault.backends import PosixVault  # noqa: PLC0415 - replaced for this test

    there = PosixVault.__contains__
    monkeypatch.setattr(
        PosixVault, "__contains__", lambda self, sha256: sha256 != gone and there(self, sha256)
    )
    assert not archive.readings.rerendering.show(ref).again
    assert len(made) == 2


def test_what_a_page_looks_like_goes_with_an_erased_item(
    archive: Archive, tmp_path: Path, made: Made
) -> None:
    ref = add(archive, tmp_path)
    kept = archive.readings.rerendering.show(ref).kept
    order = archive.erasure.order(ref, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name="S. Oran"))
    archive.erasure.confirm(order)
    parts = archive._parts
    assert made
    assert not any(sha256 in parts.vault for sha256 in kept.files.values())
    assert archive.check().ok
    log = b"".join(path.read_bytes() for path in archive.root.rglob("custody/payloads/*"))
    assert b"news.example" not in log


def test_kept_of_an_item_without_any(parts: Parts, archive: Archive, tmp_path: Path) -> None:
    ref = add(archive, tmp_path)
    assert list(kept_of(parts, parts.current().item(ref))) == []
