from __future__ import annotations

from amana.reading.readers.intake import BytesContent
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.ooxml import Opened
from amana.reading.readers.office.package import Package, Relation
from amana.reading.readers.office.remarks import Remarks, read_boxes, read_persons
from amana.reading.readers.office.sample import DRAWING, SHEET, packed
from amana.reading.wire import Budget, CellRun

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def test_comments_lead_to_their_cells() -> None:
    manuscript = Manuscript(BUDGET)
    manuscript.number("S")
    manuscript.into("c.xml")
    xml = (
        f'<comments xmlns="{SHEET}"><authors><author>Lina</author></authors><commentList>'
        '<comment ref="B7" authorId="0"><r><t>who </t></r><r><t>said?</t></r></comment>'
        '<comment ref="?" authorId="9"><text><t>x</t></text></comment></commentList></comments>'
    )
    Remarks(manuscript, 0, {}).walk.run([xml.encode()])
    found = manuscript.answer()
    assert found.text == "[comment B7, Lina] who said?\n\n[comment ?] x"
    assert found.cells == (CellRun(0, 19, 0, "B7"),)


def test_threads_name_their_persons() -> None:
    persons = f'<personList xmlns="{THREADS}"><person id="1" displayName="Sami"/></personList>'
    manuscript = Manuscript(BUDGET)
    package = Package(BytesContent(packed({"p.xml": persons})), manuscript)
    known = read_persons(package, "p.xml")
    thread = (
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="A1" personId="1" dT="2024">'
        "<text>yes</text></threadedComment></ThreadedComments>"
    )
    Remarks(manuscript, manuscript.number("S"), known).walk.run([thread.encode()])
    assert manuscript.answer().text == "[comment A1, Sami, 2024] yes"


def test_text_boxes_are_read_once() -> None:
    manuscript = Manuscript(BUDGET)
    xml = f'<a:x xmlns:a="{DRAWING}"><a:p><a:r><a:t>box</a:t></a:r></a:p></a:x>'
    opened = Opened(Package(BytesContent(packed({"d.xml": xml})), manuscript), manuscript, "xlsx")
    for _ in range(2):
        read_boxes(opened, Relation("drawing", "d.xml", outside=False))
    assert manuscript.answer().text == "box"
