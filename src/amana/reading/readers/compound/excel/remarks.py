"""What a sheet says beside its cells: comments, text boxes, charts, headers and footers."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.readers.compound.excel.book import Book
from amana.reading.readers.compound.excel.frames import (
    CONTINUE,
    Frame,
    Letters,
    narrow,
    substream,
    wide,
)

_IS_NOTE = 0x19


class Remark(NamedTuple):
    """A text beside the cells: what it is, and of a comment the cell and who made it."""

    hint: str
    letters: tuple[Letters, ...]
    cell: str | None = None
    author: str = ""


class Remarks:
    """Collects the remarks of one sheet in the order of its records."""

    def __init__(self, data: bytes, book: Book) -> None:
        self._data = data
        self._book = book
        self._texts: dict[int, tuple[Letters, ...]] = {}
        self._object: tuple[int, int] = (0, 0)
        self._left = 0
        self._pieces: list[Letters] | None = None

    def read(self, start: int) -> Iterator[Remark]:
        """Return what stands in the sheet whose records begin at `start`."""
        boxes: list[Remark] = []
        for record in substream(self._data, start):
            if record.kind != CONTINUE:
                boxes += self._end_text()
            try:
                found = self._take(record)
            except (struct.error, IndexError):
                continue
            if found is not None:
                yield found
        yield from (*boxes, *self._end_text())

    def _take(self, record: Frame) -> Remark | None:
        at, data = record.start, self._data
        match record.kind:
            case 0x5D:
                kind, number = struct.unpack_from("<HH", data, at + 4)
                self._object = (kind, number)
            case 0x1B6:
                (self._left,) = struct.unpack_from("<H", data, at + 10)
                self._pieces = []
            case 0x3C if self._pieces is not None and self._left and record.end > at:
                is_wide = bool(data[at] & 1)
                count = min(self._left, (record.end - at - 1) // (2 if is_wide else 1))
                self._pieces.append(wide(data, at + 1, count, is_wide=is_wide))
                self._left -= count
            case 0x1C:
                return self._note(record)
            case 0x100D | 0x14 | 0x15 if record.end > at:
                hint = {0x14: "header", 0x15: "footer"}.get(record.kind, "chart")
                return Remark(hint, (self._string(record, 2 if hint == "chart" else 0),))
        return None

    def _end_text(self) -> list[Remark]:
        """The text of an object is complete; that of a comment waits for its cell."""
        pieces, self._pieces = self._pieces, None
        if not pieces:
            return []
        kind, number = self._object
        if kind == _IS_NOTE:
            self._texts[number] = tuple(pieces)
            return []
        return [Remark("textbox", tuple(pieces))]

    def _note(self, record: Frame) -> Remark | None:
        row, column, count, number = struct.unpack_from("<4H", self._data, record.start)
        cell = cell_name(row, column)
        if not self._book.wide:
            text = narrow(self._data, record.start + 6, count, self._book.encoding)
            return Remark("comment", (text,), cell)
        letters = self._texts.pop(number, ())
        (length,) = struct.unpack_from("<H", self._data, record.start + 8)
        is_wide = bool(self._data[record.start + 10] & 1) if length else False
        author = wide(self._data, record.start + 11, length, is_wide=is_wide).text
        return Remark("comment", letters, cell, author) if letters else None

    def _string(self, record: Frame, skip: int) -> Letters:
        at = record.start + skip
        if not self._book.wide or skip:
            count, head = self._data[at] if at < len(self._data) else 0, 1
        else:
            count, head = struct.unpack_from("<H", self._data, at)[0], 2
        count = min(count, record.end - at)
        if not self._book.wide:
            return narrow(self._data, at + head, count, self._book.encoding)
        is_wide = bool(self._data[at + head] & 1) if at + head < len(self._data) else False
        return wide(self._data, at + head + 1, count, is_wide=is_wide)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell from its row and column, both from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
