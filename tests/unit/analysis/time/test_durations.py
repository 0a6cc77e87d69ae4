from __future__ import annotations

import pytest

from amana.analysis.amounts import Line, find_amounts
from amana.analysis.time.durations import arabic_durations, duration, english_durations
from amana.analysis.time.meanings import Lasting


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [
        ("month", 14, "P14M"), ("decade", 3, "P30Y"), ("hour", 48, "PT48H"), ("year", 1.5, "P18M"),
        ("week", 0.5, None),
        ("fortnight", 2, "P4W"), ("century", 0.5, "P50Y"), ("year", 0, None), ("day", 10**9, None),
        ("month", 1.5, None),
        ("hour", 0.5, "PT30M"),
    ],
)  # fmt: skip
def test_numbers_of_units(unit: str, count: float, value: str | None) -> None:
    assert duration(unit, count) == value


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("more than two decades", ["P20Y/.."]),
        ("nearly three years", ["../P3Y"]),
        ("two to three weeks", ["P2W/P3W"]),
        ("a 12-year-old boy, a 9-year-old, and Omar, 12 years old", []),
        ("the 13-month-old war", ["P13M"]),
        ("a 13-year-old Norland girl", []),
        ("half of years", []),
        ("dozens of years", []),
        ("for a year; for nearly a decade", ["P1Y", "../P10Y"]),
    ],
)
def test_english_durations_and_ages(sentence: str, values: list[str]) -> None:
    line = Line(sentence, 0, "en")
    found = [each.meaning for each in english_durations(line, find_amounts(line))]
    assert found == [Lasting(value) for value in values]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("ثلاثة أشهر", ["P3M"]),
        ("أكثر من عقدين", ["P20Y/.."]),
        ("البالغ من العمر 12 عاماً", []),
        ("نحو 13 عاماً", ["P13Y~"]),
        ("منذ أسبوع", ["P1W"]),
        ("منذ عام 2011", []),
    ],
)
def test_arabic_durations_and_ages(sentence: str, values: list[str]) -> None:
    line = Line(sentence, 0, "ar")
    found = [each.meaning for each in arabic_durations(line, find_amounts(line))]
    assert found == [Lasting(value) for value in values]
