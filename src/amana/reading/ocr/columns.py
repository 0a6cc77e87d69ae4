"""The columns of a page, found from where its words are, in the order in which they are read.

tesseract has a mode that looks for columns (`--psm 3`) and one that takes the page as one column of
text of different sizes (`--psm 4`). Measured over drawn and scanned pages (`bench/ocr.py`), both
read the same letters in pages of one column. But the first takes the columns of tables and lists
for columns of text (40 of 100 characters then stand elsewhere), and orders columns from the right
whenever Arabic is among its languages, also those of English. The second keeps the rows of tables,
and reads across columns of text. So the second is used, and the columns are found here, where it
can be asked whether they are text, and of which direction. Each is then recognised as a page of its
own (`areas`): its lines need not stand on those of its neighbour.

Rules:

1. The page is turned upright by the slope of its lines.
2. A gutter is a straight white gap at least as wide as most words are high. It ends above and below
   where a word crosses it that has ink there: tesseract sees digits and bars in the white between
   columns, and joins words across it.
3. What stands on both sides of a gutter must be running text, several lines of words that follow
   one another closely. The cells of a table are not, so that a row is read across.
4. Of several gutters that counts which has the most words on its poorer side.
5. What is above the gutter is read first, then its sides, then what is below. Of the sides, the
   right one comes first if most letters on both are written from the right. Each of the parts may
   have gutters again.

Pure functions, determinate: ties go to the first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from amana.reading.ocr.areas import Area
from amana.reading.ocr.words import Word

_MOST_WORDS = 20_000  # a page that holds more has no columns that anybody reads
_LEAST_WORDS, _LEAST_LINES = 12, 4  # on each side of a gutter
_TOGETHER = 3.0  # words follow one another in running text; in the cell of a table, one or two
_GUTTER = 1.0  # of the height of a word
_LONG_LINE = 4  # words
FROM_RIGHT = frozenset({"R", "AL"})
"""The bidirectional classes of letters that are written from the right (UAX #9)."""

Inked = Callable[[Area], bool]


class Part(NamedTuple):
    """Words of a part of a page without a gutter, and its area if it stands beside another."""

    words: list[Word]
    area: Area | None


class _Set(NamedTuple):
    """A word on the page turned upright."""

    left: float
    top: float
    right: float
    bottom: float
    word: Word

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


class _Gutter(NamedTuple):
    """Between which heights, from where to where; how many words stand on its poorer side."""

    left: float
    right: float
    top: float
    bottom: float
    words: int

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2


def parts_of(words: Sequence[Word], inked: Inked) -> list[Part]:
    """Return the parts of a page in the order of reading; one, where there are no columns.

    The words stand in the order of lines across the page; `inked` tells of ink in its picture.
    """
    if not 2 * _LEAST_WORDS <= len(words) <= _MOST_WORDS:
        return [Part(list(words), None)]
    slope = _slope(words)
    page = [_upright(word, slope) for word in words]
    ends = (
        min(each.left for each in page), min(each.top for each in page),
        max(each.right for each in page), max(each.bottom for each in page),
    )  # fmt: skip
    return [
        Part([each.word for each in part], area if beside else None)
        for part, area, beside in _parts(page, Area(slope, *ends).wider(_height(page)), inked)
    ]


def from_right(words: Iterable[Word]) -> bool:
    """Tell whether most letters are written from right to left."""
    balance = 0
    for word in words:
        for letter in word.text:
            kind = unicodedata.bidirectional(letter)
            balance += 1 if kind in FROM_RIGHT else -1 if kind == "L" else 0
    return balance > 0


def _slope(words: Sequence[Word]) -> float:
    """Return by how many pixels lines fall for each pixel to the right, by their median."""
    slopes = []
    for line in _lines(words):
        first, last = line[0], line[-1]
        if len(line) >= _LONG_LINE and last.left > first.left:
            fall = last.top + last.bottom - first.top - first.bottom
            slopes.append(fall / (last.left + last.right - first.left - first.right))
    return median(slopes) if slopes else 0.0


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    """Return the words of each line from the left."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.place, []).append(word)
    return [sorted(line, key=lambda word: (word.left, word.right)) for line in lines.values()]


def _upright(word: Word, slope: float) -> _Set:
    down = slope * (word.left + word.right) / 2
    aside = slope * (word.top + word.bottom) / 2
    return _Set(word.left + aside, word.top - down, word.right + aside, word.bottom - down, word)


def _height(part: Iterable[_Set]) -> float:
    return max(1.0, median(each.bottom - each.top for each in part))


def _parts(page: list[_Set], whole: Area, inked: Inked) -> list[tuple[list[_Set], Area, bool]]:
    """Return the parts with their areas, and whether they stand beside others."""
    waiting, parts = [(page, whole, False)], []
    while waiting:
        part, area, beside = waiting.pop()
        gutter = _gutter(part, area.slope, inked) if len(part) >= 2 * _LEAST_WORDS else None
        if gutter is None:
            parts += [(part, area, beside)] if part else []
            continue
        above = [each for each in part if each.middle <= gutter.top]
        below = [each for each in part if each.middle >= gutter.bottom]
        band = area._replace(top=max(area.top, gutter.top), bottom=min(area.bottom, gutter.bottom))
        left, right = _sides(part, gutter)
        sides = [
            (left, band._replace(right=gutter.x), True),
            (right, band._replace(left=gutter.x), True),
        ]
        if not from_right(each.word for each in left + right):
            sides.reverse()  # what is put in last is taken out first
        waiting.append((below, area._replace(top=band.bottom), beside))
        waiting += sides
        waiting.append((above, area._replace(bottom=band.top), beside))
    return parts


def _sides(part: Iterable[_Set], gutter: _Gutter) -> tuple[list[_Set], list[_Set]]:
    beside = [each for each in part if gutter.top < each.middle < gutter.bottom]
    left = [each for each in beside if each.right <= gutter.x]
    return left, [each for each in beside if each.right > gutter.x]


def _gutter(part: list[_Set], slope: float, inked: Inked) -> _Gutter | None:
    """Return the gutter that parts most words, if there is any."""
    high = _height(part)
    half = _GUTTER * high / 2
    ordered = sorted(part, key=lambda each: (each.top, each.left))
    ends = ordered[0].top - 1, max(each.bottom for each in part) + 1
    x, last = min(each.left for each in part) + high, max(each.right for each in part) - high
    best: _Gutter | None = None
    while x < last:
        crossing = [
            (each.top, each.bottom)
            for each in ordered
            if each.left < x + half
            and each.right > x - half
            and inked(Area(slope, x - half, each.top, x + half, each.bottom))
        ]
        for top, bottom in _free(crossing, *ends):
            if bottom - top < (_LEAST_LINES - 1) * high:
                continue
            gutter = _Gutter(x, x, top, bottom, 0)
            sides = _sides(part, gutter)
            words = min(map(len, sides))
            if best and best[1:] == (x - half, top, bottom, words):
                best = best._replace(right=x)
            elif words > (best.words if best else 0) and all(_runs(side, high) for side in sides):
                best = gutter._replace(words=words)
        x += half
    return best


def _free(
    crossing: Iterable[tuple[float, float]], start: float, end: float
) -> list[tuple[float, float]]:
    """Return what no stretch covers between two heights; stretches ascend by where they begin."""
    free, top = [], start
    for begins, ends in crossing:
        if begins > top:
            free.append((top, begins))
        top = max(top, ends)
    return [*free, (top, end)]


def _runs(side: Sequence[_Set], high: float) -> bool:
    """Tell whether this is running text: how long a run is, as its words see it on average."""
    lines = _lines(each.word for each in side)
    if len(side) < _LEAST_WORDS or len(lines) < _LEAST_LINES:
        return False
    squares = 0
    for line in lines:
        run = 1
        for word, following in pairwise(line):
            if following.left - word.right > _GUTTER * high:
                squares += run * run
                run = 0
            run += 1
        squares += run * run
    return squares >= _TOGETHER * len(side)
