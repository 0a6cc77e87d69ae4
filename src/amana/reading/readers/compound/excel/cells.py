"""The cells of the oldest workbooks, Excel 2 to 4, and of damaged ones: values as they stand there.

Number formats are not read: a date is the number of its day. Source: the records as in [MS-XLS]
section 2.4, and their older forms as Excel 95 still reads them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.readers.compound.excel.frames import EOF, Frame, frames, narrow

_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_STRINGS = frozenset({0x07, 0x207})
_TEXT_FOLLOWS = b"\xff\xff"


class Value(NamedTuple):
    """What a cell shows; row and column count from 0."""

    row: int
    column: int
    text: str


class OldCells:
    """Reads the cells of one sheet."""

    def __init__(self, data: bytes, encoding: str, version: int) -> None:
        self._data = data
        self._encoding = encoding
        self._old = version == 2  # noqa: PLR2004 - Excel 2 has its own records
        self._formula: tuple[int, int] | None = None

    def read(self, start: int) -> Iterator[Value]:
        """Return the cells of the sheet whose records begin at `start`, in their order."""
        for record in frames(self._data, start):
            if record.kind == EOF:
                return
            try:
                found = self._take(record)
            except struct.error:
                continue
            if found is not None and found.text:
                yield found

    def _take(self, record: Frame) -> Value | None:
        data = self._data[record.start : record.end]
        if record.kind in _STRINGS and self._formula is not None:
            row, column = self._formula
            self._formula = None
            return Value(row, column, self._text(data, 0))
        row, column = struct.unpack_from("<HH", data)
        body = 7 if self._old else 6
        text = ""
        match record.kind:
            case 0x04 | 0x204 | 0xD6:
                text = self._text(data, body)
            case 0x02:
                text = str(struct.unpack_from("<H", data, body)[0])
            case 0x03 | 0x203:
                text = number(struct.unpack_from("<d", data, body)[0])
            case 0x27E:
                text = number(_compact(*struct.unpack_from("<I", data, body)))
            case 0x05 | 0x205:
                text = _bool_or_error(data, body)
            case 0x06 | 0x206 | 0x406:
                text = self._result(row, column, data[body : body + 8])
        return Value(row, column, text)

    def _text(self, data: bytes, at: int) -> str:
        if self._old:
            return narrow(data, at + 1, data[at] if at < len(data) else 0, self._encoding).text
        (count,) = struct.unpack_from("<H", data, at)
        return narrow(data, at + 2, count, self._encoding).text

    def _result(self, row: int, column: int, value: bytes) -> str:
        """Return the result of a formula ([MS-XLS] section 2.5.133); of text, it follows."""
        if value[6:] != _TEXT_FOLLOWS:
            return number(struct.unpack("<d", value)[0])
        if value[0] == 0:
            self._formula = (row, column)
            return ""
        return _bool_or_error(bytes([value[2], value[0] != 1]), 0)


def _bool_or_error(data: bytes, at: int) -> str:
    value, is_error = struct.unpack_from("<BB", data, at)
    if is_error:
        return _ERRORS.get(value, "#ERROR")
    return "TRUE" if value else "FALSE"


def _compact(value: int) -> float:
    """Return the number in an RkNumber ([MS-XLS] section 2.5.217)."""
    if value & 2:
        whole: float = (value >> 2) - (1 << 30 if value & 0x80000000 else 0)
    else:
        (whole,) = struct.unpack("<d", bytes(4) + struct.pack("<I", value & 0xFFFFFFFC))
    return whole / 100 if value & 1 else whole


def number(value: float) -> str:
    """Return a number as it is written: whole ones without a point."""
    whole = value == value and abs(value) < 1e15 and value == int(value)  # noqa: PLR0124, PLR2004 - no number, exact
    return str(int(value)) if whole else repr(value)
