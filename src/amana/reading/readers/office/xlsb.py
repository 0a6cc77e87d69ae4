"""The reader of binary workbooks ([MS-XLSB]): a package whose sheets are records instead of XML.

Order and layout are those of other workbooks (`xlsx`): the sheets as the workbook lists them, each
below its name, comments, text boxes and charts behind the rows; of formulas the results.
"""

from __future__ import annotations

import pyexpat
import struct
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK
from amana.reading.readers.html.writer import Full
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.office.biff12 import Broken, Frame, frames, rich_string, string
from amana.reading.readers.office.binary_sheet import BinarySheet, Shared
from amana.reading.readers.office.cells import name_of
from amana.reading.readers.office.formats import built_in
from amana.reading.readers.office.manuscript import Style
from amana.reading.readers.office.ooxml import Opened, read_package
from amana.reading.readers.office.package import Damaged
from amana.reading.readers.office.remarks import Remarks, read_boxes, read_persons
from amana.reading.readers.office.sample import packed, related
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ReadOrder, TextAnswer

_MAIN = "xl/workbook.bin"
_OWN = "application/vnd.ms-excel."
"""How the media types of the parts of a binary workbook begin."""

_MOST_STRINGS = 4_000_000
_COMMENT = Style("p", (), ("comment",))

# Types of records, section 2.3.2
_STRING, _FORMAT, _CELL_FORMAT = 19, 44, 47
_CELL_FORMATS, _END_CELL_FORMATS = 617, 618
_WORKBOOK, _SHEET = 153, 156
_AUTHOR, _COMMENT_BEGINS, _COMMENT_TEXT = 632, 635, 637


