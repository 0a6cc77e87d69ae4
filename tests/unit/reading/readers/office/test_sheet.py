from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.office.cells import Formats, Strings
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.sample import SHEET
from amana.reading.readers.office.sheet import Sheet
from amana.reading.wire import Budget, TextAnswer, Told

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def walked(content: str, *shared: str) -> tuple[TextAnswer, Sheet]:
    manuscript, strings = Manuscript(BUDGET), Strings(100)
    strings.all = list(shared)
    number = manuscript.number("S")
    sheet = Sheet(manuscript, number, strings, Formats(), from_1904=False)
    manuscript.into("sheet.xml")
    sheet.walk.run([f'<worksheet xmlns="{SHEET}">{content}</worksheet>'.encode()])
    return manuscript.answer(), sheet


def test_each_kind_of_cell_says_what_is_displayed() -> None:
    cells = (
        '<c r="A1" t="s"><v>1</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r>'
        "<rPh><t>x</t></rPh></is></c>"
        '<c r="E1" t="str"><f>A1&amp;B1</f><v>both</v></c><c r="F1"><v>7</v></c>'
        '<c r="G1" t="s"><v>99</v></c><c r="H1" s="1"/>'
    )
    found, sheet = walked(f'<row r="1">{cells}</row>', "no", "shared")
    assert found.text == "shared\tTRUE\t#N/A\tin line\tboth\t7"
    assert [cell.cell for cell in found.cells] == ["A1", "B1", "C1", "D1", "E1", "F1"]
    assert sheet.formulas == 1
    assert [(b.tag, b.within) for b in found.blocks] == [("tr", ("table",))]


def test_columns_keep_their_distance_and_rows_their_names() -> None:
    found, _ = walked(
        '<row r="3"><c r="B3"><v>1</v></c><c r="E3"><v>2</v></c><c r="XFD3"><v>3</v></c></row>'
        "<row><c><v>4</v></c><c/><c><v>5</v></c></row>"
    )
    assert found.text == "1\t\t\t2\t3\n4\t\t5"
    assert [cell.cell for cell in found.cells] == ["B3", "E3", "XFD3", "A4", "C4"]


def test_what_is_hidden_merged_and_without_result_is_told() -> None:
    found, sheet = walked(
        '<cols><col min="2" max="4" hidden="1"/></cols>'
        '<sheetData><row r="1" hidden="true"><c r="A1"><f>1+1</f></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    assert found.notices == (Told(Code.ROWS_HIDDEN, 4), Told(Code.RESULTS_MISSING, 1))
    assert sheet.merged == ["A1:B2"]


def test_headers_lose_their_codes() -> None:
    found, _ = walked('<oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Secret</oddHeader>')
    assert (found.text, found.blocks[0].hints) == ("Secret", ("header",))
