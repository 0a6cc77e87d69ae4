from __future__ import annotations

import pytest

from amana.analysis.amounts import Line, find_amounts
from amana.analysis.time.arabic_relative import relative
from amana.analysis.time.meanings import Following, Lasting, Meaning, Shifted


@pytest.mark.parametrize(
    ("sentence", "meanings"),
    [
        ("أمس", [Shifted("day", -1)]),
        ("غداً", [Shifted("day", 1)]),
        ("غدا الأمر", []),
        ("الشهر المقبل", [Shifted("month", 1)]),
        ("العام نفسه", [Following("year", 0)]),
        ("اليوم التالي", [Following("day", 1)]),
        ("قبل ثلاثة أيام", [Shifted("day", -3)]),
        ("قبل ثلاثة أيام من الهدنة", []),
        ("قبل نحو عامين", [Shifted("year", -2, about=True)]),
        ("الأيام الثلاثة الماضية", [Lasting("P3D")]),
        ("اليوم الماضي", []),
    ],
)
def test_what_counts_from_now_or_from_the_story(sentence: str, meanings: list[Meaning]) -> None:
    line = Line(sentence, 0, "ar")
    assert [each.meaning for each in relative(line, find_amounts(line))] == meanings
