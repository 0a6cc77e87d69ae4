"""The table that tesseract prints (tesseract(1), `tsv`): words, their boxes, how sure it is.

It is the output of a program that has seen hostile pixels: what does not fit is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_WORD = "5"  # the level of the rows that hold a word
_COLUMNS = 12
_MOST = 200_000
_LONGEST = 500
_DROPPED = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_PIXEL = re.compile("[0-9]{1,6}")
_SURE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,9})?")
_BEST = 100


class Word(NamedTuple):
    """A word, its box in pixels from the top left, how sure tesseract is of it (0 to 100).

    `place` is the number of its block, of its paragraph in it, and of its line in that.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sureness: float
    place: tuple[int, int, int]


def weight(words: Iterable[Word]) -> float:
    """Return how much was read, and how surely: of two results, the heavier one is better."""
    return sum(word.sureness * len(word.text) for word in words)


def words_of(table: bytes) -> Iterator[Word]:
    """Yield the words of a page in the order of the table, which is the order of reading.

    Marks of direction, which tesseract puts around words that run against their line, are dropped.
    """
    for number, line in enumerate(table.decode("utf-8", "replace").split("\n")):
        if number > _MOST:
            return
        columns = line.split("\t")
        if len(columns) != _COLUMNS or columns[0] != _WORD:
            continue
        text = _DROPPED.sub("", columns[11]).strip()[:_LONGEST]
        if not text or not _SURE.fullmatch(columns[10]):
            continue
        if not all(_PIXEL.fullmatch(column) for column in columns[1:10]):
            continue
        block, paragraph, row, _, left, top, width, height = map(int, columns[2:10])
        yield Word(
            text, left, top, left + width, top + height,
            min(_BEST, float(columns[10])), (block, paragraph, row),
        )  # fmt: skip
