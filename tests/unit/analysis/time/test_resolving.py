from __future__ import annotations

import datetime as dt

import pytest

from amana.analysis.time.anchors import Anchor
from amana.analysis.time.meanings import (
    Between,
    Day,
    DayOfMonth,
    Following,
    Hijri,
    Known,
    Meaning,
    Month,
    Open,
    Shifted,
    Weekday,
    Which,
)
from amana.analysis.time.resolving import Context, resolve

THURSDAY = Anchor(dt.date(2024, 11, 21), "published: metadata")
MONTH = Anchor(dt.date(2024, 11, 1), "published: metadata", 7)
YEAR = Anchor(dt.date(2024, 1, 1), "published: metadata", 4)


@pytest.mark.parametrize(
    ("meaning", "back", "forward"),
    [
        (Weekday(4), "2024-11-21", "2024-11-21"),
        (Weekday(7), "2024-11-17", "2024-11-24"),
        (Weekday(4, Which.LAST), "2024-11-14", "2024-11-14"),
        (Weekday(4, Which.NEXT), "2024-11-28", "2024-11-28"),
        (Month(12), "2023-12", "2024-12"),
        (Month(11, Which.LAST), "2023-11", "2023-11"),
        (Month(1, Which.THIS), "2024-01", "2024-01"),
        (Month(11, Which.NEXT), "2025-11", "2025-11"),
        (Day(12, 25), "2023-12-25", "2024-12-25"),
        (Day(2, 30), None, None),
        (Day(2, 29, Which.NEXT), None, None),
        (DayOfMonth(17, -1), "2024-10-17", "2024-10-17"),
        (DayOfMonth(31, 0), None, None),
        (Between(Month(11), Month(2)), "2023-11/2024-02", "2024-11/2025-02"),
        (Between(Known("2013"), Known("2011")), None, None),
        (Open(Known("2014")), "2014/..", "2014/.."),
        (Open(Following("day", 1)), None, None),
        (Hijri(None, 9, None), "2024-03-11/2024-04-09", "2025-03-01/2025-03-29"),
        (Hijri(None, 9, 19), "2024-03-29", "2025-03-19"),
        (Hijri(634, 12, 25), None, None),
    ],
)
def test_with_a_day_to_count_from(meaning: Meaning, back: str | None, forward: str | None) -> None:
    assert resolve(meaning, Context(THURSDAY)) == back
    assert resolve(meaning, Context(THURSDAY, forward=True)) == forward


@pytest.mark.parametrize(
    ("meaning", "month", "year"),
    [
        (Weekday(4), None, None),
        (Shifted("day", -1), None, None),
        (Shifted("month", -1), "2024-10", None),
        (Shifted("year", -1), "2023", "2023"),
        (Month(9), "2024-09", None),
        (Day(9, 3), "2024-09-03", None),
        (DayOfMonth(3, 0), "2024-11-03", None),
    ],
)
def test_with_less_than_a_day(meaning: Meaning, month: str | None, year: str | None) -> None:
    assert resolve(meaning, Context(MONTH)) == month
    assert resolve(meaning, Context(YEAR)) == year


@pytest.mark.parametrize(
    ("unit", "steps", "story", "value"),
    [
        ("day", 1, "2019-05-03", "2019-05-04"),
        ("day", 1, "2019-05", None),
        ("month", 0, "2019-05-03", "2019-05"),
        ("year", 1, "2019", "2020"),
        ("year", 0, "2019?", "2019?"),
        ("week", 1, "2019-05-03", "2019-05-10~"),
        ("decade", 1, "2003", "2013~"),
        ("day", 1, "2019-05-03/2019-05-07", "2019-05-08"),
        ("day", -1, "2019-05-03/2019-05-07", "2019-05-02"),
        ("day", 1, "198X", None),
        ("day", 1, None, None),
    ],
)
def test_a_story_goes_on(unit: str, steps: int, story: str | None, value: str | None) -> None:
    assert resolve(Following(unit, steps), Context(None, story=story)) == value
