# ruff: noqa: RUF001 - Arabic letters and digits are meant

from __future__ import annotations

from amana.analysis.amounts import Line
from amana.analysis.time.joining import joined
from amana.analysis.time.meanings import Between, Day, Found, Hijri, Known, Meaning, Month


def at(line: Line, printed: str, meaning: Meaning) -> Found:
    start = line.source.index(printed)
    return Found(start, start + len(printed), meaning)


def test_a_lone_day_is_of_the_month_beside_it() -> None:
    line = Line("from 3 to 7 October", 0, "en")
    [found] = joined(line, [at(line, "7 October", Day(10, 7))])
    assert (found.start, found.meaning) == (5, Between(Day(10, 3), Day(10, 7)))
    line = Line("on 12 and 14 May 2020", 0, "en")
    found_days = joined(line, [at(line, "14 May 2020", Known("2020-05-14"))])
    assert [each.meaning for each in found_days] == [Known("2020-05-12"), Known("2020-05-14")]


def test_a_count_after_a_day_is_no_day() -> None:
    line = Line("on Oct. 3 and 4 soldiers", 0, "en")
    [found] = joined(line, [at(line, "Oct. 3", Day(10, 3))])
    assert found.meaning == Day(10, 3)


def test_years_are_shared_along_a_list() -> None:
    line = Line("in November and January 2021", 0, "en")
    months = [at(line, "November", Month(11)), at(line, "January 2021", Known("2021-01"))]
    assert [each.meaning for each in joined(line, months)] == [Known("2020-11"), Known("2021-01")]


def test_a_date_beside_a_hijri_one_is_its_value() -> None:
    line = Line("في 17 رجب 1446هـ (18 يناير 2025)", 0, "ar")
    found = [
        at(line, "17 رجب 1446هـ", Hijri(1446, 7, 17)),
        at(line, "18 يناير 2025", Known("2025-01-18")),
    ]
    assert joined(line, found)[0].meaning == Hijri(1446, 7, 17, "2025-01-18")
