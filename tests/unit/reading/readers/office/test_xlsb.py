from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.office.sample import packed, related
from amana.reading.readers.office.xlsb import libraries, read, warm
from amana.reading.wire import CellRun, PartRun, Told
from amana.records import Cell, State

if TYPE_CHECKING:
    from tests.unit.reading.readers.conftest import Open

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.styles"/>'
    '<Default Extension="ole" ContentType="application/octet-stream"/>'
    "</Types>"
)  # fmt: skip


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 127 | 128, len(body) >> 7])
    return head + size + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def listed(name: str, relation: str, state: int = 0) -> bytes:
    return record(156, struct.pack("<II", state, 1) + wide(relation) + wide(name))


def book(**more: str | bytes) -> bytes:
    early = record(156, struct.pack("<III", 0, 0, 3) + wide("worksheet2") + wide("Older"))
    rows = record(0, struct.pack("<I13x", 4))
    cells = record(7, struct.pack("<III", 1, 0, 0)) + record(5, struct.pack("<IId", 2, 1, 1.0))
    comment = struct.pack("<5I16x", 0, 4, 4, 1, 1)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.bin": record(153, b"\x01\0\0\0") + listed("قائمة", "worksheet1", 1) + early,
        "xl/_rels/workbook.bin.rels": related(
            worksheet1="s1.bin", worksheet2="s2.bin", styles="st.bin", sharedStrings="ss.bin"
        ),
        "xl/st.bin": record(44, struct.pack("<H", 170) + wide("yyyy-mm-dd"))
        + record(626) + record(47, struct.pack("<HH", 0, 9)) + record(627)
        + record(617) + record(47, bytes(4)) + record(47, struct.pack("<HH", 0, 170)) + record(618),
        "xl/ss.bin": record(19, b"\0" + wide("بلدة")),
        "xl/s1.bin": rows + cells,
        "xl/_rels/s1.bin.rels": related(comments1="c.bin"),
        "xl/c.bin": record(632, wide("Omar")) + record(635, comment)
        + record(637, b"\0" + wide("ask her")),
        "xl/s2.bin": rows + record(6, struct.pack("<II", 0, 0) + wide("x")),
        "xl/embeddings/o.ole": b"embedded",
    }  # fmt: skip
    return packed(parts | more)


def test_sheets_in_order_with_their_comments(opened: Open) -> None:
    found = opened(read, book())
    answer = found.answer
    assert answer.text == ("قائمة\n\nبلدة\t1904-01-02\n\n[comment B5, Omar] ask her\n\nOlder\n\nx")
    assert answer.notices == (Told(Code.SHEETS_HIDDEN, 1),)
    names = [part.name for part in answer.part_names]
    assert answer.cells[0] == CellRun(7, 11, names.index("قائمة"), "B5")
    assert answer.cells[2].cell == "B5"
    assert isinstance(answer.parts[0], PartRun)
    assert found.names() == [b"xl/embeddings/o.ole"]


def test_parts_that_break_off_are_read_as_far_as_they_go(opened: Open) -> None:
    rows = record(0, struct.pack("<I13x", 0)) + record(6, struct.pack("<II", 0, 0) + wide("kept"))
    parts: dict[str, str | bytes] = {"xl/s1.bin": rows + b"\x07\x60short"}
    answer = opened(read, book(**parts)).answer
    assert "kept" in answer.text
    assert "Older" in answer.text
    assert Told(Code.PARTS_DAMAGED, 1) in answer.notices


def test_a_package_without_a_workbook(opened: Open) -> None:
    with pytest.raises(GiveUp) as raised:
        opened(read, packed({"[Content_Types].xml": TYPES}))
    assert raised.value.code is Code.MAIN_PART_MISSING


def test_in_the_pool(request: pytest.FixtureRequest) -> None:
    outcome = request.getfixturevalue("read")(book(**{"xl/embeddings/o.ole": b""}), "list.xlsb")
    assert outcome.media_type == "application/vnd.ms-excel.sheet.binary.macroenabled.12"
    assert outcome.reading is not None
    assert Cell(sheet="Older", cell="A5") in [part.locator for part in outcome.reading.segments]
    assert outcome.state in {State.READ, State.PARTLY_READ}


def test_libraries_and_warming() -> None:
    warm()
    assert libraries()[0][0] == "expat"
