from __future__ import annotations

import struct

from amana.reading.readers.compound.excel.frames import (
    Frame,
    Letters,
    frames,
    narrow,
    substream,
    wide,
)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_records_end_where_the_bytes_end() -> None:
    data = record(1, b"ab") + record(2, b"cd")
    assert list(frames(data)) == [Frame(1, 4, 6), Frame(2, 10, 12)]
    assert list(frames(data[:-1]))[-1] == Frame(2, 10, 11)
    assert list(frames(data[:9])) == [Frame(1, 4, 6)]


def test_a_sheet_ends_with_its_own_end() -> None:
    chart = record(0x809) + record(7) + record(0x0A)
    data = record(0x809) + chart + record(8) + record(0x0A) + record(9)
    assert [found.kind for found in substream(data, 0)][-2:] == [8, 0x0A]


def test_strings_tell_their_encoding_where_they_are_exact() -> None:
    assert wide(b"..a\0b\0", 2, 2, is_wide=True) == Letters("ab", 2, 6, "utf-16le")
    assert wide(b"caf\xe9", 0, 4, is_wide=False) == Letters("caf\u00e9", 0, 4, "windows-1252")
    assert wide(b"\x80", 0, 1, is_wide=False).encoding is None
    assert narrow(b"\xd3", 0, 9, "windows-1256") == Letters("\u0633", 0, 1, "windows-1256")
