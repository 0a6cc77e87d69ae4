"""From words to the lines of a page, in the order of reading, with their places on it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from amana.reading.ocr.words import Word

_UNSURE, _NOISE = 60, 30


class Scale(NamedTuple):
    """The size of a page in thousandths of a point, and of its picture in pixels."""

    page: tuple[int, int]
    pixels: tuple[int, int]

    def placed(self, word: Word) -> tuple[int, int, int, int]:
        """Return the box of a word on the page; never beyond its borders."""
        (wide, high), (columns, rows) = self.page, self.pixels
        return (
            min(word.left, columns) * wide // columns,
            min(word.top, rows) * high // rows,
            min(word.right, columns) * wide // columns,
            min(word.bottom, rows) * high // rows,
        )


class RecognisedLine(NamedTuple):
    """A line: its text, a box around it, whether a paragraph begins with it."""

    text: str
    box: tuple[int, int, int, int]
    begins: bool


class Sureness(NamedTuple):
    """How many words there are, the sum of their sureness, how many are below 60 of 100."""

    words: int = 0
    total: float = 0.0
    unsure: int = 0

    def with_words(self, words: Iterable[Word]) -> Sureness:
        """Return the sum with more words."""
        found = [word.sureness for word in words]
        unsure = sum(each < _UNSURE for each in found)
        return Sureness(self.words + len(found), self.total + sum(found), self.unsure + unsure)

    @property
    def mean(self) -> int:
        """The mean, rounded down."""
        return int(self.total / self.words) if self.words else 0

    @property
    def unsure_share(self) -> int:
        """How many of a hundred words are below 60, rounded up."""
        return -(-100 * self.unsure // self.words) if self.words else 0


def lines_of(words: Iterable[Word], scale: Scale) -> list[RecognisedLine]:
    """Return the lines: neighbouring words of one place, with a space between them.

    A line of whose words the machine is on average less sure than 30 of 100 is no text but foliage,
    fences, or a script that it was not asked for: it is left out.
    """
    lines: list[RecognisedLine] = []
    last: tuple[int, int, int] | None = None
    for place, group in groupby(words, key=attrgetter("place")):
        row = list(group)
        if sum(word.sureness for word in row) < _NOISE * len(row):
            continue
        text = " ".join(word.text for word in row)
        box = reduce(_around, (scale.placed(word) for word in row))
        lines.append(RecognisedLine(text, box, last is not None and last[:2] != place[:2]))
        last = place
    return lines


def _around(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]),
    )  # fmt: skip
