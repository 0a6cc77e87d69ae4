"""The reader of workbooks: sheet by sheet the cells, then what stands beside them."""

from __future__ import annotations

from itertools import groupby

from amana.reading.notices import Code
from amana.reading.readers.compound.embedded import embedded_one
from amana.reading.readers.compound.excel.book import Book, Sheet, read_book
from amana.reading.readers.compound.excel.cells import OldCells
from amana.reading.readers.compound.excel.frames import Letters
from amana.reading.readers.compound.excel.remarks import Remark, Remarks
from amana.reading.readers.compound.excel.sheets import Cells, opened, write_row
from amana.reading.readers.compound.pictures import found_in_store, hand_out_pictures
from amana.reading.readers.compound.properties import metadata
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import GiveUp, Outlet
from amana.reading.readers.paragraphs import CellPlace, Full, Paragraphs, Place
from amana.reading.wire import ReadOrder, TextAnswer, Told

STREAMS = ("Workbook", "Book")
BARE = {b"\x09\x00": 2, b"\x09\x02": 3, b"\x09\x04": 4, b"\x09\x08": 5}
"""How workbooks begin that are no compound file, and their versions."""

_OBJECTS = "MBD"
"""How the names of storages of embedded objects begin ([MS-XLS] section 2.1.7.1)."""


def read_excel(compound: Compound, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a workbook in a compound file.

    Raises:
        GiveUp: it needs a password.
    """
    name = next(name for name in STREAMS if compound.has(name))
    data = compound.read(name) or b""
    book = read_book(data)
    if book.encrypted:
        raise GiveUp(Code.ENCRYPTED)
    cells = opened(compound.stream())
    text, notices = _write(name, data, book, cells, order)
    lost = hand_out_pictures(found_in_store(book.drawings, b""), out)
    for storage in compound.children():
        if storage.startswith(_OBJECTS):
            lost += embedded_one(compound, out, storage)
    notices += [Told(Code.CHILDREN_DAMAGED, lost)] if lost else []
    return text.answer(notices=tuple(notices), metadata=tuple(metadata(compound)))


def read_bare(data: bytes, order: ReadOrder) -> TextAnswer:
    """Read a workbook of Excel 2 to 5 that is nothing but its records.

    Raises:
        GiveUp: it needs a password.
    """
    book = read_book(data)
    if book.encrypted:
        raise GiveUp(Code.ENCRYPTED)
    if not book.sheets:
        only = Sheet(Letters("", 0, 0, None), 0, hidden=False)
        book = book._replace(sheets=(only,))
    text, notices = _write("", data, book, None, order)
    return text.answer(notices=tuple(notices))


def _write(
    name: str, data: bytes, book: Book, cells: Cells | None, order: ReadOrder
) -> tuple[Paragraphs, list[Told]]:
    text, notices = Paragraphs(order.budget), list[Told]()
    damaged = 1 if name and (cells is None or not book.sheets) else 0
    try:
        for n, sheet in enumerate(book.sheets):
            _write_letters(sheet.name, name, text)
            text.end("h2", hints=("sheet",))
            part = text.part(sheet.name.text)
            if cells is None:
                _write_old(data, book, sheet, part, text)
            else:
                damaged += not cells.write(n, part, text)
            for remark in Remarks(data, book).read(sheet.start):
                _write_remark(remark, part, name, text)
    except Full as full:
        notices.append(Told(full.code, text.length))
    hidden = sum(sheet.hidden for sheet in book.sheets)
    notices += [Told(Code.SHEETS_HIDDEN, hidden)] if hidden else []
    notices += [Told(Code.STRUCTURE_DAMAGED, damaged)] if damaged else []
    return text, notices


def _write_old(data: bytes, book: Book, sheet: Sheet, part: int, text: Paragraphs) -> None:
    version = BARE.get(data[:2], 5)
    values = OldCells(data, book.encoding, version).read(sheet.start)
    for _, row in groupby(values, key=lambda value: value.row):
        write_row(row, part, text)


def _write_remark(remark: Remark, sheet: int, name: str, text: Paragraphs) -> None:
    if remark.author:
        text.put(f"{remark.author}: ")
    for letters in remark.letters:
        if remark.cell is None:
            _write_letters(letters, name, text)
        else:
            text.put(letters.text, CellPlace(sheet, remark.cell))
    text.end("p", within=("aside",), hints=(remark.hint,))


def _write_letters(letters: Letters, name: str, text: Paragraphs) -> None:
    """Write text with its place in the stream `name`, or in the original where there is none."""
    if not name:
        text.put(letters.text, Place(letters.start, letters.end, exact=False))
        return
    part = text.part(name, letters.encoding)
    exact = letters.encoding is not None and "\ufffd" not in letters.text
    text.put(letters.text, Place(letters.start, letters.end, exact=exact, part=part))
