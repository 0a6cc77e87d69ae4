"""One sheet of a workbook: the walk over its rows (SpreadsheetML, ECMA-376 part 1, 18.3).

A row is a line, its cells stand after tabs, as many as there are columns between them. A cell says
what is displayed: of a formula the result, of a merged range its first cell.
"""

from __future__ import annotations

import re

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK, LINE
from amana.reading.readers.office.cells import Formats, Strings, name_of, place
from amana.reading.readers.office.formats import shown
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.readers.office.numbering import number
from amana.reading.readers.office.xml import Attributes, End, Rules, Start, Walk, skip

_TEXTS = frozenset({"x:v", "x:t", "x:oddHeader", "x:oddFooter", "x:evenHeader", "x:evenFooter",
                    "x:firstHeader", "x:firstFooter"})  # fmt: skip
WIDEST = 64
SHEET = Style("tr", ("table",))
_FLAGS = frozenset({"1", "true"})
HEADER_CODES = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|K[0-9]{2}[+-][0-9]{3}|[A-Z&])')
_HEADERS = tuple(f"x:{when}{what}" for when in ("odd", "even", "first")
                 for what in ("Header", "Footer"))  # fmt: skip


class Sheet:
    """Walks over one sheet and writes its rows."""

    def __init__(
        self, manuscript: Manuscript, number_of_sheet: int, strings: Strings, formats: Formats,
        *, from_1904: bool,
    ) -> None:  # fmt: skip
        self._manuscript = manuscript
        self._sheet = number_of_sheet
        self._strings = strings
        self._formats = formats
        self._from_1904 = from_1904
        self._row = self._column = 0
        self._written = 0
        self._cell: Attributes = {}
        self._formula = False
        self._texts: list[str] = []
        self.formulas = 0
        self.merged: list[str] = []
        self.walk = Walk(self._rules())

    def _rules(self) -> Rules:
        starts: dict[str, Start] = {
            "x:row": self._begin_row,
            "x:c": self._begin_cell,
            "x:f": self._begin_formula,
            "x:rPh": skip,
            "x:col": self._column_format,
            "x:mergeCell": self._merge,
            "x:v": self._begin_value,
            "x:is": self._begin_value,
        }
        starts |= dict.fromkeys(_HEADERS, self._begin_value)
        ends: dict[str, End] = {"x:c": self._end_cell}
        ends |= dict.fromkeys(_HEADERS, self._end_header)
        return Rules(starts, ends, self._text, _TEXTS)

    def _text(self, text: str, start: int, end: int, exact: bool) -> None:
        del start, end, exact
        self._texts.append(text)

    def _begin_value(self, said: Attributes) -> None:
        del said
        self._texts.clear()

    def _begin_formula(self, said: Attributes) -> None:
        del said
        self._formula = True

    def _begin_row(self, said: Attributes) -> None:
        self._row = number(said.get("r"), self._row + 1)
        self._column = self._written = 0
        if said.get("hidden") in _FLAGS:
            self._manuscript.tell(Code.ROWS_HIDDEN)
        self._manuscript.boundary(LINE)

    def _column_format(self, said: Attributes) -> None:
        if said.get("hidden") in _FLAGS:
            first, last = number(said.get("min"), 1), number(said.get("max"), 1)
            self._manuscript.tell(Code.ROWS_HIDDEN, max(1, last - first + 1))

    def _merge(self, said: Attributes) -> None:
        self.merged.append(said.get("ref", ""))

    def _begin_cell(self, said: Attributes) -> None:
        self._cell = said
        self._formula = False
        self._texts.clear()

    def _end_cell(self) -> None:
        """Write the cell; most cells of a sheet have a format and nothing else."""
        said = self._cell
        if "r" not in said:
            self._column += 1
        if self._formula:
            self.formulas += 1
            self._manuscript.tell(Code.RESULTS_MISSING, int(not self._texts))
        if not self._texts:
            return
        found = place(said.get("r", ""))
        self._column, self._row = found or (max(self._column, 1), max(self._row, 1))
        text = self._displayed("".join(self._texts), said.get("t", "n"), said.get("s", "0"))
        if text:
            self._write(text)

    def _write(self, text: str) -> None:
        manuscript = self._manuscript
        manuscript.style = SHEET
        if self._written:
            gap = self._column - self._written
            manuscript.between("\t" * (gap if 0 < gap <= WIDEST else 1))
        manuscript.write_cell(text, self._sheet, name_of(self._column, self._row))
        self._written = self._column

    def _displayed(self, stored: str, kind: str, style: str) -> str:
        match kind:
            case "s":
                at = number(stored, -1)
                strings = self._strings.all
                return strings[at] if 0 <= at < len(strings) else ""
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
            case "n":
                code = self._formats.of(style)
                return shown(stored, code, from_1904=self._from_1904) if stored else ""
            case _:  # str, inlineStr, e (error), d (ISO 8601)
                return stored

    def _end_header(self) -> None:
        text = HEADER_CODES.sub(" ", "".join(self._texts)).strip()
        if text:
            self._manuscript.boundary(BLANK)
            self._manuscript.style = Style("p", ("header",), ("header",))
            self._manuscript.write(text, *self.walk.tag(), exact=False)
            self._manuscript.boundary(BLANK)
