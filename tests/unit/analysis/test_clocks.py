from __future__ import annotations

from datetime import date, timedelta

import pytest

from amana.analysis.clocks import Clock, clock_of, went_on

HOURS = timedelta(hours=6)


@pytest.mark.parametrize(
    ("paragraph", "shows"),
    [
        ("18:30", Clock(None, 18 * 60 + 30)),
        ("6:30 PM", Clock(None, 18 * 60 + 30)),
        ("12:05 am UTC", Clock(None, 5)),
        ("١٨:٣٠", Clock(None, 18 * 60 + 30)),
        ("6:30 م", Clock(None, 18 * 60 + 30)),
        ("Sunday, November 22, 2026", Clock(date(2026, 11, 22), None)),
        ("الأحد 22 نوفمبر 2026", Clock(date(2026, 11, 22), None)),
        ("22 November 2026 at 09:00 GMT+3", Clock(date(2026, 11, 22), 540)),
    ],
)
def test_a_paragraph_that_is_nothing_but_a_time_or_a_date_is_a_clock(
    paragraph: str, shows: Clock
) -> None:
    assert clock_of(paragraph) == shows


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "12",
        "12 were killed",
        "Curfew from 18:30",
        "18:30 19:30",
        "November 2026",
        "1,234 views",
    ],
)
def test_whatever_says_more_is_none(paragraph: str) -> None:
    assert clock_of(paragraph) is None


@pytest.mark.parametrize(
    ("before", "after", "elapsed"),
    [
        ("18:30", "00:31", HOURS),
        ("6:30 PM", "6:29 PM", timedelta(days=2)),
        ("22 November 2026", "23 November 2026", HOURS),
        ("22 November 2026 20:00", "23 November 2026 02:00", HOURS),
    ],
)
def test_a_clock_goes_on_as_time_does(before: str, after: str, elapsed: timedelta) -> None:
    earlier, later = clock_of(before), clock_of(after)
    assert earlier is not None
    assert later is not None
    assert went_on(earlier, later, elapsed)
    assert not went_on(earlier, later, elapsed + timedelta(days=3, minutes=7))


@pytest.mark.parametrize(
    ("before", "after"),
    [("18:30", "19:30"), ("22 November 2026", "21 November 2026"), ("18:30", "22 November 2026"),
     ("22 November 2026", "24 November 2026"),
     ("22 November 2026 20:00", "22 November 2026 02:00")],
)  # fmt: skip
def test_what_a_publisher_changes_is_no_clock(before: str, after: str) -> None:
    earlier, later = clock_of(before), clock_of(after)
    assert earlier is not None
    assert later is not None
    assert not went_on(earlier, later, HOURS)
