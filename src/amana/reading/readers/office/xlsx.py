"""The reader of workbooks (SpreadsheetML, ECMA-376 part 1, 18).

Order: the sheets as the workbook lists them, each below its name, with its comments, text boxes and
charts behind its rows. Formulas are counted; what they last came to is the text.
"""

from __future__ import annotations

import pyexpat
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.office.cells import Formats, Strings
from amana.reading.readers.office.manuscript import Style
from amana.reading.readers.office.ooxml import Opened, read_package
from amana.reading.readers.office.remarks import Remarks, read_boxes, read_persons
from amana.reading.readers.office.sample import LINKS, SHEET, packed, related
from amana.reading.readers.office.sheet import Sheet
from amana.reading.readers.office.xml import Attributes, Rules, Walk
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ReadOrder, TextAnswer

_MAIN = "xl/workbook.xml"
_HIDDEN = frozenset({"hidden", "veryHidden"})
_MOST_FACTS = 50


class _Listed(NamedTuple):
    """A sheet as the workbook lists it, with the place of its tag."""

    name: str
    relation: str
    tag: tuple[int, int]


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a workbook and hand out what is inside.

    Raises:
        GiveUp: it is no package, or holds no workbook.
    """
    return read_package(document, order, out, _read, prefix="xlsx", main=_MAIN)


def _read(opened: Opened, main: str) -> None:
    _Workbook(opened).read(main)


class _Workbook:
    """The sheets of one workbook in order, and what they share."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._manuscript = opened.manuscript
        self._strings = Strings(2 * opened.manuscript.budget.text_chars)
        self._formats = Formats()
        self._sheets: list[_Listed] = []
        self._from_1904 = False
        self._name = ""
        self._formulas = 0

    def read(self, main: str) -> None:
        self._opened.seen[main] = None
        self._list(main)
        package = self._opened.package
        for relation in self._opened.of_kind(main, "styles"):
            self._formats.read(package, relation.target)
        for relation in self._opened.of_kind(main, "sharedStrings"):
            self._strings.read(package, relation.target)
        persons: dict[str, str] = {}
        for relation in self._opened.of_kind(main, "person"):
            persons |= read_persons(package, relation.target)
        relations = self._opened.relations(main)
        for listed in self._sheets:
            self._heading(main, listed)
            found = relations.get(listed.relation)
            part = None if found is None or found.outside else self._opened.once(found.target)
            if part is not None:
                self._sheet(part, listed.name, persons)
        if self._formulas:
            self._manuscript.fact("xlsx:formulas", str(self._formulas))

    def _list(self, main: str) -> None:
        def sheet(said: Attributes) -> None:
            self._sheets.append(_Listed(said.get("name", ""), said.get("r:id", ""), walk.tag()))
            self._manuscript.tell(Code.SHEETS_HIDDEN, int(said.get("state") in _HIDDEN))

        def system(said: Attributes) -> None:
            self._from_1904 = said.get("date1904") in {"1", "true"}

        def name(said: Attributes) -> None:
            self._name = said.get("name", "")

        def refers(text: str, start: int, end: int, exact: bool) -> None:
            del start, end, exact
            self._manuscript.fact("xlsx:name", f"{self._name}={text}")

        starts = {"x:sheet": sheet, "x:workbookPr": system, "x:definedName": name}
        walk = Walk(Rules(starts, {}, refers, frozenset({"x:definedName"})))
        self._opened.package.walk(main, walk)

    def _heading(self, main: str, listed: _Listed) -> None:
        manuscript = self._manuscript
        manuscript.boundary(BLANK)
        manuscript.style = Style("h2", (), ("sheet",))
        before = manuscript.into(main, "utf-8")
        if listed.name:
            manuscript.write(listed.name, *listed.tag, exact=False)
        manuscript.back(before)
        manuscript.boundary(BLANK)

    def _sheet(self, part: str, name: str, persons: dict[str, str]) -> None:
        manuscript = self._manuscript
        sheet = Sheet(
            manuscript, manuscript.number(name), self._strings, self._formats,
            from_1904=self._from_1904,
        )  # fmt: skip
        try:
            self._opened.walk(part, sheet.walk)
        finally:
            self._formulas += sheet.formulas
            for ref in sheet.merged[:_MOST_FACTS]:
                manuscript.fact("xlsx:merged", f"{name}!{ref}")
        manuscript.boundary(BLANK)
        for kind in ("comments", "threadedComment"):
            for relation in self._opened.of_kind(part, kind):
                found = self._opened.once(relation.target)
                if found is not None:
                    remarks = Remarks(manuscript, manuscript.number(name), persons)
                    self._opened.walk(found, remarks.walk)
        for relation in self._opened.of_kind(part, "drawing"):
            read_boxes(self._opened, relation)


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses the XML."""
    return (("expat", pyexpat.EXPAT_VERSION.removeprefix("expat_")),)


def warm() -> None:
    """Read a sheet of our own and make sure of the result."""
    sheet = f'xmlns="{SHEET}" xmlns:r="{LINKS}"'
    cells = '<c r="A1"><v>1</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c>'
    parts: dict[str, str | bytes] = {
        _MAIN: f'<workbook {sheet}><sheet name="S" r:id="worksheet1"/></workbook>',
        "xl/_rels/workbook.xml.rels": related(worksheet1="s.xml"),
        "xl/s.xml": f'<worksheet {sheet}><row r="1">{cells}</row></worksheet>',
    }
    must_read(read, "xlsx", packed(parts), "S\n\n1\t\tx")
