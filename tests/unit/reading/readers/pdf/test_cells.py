# ruff: noqa: RUF001 - letters that look like others are what this is about
from __future__ import annotations

from amana.reading.readers.pdf.cells import Habit, cells_of
from amana.reading.readers.pdf.letters import Character


def glyph(letters: str, x: int, width: int = 5000) -> list[Character]:
    """Return the characters of one glyph: one pen, one pair of edges."""
    return [Character(letter, x, 0, x, x + width, 10_000) for letter in letters]


def divided(letters: str, x: int) -> list[Character]:
    """Return the characters of an actual text whose width pdfium has divided among them."""
    return [
        Character(letter, x, 0, x + 1000 * at, x + 1000 * (at + 1), 10_000)
        for at, letter in enumerate(letters)
    ]


def test_characters_with_one_pen_are_one_cell() -> None:
    one, two = cells_of([*glyph("ل", 50), *glyph("لا", 20)])
    assert (one.letters, two.letters) == (("ل",), ("ل", "ا"))
    assert two.falling
    assert not two.certain


def test_letters_that_cannot_come_first_show_that_a_ligature_is_reversed() -> None:
    habit = Habit()
    (reversed_,) = cells_of(glyph("ال", 20))
    (ordered,) = cells_of(glyph("لا", 20))
    assert habit.ordered(reversed_) == habit.ordered(ordered) == "لا"


def test_other_ligatures_follow_the_habit_that_the_document_shows() -> None:
    falling = cells_of([*glyph("س", 90_000), *glyph("لم", 20_000)])[1]
    rising = cells_of([*glyph("س", 20_000), *glyph("لم", 90_000)])[1]
    habit = Habit()
    assert (habit.ordered(falling), habit.ordered(rising)) == ("مل", "لم")
    habit.observe(cells_of([*glyph("س", 90_000), *glyph("لا", 20_000)]))
    habit.observe(cells_of([*glyph("س", 20_000), *glyph("ال", 90_000)]))
    assert (habit.ordered(falling), habit.ordered(rising)) == ("لم", "مل")


def test_edges_of_their_own_show_the_order_of_letters() -> None:
    (cell,) = cells_of(divided("الس", 20_000))
    assert (cell.certain, cell.divided) == (True, True)
    assert Habit().ordered(cell) == "سلا"
    (latin,) = cells_of(divided("fi", 20_000))
    assert Habit().ordered(latin) == "fi"


def test_marks_come_behind_their_letter_in_canonical_order() -> None:
    habit = Habit()
    (shadda,) = cells_of(divided("\u064e\u0651ل", 20_000))
    assert habit.ordered(shadda) == "ل\u064e\u0651"
    (tanwin,) = cells_of(divided("\u064bا", 20_000))
    assert habit.ordered(tanwin) == "ا\u064b"
    (lam_alef,) = cells_of(divided("ا\u064eل", 20_000))
    assert habit.ordered(lam_alef) == "ل\u064eا"


def test_presentation_forms_are_read_as_the_letters_that_they_show() -> None:
    (cell,) = cells_of(glyph("\ufefb", 20_000))
    assert Habit().ordered(cell) == "لا"


def test_spaces_are_kept_as_a_remark() -> None:
    cells = cells_of([*glyph("س", 50_000), *glyph(" ", 45_000), *glyph("ل", 40_000)])
    assert [cell.spaced for cell in cells] == [False, True]


def test_a_mark_alone_is_no_letter() -> None:
    (cell,) = cells_of(glyph("\u064e", 20_000))
    assert cell.only_marks
