"""The beginning of a workbook stream: its version, its sheets, whether it is encrypted."""

from __future__ import annotations

import struct
from typing import NamedTuple

from amana.reading.readers.codepages import DEFAULT, of_code_page
from amana.reading.readers.compound.excel.frames import (
    BOF,
    CONTINUE,
    EOF,
    Letters,
    frames,
    narrow,
    wide,
)

_CODE_PAGE, _SHEET, _FILE_PASS, _DRAWINGS = 0x42, 0x85, 0x2F, 0xEB
_MOST_SHEETS = 10_000
_BIFF_8 = 0x600


class Sheet(NamedTuple):
    """A sheet: its name, where its records begin, whether it is shown."""

    name: Letters
    start: int
    hidden: bool


class Book(NamedTuple):
    """What the beginning of a workbook says; `drawings` are its pictures."""

    wide: bool
    encoding: str
    encrypted: bool
    sheets: tuple[Sheet, ...]
    drawings: bytes


def read_book(data: bytes) -> Book:
    """Return what a workbook stream says of itself; of damaged records what is left."""
    version, encoding, encrypted = 0, DEFAULT, False
    sheets: list[Sheet] = []
    drawings = bytearray()
    last = 0
    for record in frames(data):
        body = data[record.start : record.end]
        if record.kind in BOF and not version:
            version = int.from_bytes(body[:2], "little") or 1
        elif record.kind == _CODE_PAGE:
            encoding = of_code_page(int.from_bytes(body[:2], "little")) or DEFAULT
        elif record.kind == _FILE_PASS:
            encrypted = True
        elif record.kind == _SHEET and len(sheets) < _MOST_SHEETS:
            sheet = _sheet(data, record.start, body, encoding, is_wide=version >= _BIFF_8)
            sheets += [sheet] if sheet else []
        elif record.kind == _DRAWINGS or (record.kind == CONTINUE and last == _DRAWINGS):
            drawings += body
        elif record.kind == EOF:
            break
        last = record.kind if record.kind != CONTINUE else last
    return Book(version >= _BIFF_8, encoding, encrypted, tuple(sheets), bytes(drawings))


def _sheet(data: bytes, at: int, body: bytes, encoding: str, *, is_wide: bool) -> Sheet | None:
    """Read a BoundSheet8 ([MS-XLS] section 2.4.28)."""
    try:
        start, state, _, count = struct.unpack_from("<IBBB", body)
    except struct.error:
        return None
    if is_wide:
        flags = body[7] if len(body) > 7 else 0  # noqa: PLR2004 - behind the fields above
        name = wide(data, at + 8, count, is_wide=bool(flags & 1))
    else:
        name = narrow(data, at + 7, count, encoding)
    return Sheet(name, start, bool(state & 3))
