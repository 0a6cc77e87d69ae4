from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.core import NotFound, PurposeRequired, UnreadableError, UsageError
from amana.records import Form

Write = Callable[[str, str], Path]
CANARY = "zanzibarine"
PURPOSE = "inquiry 12/2026"


@pytest.fixture
def hidden(archive: Archive, write: Write, confidential: Form) -> str:
    archive.add(
        [write(f"{CANARY}.txt", f"A letter about the {CANARY} convoy of March.\n")], confidential
    )
    return archive.list()[1][0].ref


def accessed(archive: Archive) -> int:
    return sum(e.get("type") == "accessed" for e in archive.entries(limit=500)[1])


def test_without_a_purpose_nothing_of_it_is_told(archive: Archive, hidden: str) -> None:
    for look in (archive.show, archive.reading, archive.original, archive.preview_proof):
        with pytest.raises(PurposeRequired):
            look(hidden)
    assert list(archive.facts()) == []
    assert archive.search(CANARY).results.total == 0
    assert archive.search(CANARY).not_searched == 1
    assert archive.status().states == {}
    (row,) = archive.list()[1]
    assert row.hidden
    assert row.item is None
    assert CANARY not in repr(archive.entries())
    assert accessed(archive) == 0


def test_with_a_purpose_each_look_is_one_entry(archive: Archive, hidden: str) -> None:
    looks: tuple[Callable[[], object], ...] = (
        lambda: archive.show(hidden, purpose=PURPOSE),
        lambda: archive.reading(hidden, purpose=PURPOSE),
        lambda: list(archive.facts(purpose=PURPOSE)),
        lambda: archive.search(CANARY, purpose=PURPOSE),
        lambda: archive.list(purpose=PURPOSE),
        lambda: archive.status(purpose=PURPOSE),
    )
    for number, look in enumerate(looks, 1):
        look()
        assert accessed(archive) == number
    assert archive.search(CANARY, purpose=PURPOSE).results.total == 1


def test_an_anchor_leads_to_the_bytes(archive: Archive, write: Write) -> None:
    text = "Über the bridge. The shells fell at nine.\n"
    archive.add([write("a.txt", text)])
    ref = archive.list()[1][0].ref
    anchor = archive.anchor(ref, 17, 41)
    (locator,) = anchor.locators
    assert anchor.quote == "The shells fell at nine."
    assert text.encode()[locator.start : locator.end].decode() == anchor.quote  # type: ignore[union-attr]  # of a text
    with pytest.raises(UsageError):
        archive.anchor(ref, 0, 10_000)


def test_what_is_not_there_is_said(archive: Archive, write: Write) -> None:
    with pytest.raises(NotFound):
        archive.show("IT-0000-0000")
    with pytest.raises(UsageError):
        archive.show("IT-0000-0001")
    archive.add([write("a.txt", "one")], read=False)
    with pytest.raises(UnreadableError, match="no text"):
        archive.reading(archive.list()[1][0].ref)


def test_facts_name_their_item(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "The tribunal sat on Monday, and heard four witnesses.\n")])
    ref = archive.list()[1][0].ref
    lines = list(archive.facts(ref, kind="article"))
    assert lines
    assert all(f'"item":"{ref}"'.encode() in line for line in lines)
