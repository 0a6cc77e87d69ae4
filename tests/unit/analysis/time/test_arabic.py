# ruff: noqa: RUF001 - Arabic letters and digits are meant

from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.time import arabic
from amana.analysis.time.meanings import (
    Between,
    Day,
    DayOfMonth,
    Hijri,
    Known,
    Meaning,
    Month,
    Weekday,
    Which,
)
from amana.analysis.time.observing import find


@pytest.mark.parametrize(
    ("sentence", "meanings"),
    [
        ("السابع من أكتوبر", [Day(10, 7)]),
        ("٧ تشرين الأول/أكتوبر الماضي", [Day(10, 7, Which.LAST)]),
        ("17 يناير/شباط", []),
        ("في آب", [Month(8)]),
        ("في أب", []),
        ("مارس الجيش", []),
        ("في 17 من الشهر الجاري", [DayOfMonth(17, 0)]),
        ("31 شباط", []),
    ],
)
def test_days_and_months(sentence: str, meanings: list[Meaning]) -> None:
    found = find(Line(sentence, 0, "ar"))
    assert [each.meaning for each in found] == meanings


def test_weekdays_are_no_names_of_markets() -> None:
    line = Line("سوق الخميس، والأحد المقبل، وأمس الجمعة", 0, "ar")
    assert [each.meaning for each in arabic.weekdays_of(line)] == [
        Weekday(7, Which.NEXT), Weekday(5, Which.LAST),
    ]  # fmt: skip


def test_years_seasons_and_decades() -> None:
    line = Line("بين عامي 2011 و2013 وفي ٢٠١٤، وفي 2014 شخصاً", 0, "ar")
    assert [each.meaning for each in arabic.years(line)] == [
        Between(Known("2011"), Known("2013")), Known("2014"),
    ]  # fmt: skip
    line = Line("صيف 2014 وتسعينيات القرن الماضي", 0, "ar")
    assert [each.meaning for each in arabic.long_ones(line)] == [Known("2014-22"), Known("199X")]


@pytest.mark.parametrize(
    ("sentence", "meaning"),
    [
        ("١٧ رجب ١٤٤٦", Hijri(1446, 7, 17)),
        ("شهر رمضان المبارك", Hijri(None, 9, None)),
        ("17/7/1446هـ", Hijri(1446, 7, 17)),
        ("1446/07/17 هـ", Hijri(1446, 7, 17)),
        ("عام 1446 هجرية", Hijri(1446, None, None)),
        ("25 ذي الحجة 634 هـ", Hijri(634, 12, 25)),
        ("19 من رمضان", Hijri(None, 9, 19)),
    ],
)
def test_hijri(sentence: str, meaning: Hijri) -> None:
    assert [each.meaning for each in find(Line(sentence, 0, "ar"))] == [meaning]
