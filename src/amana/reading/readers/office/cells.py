"""What the cells of a workbook share: strings, formats, and the names of cells."""

from __future__ import annotations

import re
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.html.writer import Full
from amana.reading.readers.office.formats import built_in
from amana.reading.readers.office.numbering import number
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.xml import SKIP, Attributes, Rules, Walk, ignore, skip

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_STRINGS = 4_000_000
_LETTERS = 26


class Place(NamedTuple):
    """A cell by its column and row, both from 1."""

    column: int
    row: int


def place(name: str) -> Place | None:
    """Return the place of a cell by its name (`B7`), or None when it names none."""
    match = _PLACE.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return Place(column, int(match[2]))


def name_of(column: int, row: int) -> str:
    """Return the name of a cell."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


class Strings:
    """The shared strings of a workbook, without their phonetic guides (18.4)."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._texts: list[str] = []
        self.all: list[str] = []

    def read(self, package: Package, part: str) -> None:
        """Read the strings.

        Raises:
            Full: they are more than a text may be.
        """
        starts = {"x:rPh": skip, "x:si": self._begin}
        rules = Rules(starts, {"x:si": self._end}, self._text, frozenset({"x:t"}))
        package.walk(part, Walk(rules))

    def _begin(self, said: Attributes) -> None:
        del said
        self._texts.clear()

    def _text(self, text: str, start: int, end: int, exact: bool) -> None:
        del start, end, exact
        self._room -= len(text)
        if self._room < 0:
            raise Full(Code.TEXT_CUT)
        self._texts.append(text)

    def _end(self) -> None:
        if len(self.all) >= _MOST_STRINGS:
            raise Full(Code.MAP_CUT)
        self.all.append("".join(self._texts))


class Formats:
    """The number format of each cell format (18.8): its code, empty for `General`."""

    def __init__(self) -> None:
        self._own: dict[int, str] = {}
        self._numbers: list[int] = []
        self._known: dict[str, str] = {}

    def read(self, package: Package, part: str) -> None:
        """Read the formats."""
        starts = {
            "x:numFmt": self._format,
            "x:xf": self._cell_format,
            "x:cellStyleXfs": skip,
            "x:dxfs": skip,
            "x:fonts": skip,
            "x:fills": skip,
            "x:borders": skip,
            "mc:Fallback": lambda _: SKIP,
        }
        package.walk(part, Walk(Rules(starts, {}, ignore, frozenset())))

    def _format(self, said: Attributes) -> None:
        self._own[number(said.get("numFmtId"), -1)] = said.get("formatCode", "")

    def _cell_format(self, said: Attributes) -> None:
        self._numbers.append(number(said.get("numFmtId"), 0))

    def of(self, style: str) -> str:
        """Return the format code of a cell by the number of its cell format."""
        code = self._known.get(style)
        if code is None:
            at = number(style, 0)
            wanted = self._numbers[at] if 0 <= at < len(self._numbers) else 0
            code = self._own.get(wanted, built_in(wanted))
            self._known[style] = code
        return code
