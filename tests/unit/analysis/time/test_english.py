from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.time import english
from amana.analysis.time.meanings import Between, Day, Hijri, Known, Meaning, Month, Weekday, Which
from amana.analysis.time.observing import find


@pytest.mark.parametrize(
    ("sentence", "meanings"),
    [
        ("on Oct. 7", [Day(10, 7)]),
        ("the 3rd of May", [Day(5, 3)]),
        ("in May", [Month(5)]),
        ("last July", [Month(7, Which.LAST)]),
        ("He may march. May he go? April Jones and Theresa May left on a March.", []),
        ("the October attacks", [Month(10)]),
        ("May 2,000 people", []),
        ("Feb. 30", []),
    ],
)
def test_days_and_months(sentence: str, meanings: list[Meaning]) -> None:
    found = find(Line(sentence, 0, "en"))
    assert [each.meaning for each in found] == meanings


@pytest.mark.parametrize(
    ("sentence", "meanings"),
    [
        ("on Sunday and next Monday", [Weekday(7), Weekday(1, Which.NEXT)]),
        ("Black Friday; the Sunday Times; Sundays", []),
    ],
)
def test_weekdays(sentence: str, meanings: list[Meaning]) -> None:
    found = english.weekdays_of(Line(sentence, 0, "en"))
    assert [each.meaning for each in found] == meanings


@pytest.mark.parametrize(
    ("sentence", "meanings"),
    [
        ("between 2011 and 2013", [Between(Known("2011"), Known("2013"))]),
        ("the 2014 truce", [Known("2014")]),
        ("the 2014 refugees; from 2,014; of 2014 soldiers", []),
        ("in 2013-12", []),
        ("(2015-2018)", [Between(Known("2015"), Known("2018"))]),
        ("call 1800-555 or 2000-1999-22", []),
    ],
)
def test_years(sentence: str, meanings: list[Meaning]) -> None:
    assert [each.meaning for each in find(Line(sentence, 0, "en"))] == meanings


def test_long_ones_and_hijri() -> None:
    line = Line("the 1980s, spring 2011, the second half of 2023, 17 Rajab 1446 AH", 0, "en")
    assert [each.meaning for each in english.long_ones(line)] == [
        Known("198X"), Known("2023-41"), Known("2011-21"),
    ]  # fmt: skip
    assert [each.meaning for each in english.hijri_dates(line)] == [Hijri(1446, 7, 17)]
