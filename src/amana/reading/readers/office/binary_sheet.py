"""One sheet of a binary workbook: its rows from records ([MS-XLSB] sections 2.4 and 2.1.7.62)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK, LINE
from amana.reading.readers.office.biff12 import Frame, rich_string, rk_number, string
from amana.reading.readers.office.cells import name_of
from amana.reading.readers.office.formats import shown
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.readers.office.sheet import HEADER_CODES, SHEET, WIDEST

_ROW, _COLUMN, _MERGED, _HEADERS = 0, 60, 176, 479
_SINGLE, _ERROR, _BOOLEAN, _NUMBER, _TEXT, _SHARED = 2, 3, 4, 5, 6, 7
_RESULTS = {8: _TEXT, 9: _NUMBER, 10: _BOOLEAN, 11: _ERROR}
_RICH = 62
_CELLS = frozenset({_SINGLE, _ERROR, _BOOLEAN, _NUMBER, _TEXT, _SHARED, _RICH, *_RESULTS})
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_HIDDEN_ROW = 0x10
_VALUE = 8  # where the value of a cell stands, behind its column and its format
_FORMAT = 0xFFFFFF
_COLUMNS, _ROWS = 1 << 14, 1 << 20
_MOST_MERGED = 50


class Shared(NamedTuple):
    """What the sheets of a workbook share: strings, the number format of each cell format."""

    strings: list[str]
    codes: list[str]
    from_1904: bool


class BinarySheet:
    """Takes records in and writes the rows. `merged` are ranges, `formulas` their number."""

    def __init__(self, manuscript: Manuscript, number: int, shared: Shared) -> None:
        self._manuscript = manuscript
        self._number = number
        self._shared = shared
        self._row = 0
        self._written = 0
        self.formulas = 0
        self.merged: list[str] = []

    def take(self, frame: Frame) -> None:
        """Take in the next frame.

        Raises:
            struct.error: it ends too early.
            Full: a budget is used up.
        """
        body = frame.body
        if frame.kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
            self._row = row % _ROWS
            self._written = 0
            self._manuscript.tell(
                Code.ROWS_HIDDEN, int(bool(body[11:12] and body[11] & _HIDDEN_ROW))
            )
            self._manuscript.boundary(LINE)
        elif frame.kind in _CELLS:
            self._cell(frame.kind, body)
        elif frame.kind == _COLUMN:
            first, last, _, _, flags = struct.unpack_from("<4IH", body)
            if flags & 1:
                self._manuscript.tell(Code.ROWS_HIDDEN, min(max(1, last - first + 1), _COLUMNS))
        elif frame.kind == _MERGED and len(self.merged) < _MOST_MERGED:
            row, last_row, column, last_column = struct.unpack_from("<4I", body)
            first_cell = name_of(column % _COLUMNS + 1, row % _ROWS + 1)
            last_cell = name_of(last_column % _COLUMNS + 1, last_row % _ROWS + 1)
            self.merged.append(f"{first_cell}:{last_cell}")
        elif frame.kind == _HEADERS:
            self._headers(frame)

    def _cell(self, kind: int, body: bytes) -> None:
        column, style = struct.unpack_from("<2I", body)
        if kind in _RESULTS:
            self.formulas += 1
        text = self._displayed(_RESULTS.get(kind, kind), body, style & _FORMAT)
        if text:
            self._write(text, column % _COLUMNS + 1)

    def _displayed(self, kind: int, body: bytes, style: int) -> str:
        if kind == _TEXT:
            return string(body, _VALUE)[0]
        if kind == _RICH:
            return rich_string(body, _VALUE)
        if kind == _SHARED:
            (at,) = struct.unpack_from("<I", body, _VALUE)
            return self._shared.strings[at] if at < len(self._shared.strings) else ""
        if kind in {_BOOLEAN, _ERROR}:
            (code,) = struct.unpack_from("<B", body, _VALUE)
            return _ERRORS.get(code, f"#{code}") if kind == _ERROR else str(bool(code)).upper()
        value = rk_number(body, _VALUE)
        if kind == _NUMBER:
            (value,) = struct.unpack_from("<d", body, _VALUE)
        code = self._shared.codes[style] if style < len(self._shared.codes) else ""
        return shown(repr(value), code, from_1904=self._shared.from_1904)

    def _write(self, text: str, column: int) -> None:
        manuscript = self._manuscript
        manuscript.style = SHEET
        if self._written:
            gap = column - self._written
            manuscript.between("\t" * (gap if 0 < gap <= WIDEST else 1))
        manuscript.write_cell(text, self._number, name_of(column, self._row + 1))
        self._written = column

    def _headers(self, frame: Frame) -> None:
        at = 2
        while at < len(frame.body):
            text, at = string(frame.body, at)
            text = HEADER_CODES.sub(" ", text).strip()
            if text:
                self._manuscript.boundary(BLANK)
                self._manuscript.style = Style("p", ("header",), ("header",))
                self._manuscript.write(text, frame.start, frame.end, exact=False)
                self._manuscript.boundary(BLANK)
