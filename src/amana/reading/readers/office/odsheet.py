"""Sheets of OpenDocument: their rows and cells, where repeated ones are written but a few times.

A cell says its paragraphs, which hold what is displayed (section 9.1.4). An empty cell repeated a
thousand times is a distance, a filled one that is repeated beyond what a person would look at is
counted and left out.
"""

from __future__ import annotations

from collections.abc import Callable

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK, LINE
from amana.reading.readers.office.cells import name_of
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.readers.office.numbering import number
from amana.reading.readers.office.xml import Attributes

_MOST_REPEATS = 64
_WIDEST = 64
_LAST_COLUMN = 16_384
_ROW = Style("tr", ("table",))
_HIDDEN = frozenset({"collapse", "filter"})


class Grid:
    """Takes in the rows of sheets."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._sheet = 0
        self._column = self._row = 0
        self._repeats = self._row_repeats = 1
        self._texts: list[str] = []
        self._cells: list[tuple[int, str]] = []
        self._later: list[Callable[[], None]] = []
        self.wanted = False
        self.in_cell = False
        self._in_sheet = False

    def open(self, said: Attributes) -> None:
        """Tables that follow are sheets."""
        del said
        self.wanted = True

    def begin(self, said: Attributes, tag: tuple[int, int]) -> None:
        """Begin a sheet with its name."""
        name = said.get("table:name", "")
        manuscript = self._manuscript
        manuscript.boundary(BLANK)
        manuscript.style = Style("h2", (), ("sheet",))
        if name:
            manuscript.write(name, *tag, exact=False)
        manuscript.boundary(BLANK)
        self._sheet = manuscript.number(name)
        self._row = 0
        self._in_sheet = True

    def end(self) -> None:
        """End a sheet; what is said about its cells comes now."""
        self._in_sheet = False
        self._manuscript.boundary(BLANK)
        later, self._later = self._later, []
        for write in later:
            write()
        self._manuscript.boundary(BLANK)

    def column(self, said: Attributes) -> None:
        """Take note of columns that are hidden."""
        if said.get("table:visibility") in _HIDDEN:
            self._manuscript.tell(
                Code.ROWS_HIDDEN, max(1, number(said.get("table:number-columns-repeated"), 1))
            )

    def row(self, said: Attributes) -> None:
        """Begin a row."""
        self._row_repeats = max(1, number(said.get("table:number-rows-repeated"), 1))
        self._column = 0
        self._cells.clear()
        if said.get("table:visibility") in _HIDDEN:
            self._manuscript.tell(Code.ROWS_HIDDEN, self._row_repeats)

    def cell(self, said: Attributes) -> None:
        """Begin a cell."""
        self._repeats = max(1, number(said.get("table:number-columns-repeated"), 1))
        self._texts.clear()
        self.in_cell = self._in_sheet

    def add(self, text: str) -> None:
        """Add a paragraph to the cell."""
        if text:
            self._texts.append(text)

    def later(self, write: Callable[[], None]) -> None:
        """Keep what is to be written behind the sheet."""
        self._later.append(write)

    def end_cell(self) -> None:
        """End a cell."""
        if not self.in_cell:
            return
        self.in_cell = False
        text = "\n".join(self._texts)
        if text.strip():
            written = min(self._repeats, _MOST_REPEATS)
            self._cells += [(self._column + n, text) for n in range(1, written + 1)]
            self._manuscript.tell(Code.REPEATS_CUT, self._repeats - written)
        self._column = min(self._column + self._repeats, _LAST_COLUMN)

    def end_row(self) -> None:
        """Write a row as often as it is repeated, within reason."""
        if not self._in_sheet:
            return
        written = min(self._row_repeats, _MOST_REPEATS) if self._cells else 0
        for n in range(1, written + 1):
            self._write(self._row + n)
        if self._cells:
            self._manuscript.tell(Code.REPEATS_CUT, self._row_repeats - written)
        self._row += self._row_repeats
        self._cells.clear()

    def _write(self, row: int) -> None:
        manuscript = self._manuscript
        manuscript.boundary(LINE)
        manuscript.style = _ROW
        before = 0
        for column, text in self._cells:
            gap = column - before
            if before:
                manuscript.between("\t" * (gap if 0 < gap <= _WIDEST else 1))
            manuscript.write_cell(text, self._sheet, name_of(column, row))
            before = column
