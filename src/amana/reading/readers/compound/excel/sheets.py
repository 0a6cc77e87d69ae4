"""The cells of a workbook as text: a row in a line, its cells apart by tabs, each with its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import BinaryIO

from python_calamine import CalamineWorkbook, SheetTypeEnum

from amana.reading.readers.compound.excel.cells import Value, number
from amana.reading.readers.compound.excel.remarks import cell_name
from amana.reading.readers.paragraphs import CELL, CellPlace, Full, Paragraphs

WITHIN = ("table",)
_FIRST = (0, 0)


class Cells:
    """The cells of a workbook, as calamine reads them."""

    def __init__(self, workbook: CalamineWorkbook) -> None:
        self._workbook = workbook
        self.sheets = tuple(workbook.sheets_metadata)

    def write(self, n: int, part: int, text: Paragraphs) -> bool:
        """Write the cells of sheet `n`; return whether they could be read.

        Raises:
            Full: the budget is used up.
        """
        if n >= len(self.sheets) or self.sheets[n].typ is not SheetTypeEnum.WorkSheet:
            return n < len(self.sheets)
        try:
            sheet = self._workbook.get_sheet_by_index(n)
            write_rows(sheet.iter_rows(), (sheet.start or _FIRST)[0], part, text)
        except (Full, MemoryError):
            raise
        except BaseException:  # noqa: BLE001 - calamine panics with a BaseException
            text.take()
            return False
        return True


def opened(file: BinaryIO) -> Cells | None:
    """Open a workbook, or return None where calamine cannot."""
    try:
        return Cells(CalamineWorkbook.from_filelike(file))
    except MemoryError:
        raise
    except BaseException:  # noqa: BLE001 - calamine panics with a BaseException
        return None


def shown(value: object) -> str:
    """Return a value as text: dates as ISO 8601 writes them."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def write_rows(rows: Iterable[Sequence[object]], first: int, sheet: int, text: Paragraphs) -> None:
    """Write rows, the first of which has the number `first` (from 0).

    Raises:
        Full: the budget is used up.
    """
    for row, values in enumerate(rows, first):
        cells = [
            Value(row, column, shown(value)) for column, value in enumerate(values) if value != ""
        ]
        write_row(cells, sheet, text)


def write_row(cells: Iterable[Value], sheet: int, text: Paragraphs) -> None:
    """Write the cells of one row.

    Raises:
        Full: the budget is used up.
    """
    for value in cells:
        if not value.text:
            continue
        if text.is_open:
            text.put(CELL)
        text.put(value.text, CellPlace(sheet, cell_name(value.row, value.column)))
    text.end("tr", within=WITHIN)
