"""Members of gzip files, one by one, with their exact place (RFC 1952).

Deflate data is inflated apart from the checksum behind it, so that nothing which could be inflated
is lost to a checksum that is wrong or missing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.readers.containers.listing import moment
from amana.reading.readers.intake import Content

MAGIC = b"\x1f\x8b\x08"
_FIXED = struct.Struct("<3xBI2x")
_TRAILER = struct.Struct("<II")
_CHECKED, _EXTRA, _NAME, _COMMENT = 0x2, 0x4, 0x8, 0x10
_INPUT = 1 << 16
_USUAL = 1 << 9
_PIECE = 1 << 20


class Damaged(Exception):
    """The stream breaks off, or is not what it says."""


class Header(NamedTuple):
    """What stands before the data: the name and its place, the time in EDTF, where data begin."""

    name: bytes
    name_start: int
    modified: str | None
    data: int


def header_at(document: Content, at: int) -> Header:
    """Return the header of the member that begins at a byte.

    Raises:
        Damaged: there is none.
    """
    head = document.at(at, _USUAL)
    if not head.startswith(MAGIC) or len(head) < _FIXED.size:
        raise Damaged
    if head[3]:
        head = document.at(at, _INPUT)
    flags, seconds = _FIXED.unpack_from(head)
    end, name, name_start = _FIXED.size, b"", 0
    if flags & _EXTRA:
        end += 2 + int.from_bytes(head[end : end + 2], "little")
    if flags & _NAME:
        name, name_start = _text(head, end), end
        end += len(name) + 1
    if flags & _COMMENT:
        end += len(_text(head, end)) + 1
    end += 2 if flags & _CHECKED else 0
    return Header(name, at + name_start, moment(seconds), at + end)


def _text(head: bytes, start: int) -> bytes:
    end = head.find(b"\0", start)
    if end < 0:
        raise Damaged
    return head[start:end]


def beginning(document: Content, at: int, length: int) -> bytes:
    """Return the first bytes of what the member at a byte holds; none where there is no member."""
    try:
        data = document.at(header_at(document, at).data, _USUAL)
        return zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(data, length)
    except (Damaged, zlib.error):
        return b""


class Member:
    """One member, from byte `start` on; `end` is known when all its pieces have been taken."""

    def __init__(self, document: Content, start: int) -> None:
        self._document = document
        self.start = start
        self.end = start

    def pieces(self) -> Iterator[bytes]:
        """Yield the content.

        Raises:
            Damaged: it breaks off here, or its checksum or length is wrong.
        """
        inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        at, crc, size, data = header_at(self._document, self.start).data, 0, 0, b""
        while not inflate.eof:
            if not data:
                data = self._document.at(at, _INPUT)
                at += len(data)
                if not data:
                    raise Damaged
            try:
                piece = inflate.decompress(data, _PIECE)
            except zlib.error:
                raise Damaged from None
            data = inflate.unconsumed_tail
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            if piece:
                yield piece
        at -= len(inflate.unused_data)
        trailer = self._document.at(at, _TRAILER.size)
        if trailer != _TRAILER.pack(crc, size & 0xFFFFFFFF):
            raise Damaged
        self.end = at + _TRAILER.size
