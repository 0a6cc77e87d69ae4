from __future__ import annotations

import json

import pytest

from amana.archive import Archive
from amana.archive.known_item import KnownItem, KnownItems
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.core import NotFound, PurposeRequired, UsageError
from amana.records import AddFact, EntryType, TimeRange

MENTION = {
    "kind": "mention", "type": "GPE", "entity": "oran", "canonical": "Oran",
    "span": {"char_start": 13, "char_end": 17, "quote": "Oran"},
}  # fmt: skip


@pytest.fixture
def archive(letters: Archive) -> Archive:
    return letters


@pytest.fixture
def ref(archive: Archive) -> str:
    ref = archive.list()[1][0].ref
    archive.decide([AddFact(item=ref, observation=MENTION, reason="by eye")])
    return ref


def known(archive: Archive, ref: str, purpose: str | None = None) -> KnownItem:
    parts: Parts = archive._parts
    return KnownItems(parts, Looking(parts, purpose)).of(ref)


def test_its_facts_and_decisions_are_found(archive: Archive, ref: str) -> None:
    item = known(archive, ref)
    (fact,) = [json.loads(line) for line in archive.facts(ref, kind="mention")]
    assert item.fact(fact["id"])["canonical"] == "Oran"
    assert item.about(fact["id"])["said"] is None
    row = item.decision(fact["decision"])
    item.take_back(row)
    with pytest.raises(UsageError, match="taken back already"):
        item.take_back(item.decision(row.number))
    with pytest.raises(NotFound, match="no fact 0a"):
        item.fact("0a")
    with pytest.raises(NotFound, match="entry 0 is no decision"):
        item.decision(0)
    with pytest.raises(UsageError, match="has no times"):
        item.require_time(TimeRange(start=0, end=1))


def test_a_reading_is_ground_that_is_read_once(archive: Archive, ref: str) -> None:
    item = known(archive, ref)
    assert item.ground(None) is item.ground(None)
    assert item.ground(None).reading.text.startswith("The court")


def test_a_look_at_a_restricted_item_is_entered_once(archive: Archive) -> None:
    ref = archive.list()[1][1].ref
    with pytest.raises(PurposeRequired):
        known(archive, ref)
    items = KnownItems(archive._parts, Looking(archive._parts, "inquiry 12"))
    assert items.of(ref) is items.of(ref.lower())
    kinds = [entry.get("type") for entry in archive._parts.log.entries()]
    assert kinds.count(EntryType.ACCESSED) == 1
