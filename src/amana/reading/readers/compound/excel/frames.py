"""The records of a workbook stream ([MS-XLS] section 2.1.4), and the strings in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.charsets import decode

_HEAD = 4
CONTINUE = 0x3C
BOF = frozenset({0x809, 0x409, 0x209, 0x009})
EOF = 0x0A
_C1 = range(0x80, 0xA0)


class Frame(NamedTuple):
    """A record: its type and where its content stands in the stream."""

    kind: int
    start: int
    end: int


class Letters(NamedTuple):
    """Text, the bytes of the stream that it comes from, and their encoding where it is exact."""

    text: str
    start: int
    end: int
    encoding: str | None


def frames(data: bytes, start: int = 0) -> Iterator[Frame]:
    """Walk records from `start` to the end of the bytes."""
    at = start
    while at + _HEAD <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        at += _HEAD
        yield Frame(kind, at, min(at + size, len(data)))
        at += size


def substream(data: bytes, start: int) -> Iterator[Frame]:
    """Walk the records of a sheet, those of charts inside it included."""
    depth = 0
    for record in frames(data, start):
        depth += record.kind in BOF
        depth -= record.kind == EOF
        yield record
        if depth <= 0:
            return


def wide(data: bytes, start: int, count: int, *, is_wide: bool) -> Letters:
    """Return `count` characters of Excel 97 and later: UTF-16, or its lower bytes only."""
    end = min(len(data), start + count * (2 if is_wide else 1))
    raw = data[start:end]
    if is_wide:
        return Letters(decode(raw, "utf-16le"), start, end, "utf-16le")
    known = not any(byte in _C1 for byte in raw)
    return Letters(raw.decode("latin-1"), start, end, "windows-1252" if known else None)


def narrow(data: bytes, start: int, count: int, encoding: str) -> Letters:
    """Return `count` bytes of text of Excel 95 and earlier."""
    end = min(len(data), start + count)
    return Letters(decode(data[start:end], encoding), start, end, encoding)
