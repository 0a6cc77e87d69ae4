from __future__ import annotations

import struct

import pytest

from amana.reading.readers.compound.excel.cells import OldCells, Value, number


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def at(row: int, column: int, body: bytes) -> bytes:
    return struct.pack("<HHH", row, column, 0) + body


def test_the_cells_of_excel_4() -> None:
    data = b"".join(
        (
            record(0x204, at(0, 0, struct.pack("<H", 3) + b"\xd3\xe1\xe3")),
            record(0x203, at(0, 1, struct.pack("<d", 1.5))),
            record(0x27E, at(0, 2, struct.pack("<I", 7 << 2 | 2))),
            record(0x27E, at(0, 3, struct.pack("<I", 150 << 2 | 3))),
            record(0x205, at(1, 0, b"\x01\x00")),
            record(0x205, at(1, 1, b"\x2a\x01")),
            record(0x406, at(1, 2, b"\0\0\0\0\0\0\xff\xff")),
            record(0x207, struct.pack("<H", 2) + b"ok"),
            record(0x406, at(1, 3, struct.pack("<d", 4.0))),
            record(0x203, b"c"),
            record(0x0A),
            record(0x203, at(9, 9, struct.pack("<d", 1.0))),
        )
    )
    assert [value.text for value in OldCells(data, "windows-1256", 4).read(0)] == [
        "\u0633\u0644\u0645", "1.5", "7", "1.5", "TRUE", "#N/A", "ok", "4",
    ]  # fmt: skip


def test_the_cells_of_excel_2_have_heads_of_their_own() -> None:
    data = record(0x04, struct.pack("<HH3sB", 2, 3, b"", 2) + b"ok")
    data += record(0x02, struct.pack("<HH3sH", 2, 4, b"", 42))
    assert list(OldCells(data, "windows-1252", 2).read(0)) == [
        Value(2, 3, "ok"),
        Value(2, 4, "42"),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (-0.5, "-0.5"), (1e20, "1e+20"), (float("nan"), "nan"), (float("inf"), "inf")],
)
def test_whole_numbers_have_no_point(value: float, text: str) -> None:
    assert number(value) == text