class _Listed(NamedTuple):
    """A sheet as the workbook lists it, with the place of its frame."""

    name: str
    relation: str
    place: tuple[int, int]


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a workbook and hand out what is inside.

    Raises:
        GiveUp: it is no package, or holds no workbook.
    """
    return read_package(document, order, out, _read, prefix="xlsb", main=_MAIN)


def _read(opened: Opened, main: str) -> None:
    try:
        _Workbook(opened).read(main)
    finally:  # its own parts are no things inside of it, read or not
        for name, media_type in opened.package.declared().items():
            if name.endswith(".bin") and media_type.lower().startswith(_OWN):
                opened.seen.setdefault(name)


class _Workbook:
    """The sheets of one workbook in order, and what they share."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._manuscript = opened.manuscript
        self._shared = Shared([], [], from_1904=False)
        self._sheets: list[_Listed] = []

    def read(self, main: str) -> None:
        opened = self._opened
        opened.seen[main] = None
        strings, codes = list[str](), list[str]()
        from_1904 = self._list(main)
        for relation in opened.of_kind(main, "styles"):
            codes = self._codes(relation.target)
        for relation in opened.of_kind(main, "sharedStrings"):
            strings = self._strings(relation.target)
        self._shared = Shared(strings, codes, from_1904=from_1904)
        persons: dict[str, str] = {}
        for relation in opened.of_kind(main, "person"):
            persons |= read_persons(opened.package, relation.target)
        relations = opened.relations(main)
        formulas = 0
        for listed in self._sheets:
            self._heading(main, listed)
            found = relations.get(listed.relation)
            part = None if found is None or found.outside else opened.once(found.target)
            if part is not None:
                formulas += self._sheet(part, listed.name, persons)
        if formulas:
            self._manuscript.fact("xlsb:formulas", str(formulas))

    def _frames(self, name: str) -> Iterator[Frame]:
        """Yield the records of a part as far as they go."""
        found = self._opened.package.find(name)
        if found is None:
            return
        try:
            yield from frames(self._opened.package.pieces(found))
        except (Broken, Damaged):
            self._opened.package.hurt(found)

    def _list(self, main: str) -> bool:
        """Take in the list of sheets; return whether days are counted from 1904."""
        from_1904 = False
        for frame in self._frames(main):
            if frame.kind == _WORKBOOK:
                from_1904 = bool(frame.body[:1] and frame.body[0] & 1)
            elif frame.kind == _SHEET:
                self._list_sheet(main, frame)
        return from_1904

    def _list_sheet(self, main: str, frame: Frame) -> None:
        try:
            (state,) = struct.unpack_from("<I", frame.body)
            relation, name = _names(frame.body)
        except struct.error:
            self._opened.package.hurt(main)
            return
        self._manuscript.tell(Code.SHEETS_HIDDEN, int(state != 0))
        self._sheets.append(_Listed(name, relation, (frame.start, frame.end)))

    def _codes(self, part: str) -> list[str]:
        """Return the code of the number format of each cell format."""
        own: dict[int, str] = {}
        codes: list[str] = []
        counting = False
        for frame in self._frames(part):
            try:
                if frame.kind in {_CELL_FORMATS, _END_CELL_FORMATS}:
                    counting = frame.kind == _CELL_FORMATS
                elif frame.kind == _FORMAT:
                    (number,) = struct.unpack_from("<H", frame.body)
                    own[number] = string(frame.body, 2)[0]
                elif frame.kind == _CELL_FORMAT and counting:
                    (number,) = struct.unpack_from("<H", frame.body, 2)
                    codes.append(own.get(number, built_in(number)))
            except struct.error:
                self._opened.package.hurt(part)
        return codes

    def _strings(self, part: str) -> list[str]:
        """Return the shared strings.

        Raises:
            Full: they are more than a text may be.
        """
        room = 2 * self._manuscript.budget.text_chars
        strings: list[str] = []
        for frame in self._frames(part):
            if frame.kind != _STRING:
                continue
            try:
                text = rich_string(frame.body, 0)
            except struct.error:
                text = ""
                self._opened.package.hurt(part)
            room -= len(text)
            if room < 0 or len(strings) >= _MOST_STRINGS:
                raise Full(Code.TEXT_CUT)
            strings.append(text)
        return strings

    def _heading(self, main: str, listed: _Listed) -> None:
        manuscript = self._manuscript
        manuscript.boundary(BLANK)
        manuscript.style = Style("h2", (), ("sheet",))
        before = manuscript.into(main)
        if listed.name:
            manuscript.write(listed.name, *listed.place, exact=False)
        manuscript.back(before)
        manuscript.boundary(BLANK)

    def _sheet(self, part: str, name: str, persons: dict[str, str]) -> int:
        """Read a sheet and what belongs to it; return how many formulas it holds."""
        opened, manuscript = self._opened, self._manuscript
        number = manuscript.number(name)
        sheet = BinarySheet(manuscript, number, self._shared)
        for frame in self._frames(part):
            try:
                sheet.take(frame)
            except struct.error:
                opened.package.hurt(part)
        for merged in sheet.merged:
            manuscript.fact("xlsb:merged", f"{name}!{merged}")
        manuscript.boundary(BLANK)
        for relation in opened.of_kind(part, "comments"):
            found = opened.once(relation.target)
            if found is not None:
                self._comments(found, number)
        for relation in opened.of_kind(part, "threadedComment"):
            found = opened.once(relation.target)
            if found is not None:
                opened.walk(found, Remarks(manuscript, number, persons).walk)
        for relation in opened.of_kind(part, "drawing"):
            read_boxes(opened, relation)
        return sheet.formulas

    def _comments(self, part: str, number: int) -> None:
        authors: list[str] = []
        cell = by = ""
        for frame in self._frames(part):
            try:
                if frame.kind == _AUTHOR:
                    authors.append(string(frame.body, 0)[0])
                elif frame.kind == _COMMENT_BEGINS:
                    author, row, _, column = struct.unpack_from("<4I", frame.body)
                    cell = name_of(column % (1 << 14) + 1, row % (1 << 20) + 1)
                    by = authors[author] if author < len(authors) else ""
                elif frame.kind == _COMMENT_TEXT and cell:
                    self._comment(number, cell, by, rich_string(frame.body, 0))
            except struct.error:
                self._opened.package.hurt(part)

    def _comment(self, number: int, cell: str, by: str, text: str) -> None:
        manuscript = self._manuscript
        manuscript.boundary(BLANK)
        manuscript.style = _COMMENT
        said = ", ".join(filter(None, (cell, by)))
        manuscript.write_cell(f"[comment {said}] {text}", number, cell)


def _names(body: bytes) -> tuple[str, str]:
    """Return the relation and the name of a listed sheet (section 2.4.304).

    Before Excel 2007 was released one number more stood before them.
    """
    for at in (8, 12):
        try:
            relation, behind = string(body, at)
            name, _ = string(body, behind)
        except struct.error:
            continue
        return relation, name
    raise struct.error


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses the XML of the package."""
    return (("expat", pyexpat.EXPAT_VERSION.removeprefix("expat_")),)


def warm() -> None:
    """Read a sheet of our own and make sure of the result."""
    listed = struct.pack("<II", 0, 1) + _wide("worksheet1") + _wide("S")
    row = struct.pack("<I13x", 0)
    number = struct.pack("<IId", 0, 0, 1.5)
    text = struct.pack("<II", 2, 0) + _wide("x")
    parts: dict[str, str | bytes] = {
        _MAIN: b"\x9c\x01" + bytes([len(listed)]) + listed,
        "xl/_rels/workbook.bin.rels": related(worksheet1="s.bin"),
        "xl/s.bin": b"".join(
            bytes([kind, len(body)]) + body for kind, body in ((0, row), (5, number), (6, text))
        ),
    }
    must_read(read, "xlsb", packed(parts), "S\n\n1.5\t\tx")


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
