from __future__ import annotations

import pytest

from amana.analysis.amounts import Line, find_amounts
from amana.analysis.time.english_relative import relative
from amana.analysis.time.meanings import Following, Lasting, Meaning, Shifted


@pytest.mark.parametrize(
    ("sentence", "meanings"),
    [
        ("yesterday", [Shifted("day", -1)]),
        ("last week", [Shifted("week", -1)]),
        ("three days ago", [Shifted("day", -3)]),
        ("about two years ago", [Shifted("year", -2, about=True)]),
        ("the next day", [Following("day", 1)]),
        ("two weeks later", [Following("week", 2)]),
        ("the past year", [Lasting("P1Y")]),
        ("the last week of the war", []),
        ("a year ago", [Shifted("year", -1)]),
        ("two days before the raid", []),
    ],
)
def test_what_counts_from_now_or_from_the_story(sentence: str, meanings: list[Meaning]) -> None:
    line = Line(sentence, 0, "en")
    assert [each.meaning for each in relative(line, find_amounts(line))] == meanings
