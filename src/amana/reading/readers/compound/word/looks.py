"""How characters and paragraphs look, as far as it decides about text ([MS-DOC] section 2.9).

Formatted disk pages hold, for ranges of bytes of `WordDocument`, the exceptions to their style:
which characters are hidden or deleted, where pictures stand, which paragraph is a heading, and
which ends a row of a table. Only Word 97 and later writes them in the form that is read here.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from amana.reading.readers.compound.word.fib import Extent, Fib
from amana.reading.readers.removals import Mark

_PAGE = 512
_MOST_PAGES = 100_000
_DELETED, _HIDDEN, _PICTURE = 0x0800, 0x083C, 0x6A03
_DELETED_BY, _DELETED_WHEN = 0x4863, 0x6864
_IN_TABLE, _ROW_END, _STYLE = 0x2416, 0x2417, 0x4600
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_OFF = (0, 0x80)
NOBODY = Mark()


class Look(NamedTuple):
    """A range of bytes and what is true of it."""

    start: int
    end: int
    deleted: bool = False
    hidden: bool = False
    removal: Mark = NOBODY
    picture: int | None = None
    style: int = 0
    in_table: bool = False
    row_end: bool = False


class Looks:
    """Answers how a byte of `WordDocument` looks."""

    def __init__(self, looks: list[Look]) -> None:
        self._looks = sorted(looks)
        self._starts = [look.start for look in self._looks]

    def pictures(self) -> list[int]:
        """Return where in the stream `Data` the pictures of the text stand."""
        return sorted({look.picture for look in self._looks if look.picture is not None})

    def at(self, byte: int) -> Look | None:
        """Return the look of a byte, or None: it looks as its style says."""
        n = bisect_right(self._starts, byte) - 1
        if n < 0 or byte >= self._looks[n].end:
            return None
        return self._looks[n]

    def within(self, start: int, end: int) -> Iterator[Look]:
        """Return the looks that touch a range of bytes, in order."""
        n = max(0, bisect_right(self._starts, start) - 1)
        while n < len(self._looks) and self._looks[n].start < end:
            if self._looks[n].end > start:
                yield self._looks[n]
            n += 1


def read_looks(fib: Fib, main: bytes, table: bytes) -> tuple[Looks, Looks]:
    """Return the looks of characters (only those that matter) and of paragraphs."""
    if not fib.wide:
        return Looks([]), Looks([])
    characters = [
        look
        for page in _pages(fib.characters, main, table)
        for look in _of_characters(page)
        if look.deleted or look.hidden or look.picture is not None
    ]
    paragraphs = [
        look for page in _pages(fib.paragraphs, main, table) for look in _of_paragraphs(page)
    ]
    return Looks(characters), Looks(paragraphs)


def _pages(extent: Extent, main: bytes, table: bytes) -> Iterator[bytes]:
    rows = table[extent.start :][: extent.size]
    count = min(_MOST_PAGES, max(0, len(rows) - 4) // 8)
    seen: set[int] = set()
    for n in range(count):
        (number,) = struct.unpack_from("<I", rows, 4 * (count + 1) + 4 * n)
        page = main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
        if len(page) == _PAGE and number not in seen:
            seen.add(number)
            yield page


def _limits(page: bytes, entry: int) -> tuple[int, ...]:
    count = page[-1]
    if 4 * (count + 1) + entry * count >= _PAGE:
        return ()
    return struct.unpack_from(f"<{count + 1}I", page)


def _of_characters(page: bytes) -> Iterator[Look]:
    limits = _limits(page, 1)
    for n, (start, end) in enumerate(pairwise(limits)):
        at = page[4 * len(limits) + n] * 2
        rules = page[at + 1 : at + 1 + page[at]] if at else b""
        look = Look(start, end)
        for code, operand in _rules(rules):
            if code == _DELETED:
                look = look._replace(deleted=operand[0] not in _OFF)
            elif code == _HIDDEN:
                look = look._replace(hidden=operand[0] not in _OFF)
            elif code == _DELETED_BY:
                look = look._replace(removal=look.removal._replace(author=_number(operand)))
            elif code == _DELETED_WHEN:
                look = look._replace(removal=look.removal._replace(moment=_number(operand)))
            elif code == _PICTURE:
                look = look._replace(picture=_number(operand))
        if end > start:
            yield look


def _number(operand: bytes) -> int:
    return int.from_bytes(operand, "little")


def _of_paragraphs(page: bytes) -> Iterator[Look]:
    limits = _limits(page, 13)
    for n, (start, end) in enumerate(pairwise(limits)):
        at = page[4 * len(limits) + 13 * n] * 2
        if end <= start:
            continue
        if not at or at + 2 > _PAGE:
            yield Look(start, end)
            continue
        size = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
        body = page[at + (1 if page[at] else 2) :][: max(0, size)]
        look = Look(start, end, style=int.from_bytes(body[:2], "little"))
        for code, operand in _rules(body[2:]):
            if code == _IN_TABLE:
                look = look._replace(in_table=operand[0] not in _OFF)
            elif code == _ROW_END:
                look = look._replace(row_end=operand[0] not in _OFF)
            elif code == _STYLE:
                look = look._replace(style=_number(operand))
        yield look


def _rules(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk property modifiers ([MS-DOC] section 2.2.5.1): their codes and operands."""
    at = 0
    while at + 3 <= len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        size = _OPERAND[code >> 13]
        if not size:
            size = 1 + data[at]
            if code == _TABLE_DEFINITION:
                size = 1 + int.from_bytes(data[at : at + 2], "little")
            elif code == _TABS and data[at] == 0xFF:  # noqa: PLR2004 - its length is not said
                return
        operand = data[at : at + size]
        if not operand:
            return
        yield code, operand
        at += size
