from __future__ import annotations

import struct

from amana.reading.readers.compound.word.fib import Extent, Fib
from amana.reading.readers.compound.word.pieces import Piece, read_pieces


def fib(*, wide: bool, clx: bytes, count: int = 10) -> Fib:
    none = Extent(0, 0)
    return Fib(
        wide, False, False, True, "1Table", "windows-1251", 4, (count,), Extent(0, len(clx)),
        none, none, none, none,
    )  # fmt: skip


def clx(limits: list[int], places: list[int]) -> bytes:
    rows = struct.pack(f"<{len(limits)}I", *limits)
    rows += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    return b"\x01\x03\x00abc\x02" + struct.pack("<I", len(rows)) + rows


def test_pieces_lie_anywhere_and_are_of_both_widths() -> None:
    table = clx([0, 3, 7], [100, 40 * 2 | 0x40000000])
    found = read_pieces(fib(wide=True, clx=table), bytes(200), table)
    assert found == [Piece(0, 3, 100, 2), Piece(3, 7, 40, 1)]
    assert [piece.byte(piece.end) for piece in found] == [106, 44]


def test_word_95_has_one_byte_a_character() -> None:
    table = clx([0, 3], [100])
    assert read_pieces(fib(wide=False, clx=table), bytes(200), table) == [Piece(0, 3, 100, 1)]
    assert read_pieces(fib(wide=False, clx=b""), bytes(200), b"") == [Piece(0, 10, 4, 1)]


def test_pieces_end_where_the_bytes_end() -> None:
    table = clx([0, 30, 20, 40], [100, 0, 1000])
    assert read_pieces(fib(wide=True, clx=table), bytes(120), table) == [Piece(0, 10, 100, 2)]
    for size in range(len(table)):
        read_pieces(fib(wide=True, clx=table[:size]), bytes(120), table[:size])
