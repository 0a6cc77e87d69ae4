"""Tables of a reading, window by window: sheets, rows and columns, each cell with its characters.

Where a table comes from, first match wins: cells with a name (`B7`) and rows of a database, which
the map of the reading tells; lines of separated values, which its blocks tell. The latter have no
names of their own and get those that a workbook would give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Lock
from typing import NamedTuple

import msgspec

from amana.core import NotFound
from amana.records import Cell, Reading, Row

_PLACE = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_LETTERS = 26
_MOST_COLUMNS = 200
"""So many columns of a window are told."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet or table: how many cells it has, and which rows and columns they reach."""

    name: str
    cells: int
    rows: int
    columns: int


class CellShape(msgspec.Struct, frozen=True, kw_only=True):
    """A cell: row and column from 1, its words, and where they stand in the text."""

    row: int
    column: int
    char_start: int
    char_end: int
    text: str


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a sheet from `first` on. `columns` are their headings; `more` were left out."""

    sheet: str
    first: int
    columns: tuple[str, ...]
    more: int
    cells: tuple[CellShape, ...]


class _At(NamedTuple):
    """A cell before its words are taken from the text."""

    row: int
    column: int
    start: int
    end: int


class Tables:
    """The tables of one reading. Sheets stand in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._heads: dict[str, list[str]] = {}
        self._sheets: dict[str, list[_At]] = {}
        for name, at in _mapped(reading, self._heads) or _separated(reading):
            self._sheets.setdefault(name, []).append(at)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return what tables there are."""
        return tuple(
            Sheet(
                name=name,
                cells=len(cells),
                rows=max(at.row for at in cells),
                columns=max(at.column for at in cells),
            )
            for name, cells in self._sheets.items()
        )

    def window(self, name: str, first: int, count: int) -> Window:
        """Return `count` rows of a sheet from row `first` on.

        Raises:
            NotFound: there is no such sheet.
        """
        cells = self._sheets.get(name)
        if cells is None:
            raise NotFound("there is no such table in this reading", remedy="ask for its sheets")
        shown = [at for at in cells if first <= at.row < first + count]
        widest = max(at.column for at in cells)
        heads = self._heads.get(name) or [letters(n) for n in range(1, _MOST_COLUMNS + 1)]
        return Window(
            sheet=name,
            first=first,
            columns=tuple(heads[: min(widest, _MOST_COLUMNS)]),
            more=max(0, widest - _MOST_COLUMNS),
            cells=tuple(
                CellShape(
                    row=at.row,
                    column=at.column,
                    char_start=at.start,
                    char_end=at.end,
                    text=self._text[at.start : at.end],
                )
                for at in shown
                if at.column <= _MOST_COLUMNS
            ),
        )


class KeptTables:
    """The tables that were looked at last: a person goes through one window by window.

    A reading never changes, so its key names its tables. Whoever asks holds the reading already,
    and was allowed to see it.
    """

    def __init__(self, most: int = 2) -> None:
        self._most = most
        self._lock = Lock()
        self._known: dict[str, Tables] = {}

    def of(self, reading: Reading) -> Tables:
        """Return the tables of a reading."""
        with self._lock:
            found = self._known.pop(reading.key, None) or Tables(reading)
            self._known[reading.key] = found
            while len(self._known) > self._most:
                del self._known[next(iter(self._known))]
            return found


def letters(column: int) -> str:
    """Return the name of a column by its number from 1: A, B, … Z, AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def _mapped(reading: Reading, heads: dict[str, list[str]]) -> list[tuple[str, _At]]:
    """Return the cells that the map tells; the columns of databases are named in `heads`."""
    found: list[tuple[str, _At]] = []
    for each in reading.segments:
        place = each.locator
        if isinstance(place, Cell):
            match = _PLACE.fullmatch(place.cell)
            if match:
                at = _At(int(match[2]), _number(match[1]), each.char_start, each.char_end)
                _join(found, place.sheet, at)
        elif isinstance(place, Row) and place.column is not None:
            known = heads.setdefault(place.table, [])
            if place.column not in known:
                known.append(place.column)
            column = known.index(place.column) + 1
            _join(found, place.table, _At(place.row, column, each.char_start, each.char_end))
    return found


def _join(found: list[tuple[str, _At]], name: str, at: _At) -> None:
    """Add a piece of a cell; several pieces in a row are one cell."""
    if found and found[-1][0] == name and found[-1][1][:2] == at[:2]:
        at = at._replace(start=found.pop()[1].start)
    found.append((name, at))


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def _separated(reading: Reading) -> Iterator[tuple[str, _At]]:
    """Yield the cells of lines of separated values, whose separator the metadata name."""
    separator = _SEPARATORS.get(dict(reading.metadata).get("csv:separator", ""))
    if separator is None:
        return
    mark = re.escape(separator)
    cell = re.compile(rf'("[^"]*+(?:""[^"]*+)*+"(?={mark}|\Z)|[^{mark}]*+)(?:{mark}|\Z)')
    rows = [block for block in reading.blocks if block.tag == "tr"]
    for number, block in enumerate(rows, 1):
        line, at = reading.text[block.char_start : block.char_end], 0
        for column in range(1, len(line) + 2):
            match = cell.match(line, at)
            if match is None:
                break
            if match.end(1) > match.start(1):
                start, end = block.char_start + match.start(1), block.char_start + match.end(1)
                yield "", _At(number, column, start, end)
            if match.end() == match.end(1):
                break
            at = match.end()
