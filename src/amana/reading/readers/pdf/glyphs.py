"""A line with right-to-left script as it is seen: its glyphs from left to right.

A PDF draws glyphs at positions; in which order it names them is left to the program that wrote it,
and pdfium guesses. The positions alone are certain, so the line is put together anew from them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from amana.reading.readers.pdf.cells import Cell, Habit, is_right_to_left
from amana.reading.readers.pdf.letters import Character

# Gaps in em: letters that do not join stand up to 0.1 apart, words 0.2 and more, cells 1.
_SPACE = 0.15
_SPACE_WHEN_DIVIDED = 0.22
_WIDE = 0.9
_NEAR = 4


class Kind(Enum):
    """What a glyph does to the order of its line (UAX #9, table 4, coarsened)."""

    LEFT = "letter of a script that runs from left to right"
    RIGHT = "letter of a script that runs from right to left"
    NUMBER = "digit"
    NEUTRAL = "everything else"
    GAP = "wide gap, as between the cells of a table"


class Glyph(NamedTuple):
    """What is drawn in one place: its text in logical order, and what it does to the order."""

    text: str
    kind: Kind


SPACE = Glyph(" ", Kind.NEUTRAL)
GAP = Glyph(" ", Kind.GAP)


def kind_of(letter: str) -> Kind:
    """Return what a letter does to the order of its line."""
    match unicodedata.bidirectional(letter):
        case "L":
            return Kind.LEFT
        case "R" | "AL":
            return Kind.RIGHT
        case "EN" | "AN":
            return Kind.NUMBER
        case _:
            return Kind.NEUTRAL


def visual(cells: Sequence[Cell], characters: Sequence[Character], habit: Habit) -> list[Glyph]:
    """Return the glyphs of a line from left to right, with spaces where there is room for them.

    `characters` are those that the cells were made of.
    """
    order = sorted(
        (index for index, cell in enumerate(cells) if not cell.only_marks),
        key=lambda index: cells[index].centre,
    )
    if not order:
        return []
    order = _once(cells, order)
    marks = _marks(cells, order)
    # A space without width was put in by pdfium, in no particular place.
    spaces = sorted(c.left + c.right for c in characters if c.letter == " " and c.right > c.left)
    em = median_low(cells[index].em for index in order)
    glyphs: list[Glyph] = []
    edge = cells[order[0]].right
    for before, index in zip([None, *order], order, strict=False):
        cell = cells[index]
        if before is not None:
            space = _between(cells, before, index, edge, em)
            drawn = bisect(spaces, 2 * cells[before].centre) < bisect(spaces, 2 * cell.centre)
            glyphs += [space] if space else [SPACE] if drawn else []
        text = habit.ordered(cell) + marks.get(index, "")
        glyphs.append(Glyph(text, kind_of(text[0])))
        edge = max(edge, cell.right)
    return glyphs


def _once(cells: Sequence[Cell], order: Sequence[int]) -> list[int]:
    """Leave out cells that say over again what the cell says on which they stand.

    A browser gives a glyph the letters of all its cluster: the tanwin of lam-alef says "alef with
    tanwin", and stands above a glyph that says "lam, alef with tanwin".
    """
    several = [index for index in order if len(cells[index].letters) > 1]
    again = set()
    for one, other in pairwise(several):
        less, more = sorted((one, other), key=lambda index: len(cells[index].letters))
        over = min(cells[one].right, cells[other].right) - max(cells[one].left, cells[other].left)
        if 2 * over > cells[less].right - cells[less].left and Counter(
            cells[less].letters
        ) <= Counter(cells[more].letters):
            again.add(less)
    return [index for index in order if index not in again]


def _between(cells: Sequence[Cell], before: int, index: int, edge: int, em: int) -> Glyph | None:
    """Return the space between two cells that stand next to each other, if there is one."""
    gap = cells[index].left - edge
    if gap > _WIDE * em:
        return GAP
    if not (cells[before].divided or cells[index].divided):
        return SPACE if gap > _SPACE * em else None
    # The edges cannot be relied on; pdfium knows better, if it took the two one after the other.
    if abs(before - index) == 1:
        return SPACE if cells[max(before, index)].spaced else None
    return SPACE if gap > _SPACE_WHEN_DIVIDED * em else None


def _marks(cells: Sequence[Cell], order: Sequence[int]) -> Mapping[int, str]:
    """Return the marks of each cell: each goes to the letter that it stands above or below."""
    letters = [index for index in order if is_right_to_left(cells[index].letters[-1])]
    centres = [cells[index].centre for index in letters]
    marks: defaultdict[int, list[str]] = defaultdict(list)
    for cell in cells:
        if not cell.only_marks or not letters:
            continue
        place = bisect(centres, cell.centre)
        near = letters[max(0, place - _NEAR) : place + _NEAR]
        nearest = min(near, key=lambda index: _distance(cells[index], cell.centre))
        marks[nearest] += cell.letters
    return {
        index: "".join(sorted(found, key=unicodedata.combining)) for index, found in marks.items()
    }


def _distance(cell: Cell, at: float) -> tuple[float, float]:
    return max(cell.left - at, at - cell.right, 0), abs(cell.centre - at)
