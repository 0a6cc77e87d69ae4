from __future__ import annotations

import pytest

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK, CELL, LINE
from amana.reading.readers.html.writer import Full
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.wire import BlockRow, Budget, CellRun, PartName, PartRun, Run, TextAnswer, Told


def made(**narrowed: int) -> Manuscript:
    limits = {"text_chars": 1000, "runs": 100, "pages": 10, "pixels": 1}
    return Manuscript(Budget(**(limits | narrowed)))


def test_pieces_become_text_map_and_blocks() -> None:
    manuscript = made()
    manuscript.into("a.xml", "utf-8")
    manuscript.style = Style("h1")
    manuscript.write("one", 5, 8, exact=True)
    manuscript.write("two", 8, 11, exact=True, linked=True)
    manuscript.boundary(LINE)
    manuscript.boundary(BLANK)
    manuscript.style = Style("td", ("table",), ("x",))
    before = manuscript.into("b.xml")
    manuscript.write("three", 0, 9, exact=False)
    manuscript.back(before)
    manuscript.boundary(CELL)
    manuscript.write_cell("4", manuscript.number("Sheet"), "B7")
    found = manuscript.answer()
    assert found.text == "onetwo\n\nthree\t4"
    assert found.parts == (
        PartRun(0, 6, 0, 5, 11, exact=True),
        PartRun(8, 13, 1, 0, 9, exact=False),
    )
    assert found.cells == (CellRun(14, 15, 2, "B7"),)
    assert found.blocks == (
        BlockRow(0, 6, "h1", (), (), 3),
        BlockRow(8, 13, "td", ("table",), ("x",), 0),
        BlockRow(14, 15, "td", ("table",), ("x",), 0),
    )
    assert found.part_names == (PartName("a.xml", "utf-8"), PartName("b.xml"), PartName("Sheet"))


@pytest.mark.parametrize(
    ("limit", "code"), [({"text_chars": 6}, Code.TEXT_CUT), ({"runs": 1}, Code.MAP_CUT)]
)
def test_it_ends_with_its_budget(limit: dict[str, int], code: Code) -> None:
    manuscript = made(**limit)
    manuscript.write("1234", 0, 4, exact=False)
    with pytest.raises(Full) as full:
        manuscript.write("567", 9, 12, exact=False)
    assert full.value.code is code
    assert manuscript.answer().text == "1234"


def test_facts_are_tidy_and_notices_are_counted() -> None:
    manuscript = made()
    for value in (" a \n b\0", "a b", ""):
        manuscript.fact("k", value)
    manuscript.tell(Code.ACTIVE_CONTENT)
    manuscript.tell(Code.ACTIVE_CONTENT, 2)
    manuscript.tell(Code.PARTS_DAMAGED, 0)
    found = manuscript.answer()
    assert found.metadata == (("k", "a b"),)
    assert found.notices == (Told(Code.ACTIVE_CONTENT, 3),)


def test_what_another_reader_says_is_taken_in_at_its_place() -> None:
    manuscript = made()
    manuscript.into("a.xml")
    manuscript.write("x", 0, 1, exact=True)
    manuscript.into("page.html", "utf-8")
    row = BlockRow(0, 3, "p", (), (), 0)
    told = (Told(Code.PAGE_WITHOUT_TEXT), Told(Code.HIDDEN_LEFT_OUT, 2))
    answer = TextAnswer(
        text="one", runs=(Run(0, 3, 7, 10, exact=True),), blocks=(row,), notices=told
    )
    manuscript.embed(answer, ("chunk",))
    manuscript.write("y", 1, 2, exact=True)
    found = manuscript.answer()
    assert found.text == "x\n\none\n\ny"
    assert found.parts[1] == PartRun(3, 6, 1, 7, 10, exact=True)
    assert found.blocks[1] == BlockRow(3, 6, "p", (), ("chunk",), 0)
    assert found.notices == (Told(Code.HIDDEN_LEFT_OUT, 2),)


def test_pages_are_ranges_of_the_text() -> None:
    manuscript = made()
    manuscript.write("one", 0, 3, exact=True)
    manuscript.page(0)
    manuscript.page(manuscript.length)
    assert manuscript.answer().pages == ((0, 3), (3, 3))
