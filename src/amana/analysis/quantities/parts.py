"""Which quantity is a part of which: "a third of whom", "90% of a population of 2.3 million"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from amana.analysis.amounts import Line
from amana.analysis.quantities.counted import SHARE, Counted

_ENGLISH = "including|includes|among them|among whom|of whom|of them"
_ARABIC = "بينهم|من بينهم|بينهن|من بينهن|منهم|من بينها|بينها|من ضمنهم"
_OPENS = re.compile(
    rf"(?<!\w)(?:{_ENGLISH}|{_ARABIC}) ?(?:were |was |are |some |also |at least )?\Z", re.IGNORECASE
)
_OF_WHOLE = re.compile(
    r" of (?:[A-Z][\w'-]* |the |its |all |their |about |around |some |roughly |nearly ){0,4}"
    r"| (?:البالغ(?:ين)?|البالغه|من اصل) (?:عددهم |عددها )?(?:نحو )?"
)
_REACH = 60


def wholes(line: Line, found: Sequence[Counted]) -> dict[int, int]:
    """Return for quantities of a line, by number, of which other one each is a part.

    Rules:
    1. A share that ends in "of" right before another number is a part of that one.
    2. "a third of whom", "ten of them", "منهم" make a part of the quantity before.
    3. So do "including", "among them", "بينهم" before a quantity of people.
    """
    made: dict[int, int] = {}
    for number, each in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if following is not None and _is_share_of(line, each, following):
            made[number] = number + 1
            continue
        whole = _before(found, number)
        if whole is None:
            continue
        lead = line.text[max(0, each.start - _REACH) : each.start]
        if each.part or (each.unit == found[whole].unit and _OPENS.search(lead)):
            made[number] = whole
    return made


def _is_share_of(line: Line, one: Counted, two: Counted) -> bool:
    gap = line.text[one.end : two.start]
    return one.unit == SHARE and two.unit != SHARE and _OF_WHOLE.fullmatch(gap) is not None


def _before(found: Sequence[Counted], number: int) -> int | None:
    """Return the number of the nearest quantity before that is a whole of people or things."""
    for other in range(number - 1, -1, -1):
        if found[other].unit != SHARE and not found[other].part:
            return other
    return None
