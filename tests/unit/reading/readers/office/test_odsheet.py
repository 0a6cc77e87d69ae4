from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.odf import content
from amana.reading.readers.office.odflooks import Looks
from amana.reading.readers.office.odftext import Flow
from amana.reading.wire import Budget, TextAnswer, Told

BUDGET = Budget(text_chars=100_000, runs=100_000, pages=10, pixels=1)


def sheet(rows: str) -> TextAnswer:
    manuscript = Manuscript(BUDGET)
    manuscript.into("content.xml")
    table = f'<table:table table:name="S">{rows}</table:table>'
    body = f"<office:spreadsheet>{table}</office:spreadsheet>"
    Flow(manuscript, "content.xml", Looks()).walk.run([content(body).encode()])
    return manuscript.answer()


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


EMPTY = '<table:table-cell table:number-columns-repeated="2"/>'


def test_cells_have_their_places() -> None:
    found = sheet(
        f"<table:table-row>{cell('a')}{EMPTY}{cell('d')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="9">{EMPTY}</table:table-row>'
        f"<table:table-row><table:covered-table-cell/>{cell('x')}</table:table-row>"
    )
    assert found.text == "S\n\na\t\t\td\nx"
    assert [run.cell for run in found.cells] == ["A1", "D1", "B11"]
    assert [b.tag for b in found.blocks] == ["h2", "tr", "tr"]


def test_repeats_have_their_end() -> None:
    million = 'table:number-columns-repeated="100000"'
    rows = 'table:number-rows-repeated="100000" table:visibility="collapse"'
    found = sheet(f"<table:table-row {rows}>{cell('z', million)}</table:table-row>")
    assert len(found.cells) == 64 * 64
    told = dict(found.notices)
    assert told[Code.ROWS_HIDDEN] == 100_000
    assert told[Code.REPEATS_CUT] == 100_000 - 64 + 100_000 - 64
    assert Told(Code.ROWS_HIDDEN, 100_000) in found.notices


def test_annotations_of_cells_come_behind_the_sheet() -> None:
    said = "<dc:creator>Lina</dc:creator><text:p>why</text:p>"
    note = f"<office:annotation>{said}</office:annotation>"
    both = f"<table:table-cell>{note}<text:p>7</text:p></table:table-cell>"
    found = sheet(f"<table:table-row>{both}</table:table-row>")
    assert found.text == "S\n\n7\n\n[comment Lina] why"
