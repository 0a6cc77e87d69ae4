"""Records of binary workbooks ([MS-XLSB] section 2.1.4), and the strings and numbers in them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_MORE = 0x80
_LOW = 0x7F
_SIZE_BYTES = 4
_LONGEST = 16 << 20
_NONE = 0xFFFFFFFF
_HUNDREDTHS, _WHOLE = 1, 2


class Broken(Exception):
    """The records do not go on."""


class Frame(NamedTuple):
    """A frame: its type, its body, and the bytes of the part that it takes."""

    kind: int
    body: bytes
    start: int
    end: int


def frames(pieces: Iterable[bytes]) -> Iterator[Frame]:
    """Yield the records of a part.

    Raises:
        Broken: it ends within a frame, or one is longer than any may be.
    """
    source = _Source(pieces)
    while not source.ended():
        start = source.at
        kind = source.byte()
        if kind & _MORE:
            kind = kind & _LOW | (source.byte() & _LOW) << 7
        size = 0
        for n in range(_SIZE_BYTES):
            byte = source.byte()
            size |= (byte & _LOW) << 7 * n
            if not byte & _MORE:
                break
        body = source.take(size)
        yield Frame(kind, body, start, source.at)


class _Source:
    """Pieces as one row of bytes; `at` is the place in all of them."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._held = b""
        self._next = 0
        self.at = 0

    def ended(self) -> bool:
        """Tell whether there is nothing more."""
        return not self._has(1)

    def byte(self) -> int:
        """Return the next byte."""
        return self.take(1)[0]

    def take(self, length: int) -> bytes:
        """Return the next bytes."""
        if length > _LONGEST or not self._has(length):
            raise Broken
        taken = self._held[self._next : self._next + length]
        self._next += length
        self.at += length
        return taken

    def _has(self, length: int) -> bool:
        missing = length - (len(self._held) - self._next)
        if missing <= 0:
            return True
        kept = [self._held[self._next :]]
        while missing > 0:
            piece = next(self._pieces, None)
            if piece is None:
                break
            kept.append(piece)
            missing -= len(piece)
        self._held, self._next = b"".join(kept), 0
        return missing <= 0


def string(body: bytes, at: int) -> tuple[str, int]:
    """Return the string at a place of a frame, and where it ends (sections 2.5.168, 2.5.166).

    Raises:
        struct.error: the record ends before it.
    """
    (length,) = struct.unpack_from("<I", body, at)
    at += 4
    if length == _NONE:
        return "", at
    end = at + 2 * length
    if end > len(body):
        raise struct.error
    return body[at:end].decode("utf-16-le", "replace"), end


def rich_string(body: bytes, at: int) -> str:
    """Return the text of a string with formats, without them (section 2.5.122)."""
    return string(body, at + 1)[0]


def rk_number(body: bytes, at: int) -> float:
    """Return a number that is packed into four bytes (section 2.5.123)."""
    (packed,) = struct.unpack_from("<i", body, at)
    if packed & _WHOLE:
        value = float(packed >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return value / 100 if packed & _HUNDREDTHS else value
