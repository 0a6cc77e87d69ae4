from __future__ import annotations

import struct

import pytest

from amana.reading.readers.compound.word.fib import PARTS, read_fib, read_names
from amana.reading.readers.intake import GiveUp


def header(version: int, language: int, flags: int, charset: int = 0) -> bytes:
    data = bytearray(0x300)
    struct.pack_into("<6H", data, 0, 0xA5EC, version, 0, language, 0, flags)
    struct.pack_into("<HHI", data, 0x14, charset, 0, 0x400)
    struct.pack_into("<8i", data, 0x4C if version >= 0xC1 else 0x34, *range(8))
    return bytes(data)


def test_word_97_keeps_its_tables_in_a_stream_of_their_own() -> None:
    fib = read_fib(header(0xC1, 0x0401, 0x0200))
    assert (fib.wide, fib.table, fib.encoding) == (True, "1Table", "windows-1252")
    assert fib.counts == tuple(range(8))
    assert len(PARTS) == len(fib.counts)
    assert read_fib(header(0xC1, 0, 0x0100)).encrypted


def test_word_95_has_letters_of_the_language_of_its_windows() -> None:
    fib = read_fib(header(0x68, 0x0401, 0))
    assert (fib.wide, fib.table, fib.encoding) == (False, "WordDocument", "windows-1256")
    assert read_fib(header(0x68, 0x0409, 0, charset=256)).encoding == "macintosh"


def test_what_is_no_header_is_given_up() -> None:
    for data in (b"", bytes(0x300), header(0xC1, 0, 0)[:0x100]):
        with pytest.raises(GiveUp):
            read_fib(data)


def test_names_of_a_table_as_far_as_it_goes() -> None:
    data = b"\xff\xff\x03\0\x02\0" + b"\x01\0A\0zz" + b"\x02\0\x33\x06B\0zz" + b"\x09\0C\0"
    assert read_names(data) == ["A", "\u0633B", "C"]
    assert read_names(b"\x01\0\x03\0\0\0") == read_names(b"") == []
