from __future__ import annotations

import struct

from amana.reading.notices import Code
from amana.reading.readers.office.biff12 import Frame
from amana.reading.readers.office.binary_sheet import BinarySheet, Shared
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.wire import Budget, CellRun, TextAnswer, Told

SHARED = Shared(["shared"], ["", "yyyy-mm-dd", "0.0%"], from_1904=False)


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(number: int, flags: int = 0) -> tuple[int, bytes]:
    return 0, struct.pack("<I7xB1x", number, flags)


def cell(kind: int, column: int, value: bytes, style: int = 0) -> tuple[int, bytes]:
    return kind, struct.pack("<II", column, style) + value


def read(*found: tuple[int, bytes]) -> tuple[TextAnswer, BinarySheet]:
    manuscript = Manuscript(Budget(text_chars=1000, runs=100, pages=1, pixels=1))
    sheet = BinarySheet(manuscript, manuscript.number("S"), SHARED)
    for kind, body in found:
        sheet.take(Frame(kind, body, 0, 10))
    return manuscript.answer(), sheet


def test_cells_of_every_kind() -> None:
    answer, sheet = read(
        row(0),
        cell(2, 0, struct.pack("<i", 7 << 2 | 2)),
        cell(3, 1, b"\x07"),
        cell(4, 2, b"\x01"),
        cell(5, 3, struct.pack("<d", 45292.0), style=1),
        cell(6, 4, wide("inline")),
        cell(7, 5, struct.pack("<I", 0)),
        cell(62, 6, b"\0" + wide("rich")),
        row(1),
        cell(8, 0, wide("text")),
        cell(9, 2, struct.pack("<d", 0.125), style=2),
        cell(10, 3, b"\0"),
        cell(11, 4, b"\x2a"),
    )
    first = "7\t#DIV/0!\tTRUE\t2024-01-01\tinline\tshared\trich"
    assert answer.text == f"{first}\ntext\t\t12.5%\tFALSE\t#N/A"
    assert answer.cells[0] == CellRun(0, 1, 0, "A1")
    assert answer.cells[-1].cell == "E2"
    assert sheet.formulas == 4


def test_what_is_hidden_merged_or_missing() -> None:
    answer, sheet = read(
        row(0, 0x10),
        cell(7, 0, struct.pack("<I", 99)),
        (60, struct.pack("<4IH", 2, 4, 0, 0, 1)),
        (176, struct.pack("<4I", 0, 1, 0, 2)),
        (479, b"\0\0" + wide('&L&"Arial"Secret &P') + b"\xff\xff\xff\xff"),
    )
    assert answer.text == "Secret"
    assert answer.notices == (Told(Code.ROWS_HIDDEN, 4),)
    assert sheet.merged == ["A1:C2"]
