from __future__ import annotations

from typing import Any

import pytest

from amana.archive import Archive
from amana.archive.accepted import accepted, how_accepted
from amana.archive.looking import Looking
from amana.law import HowAccepted
from amana.records import AddFact, EntryType

RIGHT = {"mark": "right"}
WRONG = {"mark": "wrong"}
GONE = {"mark": "wrong", "withdrawn": 9}
MADE = {"made": "f2"}
SPAN = {"char_start": 18, "char_end": 34, "quote": "issued a warrant"}
FACT = {"kind": "proceeding", "step": "warrant", "trigger": SPAN, "span": SPAN, "status": "issued"}


@pytest.mark.parametrize(
    ("fact", "how"),
    [
        ({}, None),
        ({"decisions": [RIGHT]}, HowAccepted.RIGHT),
        ({"decisions": [RIGHT, WRONG]}, None),
        ({"decisions": [WRONG, RIGHT]}, HowAccepted.RIGHT),
        ({"decisions": [RIGHT, GONE]}, HowAccepted.RIGHT),
        ({"decisions": [RIGHT, MADE]}, None),
        ({"decisions": [RIGHT, {**MADE, "withdrawn": 9}]}, HowAccepted.RIGHT),
        ({"made_by": {}}, HowAccepted.ADDED),
        ({"made_by": {}, "corrects": "f1"}, HowAccepted.CORRECTED),
        ({"made_by": {}, "corrects": "f1", "decisions": [WRONG]}, None),
        ({"made_by": {}, "decisions": [WRONG, RIGHT]}, HowAccepted.ADDED),
        ({"made_by": {}, "decisions": [GONE]}, HowAccepted.ADDED),
    ],
)
def test_the_newest_mark_that_stands_decides(fact: dict[str, Any], how: HowAccepted | None) -> None:
    assert how_accepted(fact) is how


def test_restricted_items_are_looked_at_with_a_purpose_only(letters: Archive) -> None:
    archive = letters
    refs = [row.ref for row in archive.list()[1]]
    for ref in refs:
        archive.decide([AddFact(item=ref, observation=FACT, reason="r")], purpose="inquiry 12")
    parts = archive._parts
    (found,) = accepted(parts, Looking(parts, None))
    assert (found.item, found.accepted, found.observed.step) == (refs[0], "added", "warrant")
    before = sum(e.get("type") == EntryType.ACCESSED for e in parts.log.entries())
    assert len(accepted(parts, Looking(parts, "inquiry 12"))) == 2
    assert sum(e.get("type") == EntryType.ACCESSED for e in parts.log.entries()) == before + 1
