"""ZIP archives that were cut off: a central directory is made again from the headers of members.

The directory stands at the end (APPNOTE.TXT 4.3.6), so a file that broke off has lost it. Each
member has a header of its own, and deflate says itself where it ends. A last member that breaks off
is listed with what is there of it.
"""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.containers.zip_layout import LOCAL
from amana.reading.readers.intake import Content, GiveUp

_MAGIC = b"PK\x03\x04"
_SIZED_LATER = 0x8
_STORED, _DEFLATED = 0, 8
_PIECE = 1 << 20
_MOST_MEMBERS = 50_000
_NEWEST = 63  # a header that claims more is damaged (APPNOTE.TXT 4.4.3)
_MOST_BYTES = 1 << 30
_MOST_SIZE = (1 << 32) - 2
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


class _Found(NamedTuple):
    """A member: where its header is, what it says, its name, and what its bytes really are."""

    at: int
    version: int
    flags: int
    method: int
    time: int
    date: int
    name: bytes
    start: int
    packed: int
    size: int
    crc: int


class Relisted:
    """An archive with a central directory behind its bytes."""

    def __init__(self, document: Content, directory: bytes) -> None:
        self._document = document
        self._directory = directory
        self.size = document.size + len(directory)

    def at(self, start: int, length: int) -> bytes:
        """See `Content.at`."""
        data = b""
        if start < self._document.size:
            data = self._document.at(start, min(length, self._document.size - start))
        rest = max(0, start - self._document.size)
        return data + self._directory[rest : rest + length - len(data)]


def relisted(document: Content) -> Content:
    """Return an archive with its directory made again.

    Raises:
        GiveUp: there is no member.
    """
    if document.size > _MOST_SIZE:
        raise GiveUp(Code.CONTAINER_BROKEN)
    found: list[_Found] = []
    at, left = 0, _MOST_BYTES
    while len(found) < _MOST_MEMBERS and left > 0:
        at = _next(document, at)
        member = _member(document, at, left) if at >= 0 else None
        if member is None:
            break
        found.append(member)
        left -= member.size
        at = member.start + member.packed
    if not found:
        raise GiveUp(Code.CONTAINER_BROKEN)
    rows = b"".join(map(_row, found))
    counts = (0, 0, min(len(found), 0xFFFF), min(len(found), 0xFFFF))
    end = _END.pack(b"PK\x05\x06", *counts, len(rows), document.size, 0)
    return Relisted(document, rows + end)


def _next(document: Content, at: int) -> int:
    """Return where the next header begins, or -1."""
    while at < document.size:
        place = document.at(at, _PIECE + 3).find(_MAGIC)
        if place >= 0:
            return at + place
        at += _PIECE
    return -1


def _member(document: Content, at: int, left: int) -> _Found | None:
    header = document.at(at, LOCAL.size)
    if len(header) < LOCAL.size:
        return None
    _, version, flags, method, time, date, crc, packed, size, named, extra = LOCAL.unpack(header)
    start = at + LOCAL.size + named + extra
    if start >= document.size:
        return None
    name = document.at(at + LOCAL.size, named)
    packed = min(packed, document.size - start)
    if flags & _SIZED_LATER or method == _DEFLATED:
        packed, size, crc = _measured(document, start, method, left)
    elif method == _STORED:
        size = packed
        crc = _sum(document, start, packed)
    return _Found(
        at, version, flags & ~_SIZED_LATER, method, time, date, name, start, packed, size, crc
    )


def _measured(document: Content, start: int, method: int, left: int) -> tuple[int, int, int]:
    """Return how many bytes a member has, packed and unpacked, and the checksum of these."""
    if method != _DEFLATED:
        end = _next(document, start)
        packed = (document.size if end < 0 else end) - start
        return packed, packed, _sum(document, start, packed)
    inflate, at, size, crc = zlib.decompressobj(wbits=-zlib.MAX_WBITS), start, 0, 0
    try:
        data = b""
        while not inflate.eof and size < left:
            if not data:
                data = document.at(at, _PIECE)
                at += len(data)
            if not data:
                break
            piece = inflate.decompress(data, _PIECE)
            size, crc, data = size + len(piece), zlib.crc32(piece, crc), inflate.unconsumed_tail
    except zlib.error:
        return at - start, size, crc
    return at - start - len(inflate.unused_data), size, crc


def _sum(document: Content, start: int, length: int) -> int:
    crc, at, end = 0, start, start + length
    while at < end:
        crc = zlib.crc32(document.at(at, min(_PIECE, end - at)), crc)
        at += _PIECE
    return crc


def _row(member: _Found) -> bytes:
    """Return an entry of the central directory (APPNOTE.TXT 4.3.12)."""
    said = (member.flags, member.method, member.time, member.date)
    sizes = (member.crc, member.packed, member.size, len(member.name))
    return (
        _ENTRY.pack(
            b"PK\x01\x02", 20, min(member.version, _NEWEST), *said, *sizes, 0, 0, 0, 0, 0, member.at
        )
        + member.name
    )
