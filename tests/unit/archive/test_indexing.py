from __future__ import annotations

from datetime import date

import pytest

from amana.archive.indexing import label, labels
from amana.records import Restriction, RestrictionKind

EMBARGO = Restriction(kind=RestrictionKind.EMBARGO, until="2027-01-31")
LEAD = Restriction(kind=RestrictionKind.LEAD_ONLY)


def test_labels_follow_the_conditions_of_use() -> None:
    assert label(()) == "open"
    assert label((LEAD,)) == "restricted"
    assert label((EMBARGO,)) == "embargo:2027-01-31"
    assert label((EMBARGO, LEAD)) == "restricted"


@pytest.mark.parametrize(
    ("day", "with_purpose", "found"),
    [
        (date(2027, 1, 30), False, False),
        (date(2027, 1, 31), False, True),
        (date(2027, 1, 30), True, True),
    ],
)
def test_an_embargo_opens_on_its_day(day: date, with_purpose: bool, found: bool) -> None:
    held = labels([date(2027, 1, 31)], today=day, with_purpose=with_purpose)
    assert ("embargo:2027-01-31" in held) is found
    assert "open" in held
    assert ("restricted" in held) is with_purpose
