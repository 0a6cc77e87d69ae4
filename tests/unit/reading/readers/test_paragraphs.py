from __future__ import annotations

import pytest

from amana.reading.notices import Code
from amana.reading.readers.paragraphs import CELL, CellPlace, Full, Paragraphs, Place
from amana.reading.wire import Budget, CellRun, PartRun, Run

WIDE = Budget(text_chars=1000, runs=100, pages=10, pixels=1)


def test_paragraphs_stand_apart_and_lead_back() -> None:
    text = Paragraphs(WIDE)
    part = text.part("WordDocument", "utf-16le")
    text.put("one ", Place(0, 8, exact=True, part=part))
    text.put("more", Place(8, 16, exact=True, part=part))
    assert text.end("h1")
    text.put(" \t")
    assert not text.end()
    text.put("raw", Place(30, 33, exact=False))
    text.end("td", within=("table",))
    text.put("42", CellPlace(text.part("Sheet"), "B7"))
    text.end("td", apart=CELL)
    answer = text.answer()
    assert answer.text == "one more\nraw\t42"
    assert answer.parts == (PartRun(0, 8, 0, 0, 16, exact=True),)
    assert answer.runs == (Run(9, 12, 30, 33, exact=False),)
    assert answer.cells == (CellRun(13, 15, 1, "B7"),)
    assert [name.name for name in answer.part_names] == ["WordDocument", "Sheet"]
    assert [block.tag for block in answer.blocks] == ["h1", "td", "td"]


def test_what_is_taken_out_can_be_put_back() -> None:
    text = Paragraphs(WIDE)
    text.put("later", Place(0, 5, exact=True))
    pieces = text.take()
    text.put("now")
    text.end()
    text.give(pieces)
    text.end()
    assert text.answer().text == "now\nlater"


def test_pages_hold_what_came_since_the_one_before() -> None:
    text = Paragraphs(WIDE)
    for words in ("one", "", "three"):
        text.put(words)
        text.end()
        text.page()
    assert text.answer().pages == ((0, 3), (3, 3), (3, 9))


def test_a_budget_ends_the_text() -> None:
    for narrow, code in (
        (Budget(text_chars=4, runs=9, pages=9, pixels=1), Code.TEXT_CUT),
        (Budget(text_chars=9, runs=0, pages=9, pixels=1), Code.MAP_CUT),
        (Budget(text_chars=9, runs=9, pages=0, pixels=1), Code.PAGES_CUT),
    ):
        text = Paragraphs(narrow)
        text.put("four")
        with pytest.raises(Full) as full:
            _ = text.end(), text.page()  # type: ignore[func-returns-value]  # only for what it raises
        assert full.value.code is code
