"""Properties inside attributes ([MS-OXTNEF] section 2.1.3.4), as the storages of a saved mail.

A mail that Outlook saves as a file keeps each property that has a length in a stream of its own,
and the others in a table ([MS-OXMSG] section 2.4). What is read here is brought into that form, so
that both are read in one way.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.readers.compound.outlook.bag import PROPERTIES, stream_name
from amana.reading.readers.tnef.attributes import Broken

OBJECT, NARROW, WIDE, BINARY = 0x000D, 0x001E, 0x001F, 0x0102
LONG, TIME = 0x0003, 0x0040
_LONG_ONES = frozenset({OBJECT, NARROW, WIDE, BINARY})
_SIZES = {0x0001: 4, 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8,
          0x0007: 8, 0x0014: 8, 0x0040: 8, 0x0048: 16}  # fmt: skip
_SEVERAL = 0x1000
_NAMED = 0x8000
_BY_NUMBER, _BY_NAME = 0, 1
_MOST = 20_000


class Property(NamedTuple):
    """A property with its value, and where that begins in the attribute."""

    number: int
    kind: int
    value: bytes
    start: int


class Storage:
    """The streams and the table of one storage of a saved mail."""

    def __init__(self, head: int) -> None:
        self._head = head
        self._streams: dict[str, bytes] = {}
        self._table: dict[tuple[int, int], bytes] = {}

    def put(self, number: int, kind: int, value: bytes, *, over: bool = True) -> None:
        """Take in a property; unless it goes `over` others, only where there is none yet."""
        if kind in _LONG_ONES:
            kinds = (NARROW, WIDE) if kind in {NARROW, WIDE} else (kind,)
            if over or not any(stream_name(number, each) in self._streams for each in kinds):
                self._streams[stream_name(number, kind)] = value
        elif over or (number, kind) not in self._table:
            self._table[number, kind] = value[:8].ljust(8, b"\0")

    def streams(self) -> dict[str, bytes]:
        """Return the streams, the table among them."""
        rows = [
            struct.pack("<HHI", kind, number, 0) + value
            for (number, kind), value in self._table.items()
        ]
        return self._streams | {PROPERTIES: bytes(self._head) + b"".join(rows)}


class _Source:
    """An attribute, read from its beginning on."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def take(self, length: int) -> bytes:
        end = self.at + length
        if end > len(self.data):
            raise Broken
        taken, self.at = self.data[self.at : end], end
        return taken

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def padded(self, length: int) -> bytes:
        taken = self.take(length)
        self.at = min(len(self.data), self.at + -length % 4)
        return taken


def properties(data: bytes) -> Iterator[Property]:
    """Yield the properties of an attribute that is a list of them; several values: the first.

    Raises:
        Broken: it ends early, or holds a kind that is not known.
    """
    yield from _listed(_Source(data))


def rows(data: bytes) -> Iterator[list[Property]]:
    """Yield the properties of each row of a table: the recipients.

    Raises:
        Broken: it ends early, or holds a kind that is not known.
    """
    source = _Source(data)
    for _ in range(min(source.number(), _MOST)):
        yield list(_listed(source))


def _listed(source: _Source) -> Iterator[Property]:
    for _ in range(min(source.number(), _MOST)):
        kind, number = struct.unpack("<HH", source.take(4))
        if number >= _NAMED:
            _pass_over_name(source)
        values = list(_values(source, kind))
        if values:
            value, start = values[0]
            yield Property(number, kind & ~_SEVERAL, value, start)


def _pass_over_name(source: _Source) -> None:
    source.take(16)
    how = source.number()
    if how == _BY_NUMBER:
        source.number()
    elif how == _BY_NAME:
        source.padded(source.number())
    else:
        raise Broken


def _values(source: _Source, kind: int) -> Iterator[tuple[bytes, int]]:
    single = kind & ~_SEVERAL
    count = source.number() if kind & _SEVERAL or single in _LONG_ONES else 1
    for _ in range(min(count, _MOST)):
        length = source.number() if single in _LONG_ONES else _SIZES.get(single)
        if length is None:
            raise Broken
        start = source.at
        yield source.padded(length), start
