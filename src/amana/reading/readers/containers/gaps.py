"""Bytes of a container that belong to nothing inside it."""

from __future__ import annotations

from amana.reading.readers.intake import Content

_PIECE = 1 << 20


def without_padding(
    document: Content, start: int, end: int, padding: bytes = b"\0"
) -> tuple[int, int]:
    """Return the range `start` to `end` without the bytes of `padding` at both of its ends.

    It is empty when there is nothing else.
    """
    first, last = -1, start
    for at in range(start, end, _PIECE):
        piece = document.at(at, min(_PIECE, end - at))
        if piece.strip(padding):
            last = at + len(piece.rstrip(padding))
            if first < 0:
                first = at + len(piece) - len(piece.lstrip(padding))
    return (first, last) if first >= 0 else (start, start)
