"""What a rule finds: an amount with what it counts, in the places of one line."""

from __future__ import annotations

import msgspec

SHARE = "share"
PEOPLE = "people"


class Counted(msgspec.Struct, frozen=True):
    """An amount and its noun: `start` and `end` are in the text of the line.

    `part` says that the words themselves make it a part of the amount before ("a third of whom").
    """

    start: int
    end: int
    value: float | None
    value_max: float | None
    bound: str
    unit: str
    what: str
    part: bool = False
