from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.reader import read as read_file
from amana.reading.readers.intake import BytesContent, GiveUp, Outlet
from amana.reading.wire import ReadOrder, Told
from amana.records import State

Make = Callable[..., bytes]
Ordering = Callable[..., ReadOrder]


def test_cells_comments_and_boxes(workbook: Make, taken: Outlet, order: Ordering) -> None:
    data = compound_file({("Workbook",): workbook(state=2)})
    answer = read_file(BytesContent(data), order(data), taken)
    assert answer.text == "Lists\nName\t\u0639\u062f\u062f\n12\nAna: Look here\nBox"
    cells = {answer.text[c.char_start : c.char_end]: c.cell for c in answer.cells}
    assert cells == {"Name": "A1", "\u0639\u062f\u062f": "B1", "12": "B2", "Look here": "B2"}
    assert answer.notices == (Told(Code.SHEETS_HIDDEN, 1),)
    assert [block.hints for block in answer.blocks][-2:] == [("comment",), ("textbox",)]


def test_an_encrypted_workbook_says_so(workbook: Make, taken: Outlet, order: Ordering) -> None:
    data = compound_file({("Workbook",): workbook(extra=b"\x2f\x00\x02\x00\x01\x00")})
    with pytest.raises(GiveUp) as gave_up:
        read_file(BytesContent(data), order(data), taken)
    assert gave_up.value.code is Code.ENCRYPTED


def test_a_bare_workbook_of_excel_4(taken: Outlet, order: Ordering) -> None:
    label = struct.pack("<HHHH", 0, 0, 0, 5) + b"Ships"
    data = struct.pack("<HH", 0x409, 6) + struct.pack("<HHH", 4, 0x10, 0)
    data += struct.pack("<HH", 0x204, len(label)) + label + struct.pack("<HH", 0x0A, 0)
    answer = read_file(BytesContent(data), order(data), taken)
    assert (answer.text, [cell.cell for cell in answer.cells]) == ("Ships", ["A1"])


def test_a_workbook_that_calamine_gives_up_is_told(
    workbook: Make, taken: Outlet, order: Ordering
) -> None:
    data = compound_file({("Workbook",): workbook()[:200]})
    answer = read_file(BytesContent(data), order(data), taken)
    assert answer.text.startswith("Lists")


def test_through_the_sandbox(read: Callable[..., Outcome], workbook: Make) -> None:
    outcome = read(compound_file({("Workbook",): workbook()}), "lists.xls")
    assert outcome.state is State.READ
    assert outcome.reading is not None
    assert outcome.reading.text.startswith("Lists\nName\t")
