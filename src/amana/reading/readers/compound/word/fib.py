"""The file information block: where everything stands in a Word document ([MS-DOC] section 2.5)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.codepages import of_language
from amana.reading.readers.intake import GiveUp

_MAGIC = frozenset({0xA5EC, 0xA5DC, 0xA697, 0xA698, 0xA699})  # the last ones: East Asian Word 6
_WORD_97 = 0xC1
_COMPLEX, _ENCRYPTED, _TABLE_1, _OBFUSCATED = 0x0004, 0x0100, 0x0200, 0x8000
_MAC = 256
_NAMES_START = 6
PARTS = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header-boxes")
"""The sub-documents in their order in the text ([MS-DOC] section 2.3)."""


class Extent(NamedTuple):
    """`size` bytes from `start` on of the table stream."""

    start: int
    size: int


class Fib(NamedTuple):
    """What the header says; `counts` are the characters of each of `PARTS`."""

    wide: bool
    """Word 97 or later."""
    encrypted: bool
    obfuscated: bool
    is_complex: bool
    table: str
    encoding: str
    """Of characters in one byte."""
    text_start: int
    counts: tuple[int, ...]
    pieces: Extent
    characters: Extent
    paragraphs: Extent
    drawings: Extent
    revisers: Extent


def read_fib(data: bytes) -> Fib:
    """Return the header of a `WordDocument` stream.

    Raises:
        GiveUp: it is none.
    """
    try:
        magic, version, _, language, _, flags = struct.unpack_from("<6H", data)
        (charset,) = struct.unpack_from("<H", data, 0x14)
        (start,) = struct.unpack_from("<I", data, 0x18)
        if magic not in _MAGIC:
            raise GiveUp(Code.READER_FAILED)
        wide = version >= _WORD_97
        counts = struct.unpack_from("<8i", data, 0x4C if wide else 0x34)
        places = (0x1A2, 0xFA, 0x102, 0x22A, 0x232) if wide else (0x160, 0xB8, 0xC0, 0x160, 0x160)
        extents = [Extent(*struct.unpack_from("<II", data, place)) for place in places]
    except struct.error:
        raise GiveUp(Code.READER_FAILED) from None
    table = ("1Table" if flags & _TABLE_1 else "0Table") if wide else "WordDocument"
    narrow = "macintosh" if charset == _MAC else of_language(language)
    return Fib(
        wide=wide,
        encrypted=bool(flags & _ENCRYPTED),
        obfuscated=bool(flags & _OBFUSCATED),
        is_complex=bool(flags & _COMPLEX),
        table=table,
        encoding="windows-1252" if wide else narrow,
        text_start=start,
        counts=tuple(max(0, count) for count in counts),
        pieces=extents[0],
        characters=extents[1],
        paragraphs=extents[2],
        drawings=extents[3] if wide else Extent(0, 0),
        revisers=extents[4] if wide else Extent(0, 0),
    )


def read_names(data: bytes) -> list[str]:
    """Return the names of a string table in UTF-16, as far as it goes ([MS-DOC] section 2.2.4)."""
    if len(data) < _NAMES_START or data[:2] != b"\xff\xff":
        return []
    count, extra = struct.unpack_from("<HH", data, 2)
    names, at = list[str](), _NAMES_START
    while len(names) < count and at + 2 <= len(data):
        end = at + 2 + 2 * int.from_bytes(data[at : at + 2], "little")
        names.append(data[at + 2 : end].decode("utf-16-le", "replace"))
        at = end + extra
    return names
