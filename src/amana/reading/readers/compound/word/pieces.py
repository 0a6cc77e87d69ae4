"""The piece table: which bytes hold which characters of a Word document ([MS-DOC] section 2.4.1).

A document that was saved fast has its pieces in any order of bytes. Characters are in UTF-16, or in
one byte each; an older document without a table is one piece.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import NamedTuple

from amana.reading.readers.compound.word.fib import Fib

_PRC, _TABLE = 1, 2
_COMPRESSED = 0x40000000
_PLACE = 0x3FFFFFFF
_DESCRIPTOR = 8


class Piece(NamedTuple):
    """Characters `first` to `end` of the document begin at byte `start` of `WordDocument`."""

    first: int
    end: int
    start: int
    width: int
    """Bytes a character: 1 or 2."""

    def byte(self, character: int) -> int:
        """Return at which byte a character of this piece begins."""
        return self.start + (character - self.first) * self.width


def read_pieces(fib: Fib, main: bytes, table: bytes) -> list[Piece]:
    """Return the pieces in the order of the text, bounded by the bytes that are there."""
    found = _from_table(table[fib.pieces.start :][: fib.pieces.size], fib)
    if not found:
        found = [Piece(0, sum(fib.counts), fib.text_start, 1)]
    return [piece for piece in (_bounded(piece, len(main)) for piece in found) if piece]


def _bounded(piece: Piece, size: int) -> Piece | None:
    room = max(0, size - piece.start) // piece.width
    end = min(piece.end, piece.first + room)
    return piece._replace(end=end) if end > piece.first else None


def _from_table(data: bytes, fib: Fib) -> list[Piece]:
    """Read a Clx ([MS-DOC] section 2.9.38): property modifiers, then the table."""
    at = 0
    while at + 3 <= len(data) and data[at] == _PRC:
        at += 3 + int.from_bytes(data[at + 1 : at + 3], "little")
    if at + 5 > len(data) or data[at] != _TABLE:
        return []
    rows = data[at + 5 :][: int.from_bytes(data[at + 1 : at + 5], "little")]
    count = max(0, len(rows) - 4) // (4 + _DESCRIPTOR)
    limits = struct.unpack_from(f"<{count + 1}I", rows) if count else ()
    pieces: list[Piece] = []
    for n, (first, end) in enumerate(pairwise(limits)):
        (place,) = struct.unpack_from("<I", rows, 4 * (count + 1) + _DESCRIPTOR * n + 2)
        if end <= first or (pieces and first < pieces[-1].end):
            continue
        if not fib.wide:
            pieces.append(Piece(first, end, place & _PLACE, 1))
        elif place & _COMPRESSED:
            pieces.append(Piece(first, end, (place & _PLACE) // 2, 1))
        else:
            pieces.append(Piece(first, end, place & _PLACE, 2))
    return pieces
