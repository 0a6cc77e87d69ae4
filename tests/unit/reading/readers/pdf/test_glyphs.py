from __future__ import annotations

import pytest

from amana.reading.readers.pdf.cells import Habit, cells_of
from amana.reading.readers.pdf.glyphs import Kind, kind_of, visual
from amana.reading.readers.pdf.letters import Character


def character(letter: str, x: int, width: int = 5000) -> Character:
    return Character(letter, x, 0, x, x + width, 10_000)


def seen(*characters: Character) -> str:
    return "".join(
        "|" if glyph.kind is Kind.GAP else glyph.text
        for glyph in visual(cells_of(characters), characters, Habit())
    )


def test_glyphs_are_put_from_left_to_right_whatever_their_order() -> None:
    a, b, c = character("س", 20_000), character("ل", 15_000), character("م", 10_000)
    assert seen(a, b, c) == seen(c, b, a) == seen(b, c, a) == "ملس"


@pytest.mark.parametrize(
    ("gap", "between"), [(0, ""), (1000, ""), (1400, ""), (1600, " "), (5000, " "), (9500, "|")]
)
def test_spaces_are_where_there_is_room_for_them(gap: int, between: str) -> None:
    assert seen(character("س", 10_000), character("ل", 15_000 + gap)) == f"س{between}ل"


def test_a_drawn_space_counts_and_one_without_width_does_not() -> None:
    letters = character("س", 10_000), character("ل", 15_500)
    assert seen(letters[0], character(" ", 15_000, 500), letters[1]) == "س ل"
    assert seen(letters[0], character(" ", 15_000, 0), letters[1]) == "سل"


def test_a_mark_goes_to_the_letter_that_it_stands_above() -> None:
    line = [character("س", 10_000), character("ل", 15_000), character("\u064e", 16_000, 1000)]
    assert seen(*line) == "سل\u064e"
    assert seen(*line[::-1]) == "سل\u064e"


def test_what_a_browser_says_over_again_above_a_ligature_is_left_out() -> None:
    above = [Character(letter, 11_000, 5, 11_000, 13_000, 10_000) for letter in "\u0627\u064b"]
    below = [Character(letter, 10_000, 0, 10_000, 18_000, 10_000) for letter in "لا\u064b"]
    assert seen(*above, *below) == seen(*below, *above) == "لا\u064b"
    apart = [Character(letter, 20_000, 0, 20_000, 22_000, 10_000) for letter in "\u0627\u064b"]
    assert seen(*below, *apart).count("\u0627\u064b") == 2


def test_marks_without_letters_are_no_line() -> None:
    assert seen(character("\u064e", 10_000)) == ""
    assert seen() == ""


def test_kinds() -> None:
    assert [kind_of(letter) for letter in "aس1٣(."] == [
        Kind.LEFT,
        Kind.RIGHT,
        Kind.NUMBER,
        Kind.NUMBER,
        Kind.NEUTRAL,
        Kind.NEUTRAL,
    ]
