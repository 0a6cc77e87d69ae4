from __future__ import annotations

import datetime as dt

import pytest

from amana.analysis.time import calendar

AT = dt.date(2024, 11, 21)


@pytest.mark.parametrize(
    ("unit", "steps", "value"),
    [
        ("day", -1, "2024-11-20"),
        ("week", -1, "2024-11-11~/2024-11-17~"),
        ("fortnight", -1, "2024-11-04~/2024-11-10~"),
        ("weekend", -1, "2024-11-09/2024-11-10"),
        ("month", -11, "2023-12"),
        ("month", 2, "2025-01"),
        ("year", -1, "2023"),
        ("decade", -1, "201X"),
        ("century", -1, "19XX"),
        ("year", -2000, None),
        ("day", -(10**7), None),
        ("moon", 1, None),
    ],
)
def test_units_before_and_after(unit: str, steps: int, value: str | None) -> None:
    assert calendar.shifted(AT, unit, steps) == value


def test_weekdays_around_a_day() -> None:
    assert calendar.weekday_before(AT, 4, strictly=False) == AT
    assert calendar.weekday_before(AT, 4, strictly=True) == dt.date(2024, 11, 14)
    assert calendar.weekday_after(AT, 7, strictly=False) == dt.date(2024, 11, 24)
    assert calendar.weekday_before(dt.date(1000, 1, 1), 1, strictly=True) is None


def test_days_that_the_calendar_lacks_are_not_written() -> None:
    assert calendar.written(2023, 2, 29) is None
    assert calendar.written(2024, 2, 29) == "2024-02-29"
    assert calendar.written(2024, 24) == "2024-24"
    assert calendar.written(999) is None
    assert calendar.day_of("2023-02-29") is None
    assert calendar.day_of("2024-02-01/2024-02-02") is None


def test_months_near_a_day() -> None:
    assert calendar.month_near(12, AT, forward=False) == 2023
    assert calendar.month_near(11, AT, forward=False) == 2024
    assert calendar.month_near(4, AT, forward=True) == 2025
    assert calendar.month_near(24, AT, forward=False) == 2023


def test_uncertainty_marks_both_ends_once() -> None:
    assert calendar.uncertain("2024") == "2024?"
    assert calendar.uncertain("2024-01~/..") == "2024-01~/.."
    assert calendar.ends("2024-01/2024-02") == ("2024-01", "2024-02")
    assert calendar.ends("198X") is None
