from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.quantities.scopes import scope


@pytest.mark.parametrize(
    ("text", "words", "time", "said"),
    [
        ("12 people, mostly civilians, and others", "12 people", "", "mostly civilians"),
        ("12 people in northern Norland since 2011.", "12 people", "2011",
         "in northern Norland; since 2011"),
        ("12 people are still inside Norhaven", "12 people", "", "inside Norhaven"),
        ("12 people in March", "12 people", "March", "in March"),
        ("12 people ate", "12 people", "", None),
        ("12 شخصا في غزة منذ 2011", "12 شخصا", "2011", "في غزة; منذ 2011"),
        ("12 شخصا في انفجار", "12 شخصا", "", None),
        ("12 شخصا معظمهم نساء وأطفال", "12 شخصا", "", "معظمهم نساء وأطفال"),
    ],
)  # fmt: skip
def test_what_stands_right_behind(text: str, words: str, time: str, said: str | None) -> None:
    line = Line(text, 0, "en" if text.isascii() else "ar")
    at = line.text.index(time) if time else 0
    assert scope(line, len(words), [(at, at + len(time))] if time else []) == said
