from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.office.sample import LINKS, SHEET, packed, related
from amana.reading.readers.office.xlsx import libraries, read, warm
from amana.reading.wire import ChildRow, TextAnswer, Told
from amana.records import Cell, State

Answer = Callable[..., tuple[TextAnswer, list[tuple[ChildRow, bytes]]]]
ROOT = f'xmlns="{SHEET}" xmlns:r="{LINKS}"'


def book(**more: str) -> bytes:
    sheets = (
        '<sheet name="Second" r:id="worksheet2"/><sheet name="First" state="hidden"'
        ' r:id="worksheet1"/><sheet name="Gone" r:id="worksheet9"/>'
    )
    names = '<definedNames><definedName name="area">First!$A$1</definedName></definedNames>'
    rest = f"<sheets>{sheets}</sheets>{names}</workbook>"
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1"><f>1</f><v>2</v></c>'
    date = '<row r="5"><c r="C5" s="1"><v>43890</v></c></row>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": (f'<workbook {ROOT}><workbookPr date1904="1"/>{rest}'),
        "xl/_rels/workbook.xml.rels": related(
            worksheet1="s1.xml", worksheet2="s2.xml", styles="styles.xml", sharedStrings="ss.xml"
        ),
        "xl/styles.xml": f"<styleSheet {ROOT}>{formats}</styleSheet>",
        "xl/ss.xml": f"<sst {ROOT}><si><t>\u0627\u0633\u0645</t></si></sst>",
        "xl/s1.xml": (
            f'<worksheet {ROOT}><row r="1">{cells}</row><mergeCell ref="A1:A2"/></worksheet>'
        ),
        "xl/s2.xml": f"<worksheet {ROOT}>{date}</worksheet>",
    }
    return packed(parts | more)


def test_sheets_come_in_the_order_of_the_workbook(answer: Answer) -> None:
    found, _ = answer(read, book())
    assert found.text == "Second\n\n2024-03-01\n\nFirst\n\n\u0627\u0633\u0645\t2\n\nGone"
    assert found.notices == (Told(Code.SHEETS_HIDDEN, 1),)
    assert found.metadata == (
        ("xlsx:name", "area=First!$A$1"), ("xlsx:merged", "First!A1:A2"), ("xlsx:formulas", "1"),
    )  # fmt: skip
    names = [(found.part_names[run.sheet].name, run.cell) for run in found.cells]
    assert names == [("Second", "C5"), ("First", "A1"), ("First", "B1")]


def test_without_its_workbook_it_is_given_up(answer: Answer) -> None:
    with pytest.raises(GiveUp) as gave_up:
        answer(read, packed({"xl/x.xml": ""}))
    assert gave_up.value.code is Code.MAIN_PART_MISSING
    assert answer(read, b"")[0].notices == (Told(Code.EMPTY_FILE),)


def test_it_ends_with_its_budget(answer: Answer) -> None:
    found, _ = answer(read, book(), runs=3)
    assert found.text.endswith("First")
    assert found.notices[-1].code is Code.MAP_CUT


def test_it_reads_in_the_sandbox(through_pool: Callable[..., Outcome]) -> None:
    outcome = through_pool(book(), "list.xlsx")
    assert outcome.state is State.READ
    assert outcome.reading is not None
    places = [segment.locator for segment in outcome.reading.segments]
    assert Cell(sheet="Second", cell="C5") in places


def test_the_recipe_names_what_parses() -> None:
    assert [name for name, _ in libraries()] == ["expat"]
    warm()
