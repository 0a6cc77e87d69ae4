"""The characters that share one pen position, and the order of the letters among them.

A ligature is one glyph for several letters, and a PDF may call several glyphs one "actual text".
pdfium hands their letters on one by one, sometimes last letter first.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from amana.reading.readers.pdf.letters import Character

_RIGHT_JOINING = frozenset("اآأإٱدذرزژڑوؤۇةى")
"""Letters that never join to a letter after them: in a ligature they can only be the last."""

_ABUTTING = range(-2, 3)
_FATHATAN = "\u064b"
_PRESENTATION_FORMS = (("\ufb50", "\ufdff"), ("\ufe70", "\ufefe"), ("\ufb1d", "\ufb4f"))


class Cell(NamedTuple):
    """Letters with one pen position in pdfium's order, and the edges of their glyph or glyphs.

    `certain`: the letters have edges of their own, which show their logical order; otherwise they
    may be reversed, and `falling` tells that pdfium goes leftwards here. `divided`: their edges
    are pdfium's division of an actual text and not to be relied on. `spaced`: pdfium has a space
    before the cell.
    """

    letters: tuple[str, ...]
    left: int
    right: int
    em: int
    falling: bool
    certain: bool
    divided: bool
    spaced: bool

    @property
    def centre(self) -> float:
        """Where the cell stands on the line."""
        return (self.left + self.right) / 2

    @property
    def only_marks(self) -> bool:
        """Whether there is no letter in it that could stand alone."""
        return all(is_mark(letter) for letter in self.letters)


class Habit:
    """In which direction of pdfium's order ligatures come reversed, as this PDF has shown."""

    def __init__(self) -> None:
        self._votes: defaultdict[bool, int] = defaultdict(int)

    def observe(self, cells: Iterable[Cell]) -> None:
        """Learn from the ligatures that leave no doubt."""
        for cell in cells:
            backwards = _is_reversed(cell.letters)
            if backwards is not None and not cell.certain:
                self._votes[cell.falling] += 1 if backwards else -1

    def ordered(self, cell: Cell) -> str:
        """Return the text of a cell in logical order."""
        letters = list(cell.letters)
        if not cell.certain:
            backwards = _is_reversed(cell.letters)
            if backwards is None:
                vote = self._votes[cell.falling]
                backwards = vote > 0 if vote else cell.falling
            if backwards:
                letters.reverse()
        return "".join(_marks_behind(letters))


def _is_reversed(letters: Sequence[str]) -> bool | None:
    """Tell whether the letters of a ligature come last letter first; None: it cannot be told."""
    base = [letter for letter in letters if not is_mark(letter)]
    closing = [letter in _RIGHT_JOINING for letter in base]
    if len(base) == 1 or sum(closing) != 1 or not is_right_to_left(base[0]):
        return None
    return True if closing[0] else False if closing[-1] else None


def cells_of(characters: Sequence[Character]) -> list[Cell]:
    """Group the characters of a line that share one pen position, in pdfium's order."""
    groups: list[tuple[list[Character], bool]] = []
    spaced = False
    for character in characters:
        if character.letter.isspace():
            spaced = True
        elif groups and not spaced and _together(groups[-1][0][0], character):
            groups[-1][0].append(character)
        else:
            groups.append(([character], spaced))
            spaced = False
    cells = []
    for index, (group, spaced_before) in enumerate(groups):
        neighbour = groups[index - 1 if index else min(1, len(groups) - 1)][0][0]
        falling = (neighbour.x > group[0].x) == (index > 0)
        cells.append(_cell(group, falling=falling, spaced=spaced_before))
    return cells


def _together(one: Character, other: Character) -> bool:
    return (one.x, one.y) == (other.x, other.y)


def _cell(group: Sequence[Character], *, falling: bool, spaced: bool) -> Cell:
    members = ascending = sorted(group, key=lambda member: member.left + member.right)
    certain = len({(member.left, member.right) for member in group}) == len(group)
    if certain and len(group) > 1:
        if any(is_right_to_left(member.letter) for member in group):
            members = ascending[::-1]
    else:
        members = list(group)
    return Cell(
        tuple(letter for member in members for letter in _plain(member.letter)),
        min(min(member.left, member.x) for member in group),
        max(member.right for member in group),
        group[0].em,
        falling,
        certain,
        certain and any(b.left - a.right in _ABUTTING for a, b in pairwise(ascending)),
        spaced,
    )


def _plain(letter: str) -> str:
    """Return the letters that a presentation form stands for, in logical order."""
    if any(first <= letter <= last for first, last in _PRESENTATION_FORMS):
        return unicodedata.normalize("NFKC", letter).strip() or letter
    return letter


def _marks_behind(letters: Sequence[str]) -> Sequence[str]:
    """Put the marks of a glyph behind the letter that carries them.

    In a ligature (lam-alef) that is the first letter, and the last for the tanwin that only alef
    carries. Marks stand in canonical order (Unicode, section 3.11).
    """
    marks = sorted((x for x in letters if is_mark(x)), key=unicodedata.combining)
    base = [letter for letter in letters if not is_mark(letter)]
    if not marks or not base:
        return letters
    at = len(base) if _FATHATAN in marks else 1
    return [*base[:at], *marks, *base[at:]]


def is_mark(letter: str) -> bool:
    """Tell whether a character is a mark on another one."""
    return unicodedata.category(letter) == "Mn"


def is_right_to_left(letter: str) -> bool:
    """Tell whether a letter's script runs from right to left."""
    return unicodedata.bidirectional(letter) in {"R", "AL"}
