"""Text of tables: a heading, the names of the columns, the rows; each value with its place.

Layout: a table stands after a blank line, its name on a line, then its columns, then its rows, a
line each; values stand after tabs. Tables share the budget: what one does not need is for the
others, so that no large table keeps the small ones out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.wire import BlockRow, Budget, PartName, RowRun, Told

MOST_BLOCKS = 400_000
_LONGEST_COLUMN = 1000
_LONGEST_TABLE = 16_000
_HIGHEST = 2**53


class Value(NamedTuple):
    """A value as text, and the column where it stands."""

    column: str | None
    text: str


class TableRow(NamedTuple):
    """A row of a table: its number there, and its values that are not empty by their place."""

    number: int
    values: tuple[Value, ...]


class Origin(NamedTuple):
    """Where the name or the columns of a table are written: a row of another table."""

    table: str
    row: int
    column: str


class Table(NamedTuple):
    """A table to be written.

    `named` and `described` say where its name and its columns stand, None where nothing says so.
    Unless it is `titled`, its name is not part of the text.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterator[TableRow]
    named: Origin | None = None
    described: Origin | None = None
    titled: bool = True


class Written(NamedTuple):
    """What came of all tables."""

    text: str
    rows: tuple[RowRun, ...]
    blocks: tuple[BlockRow, ...]
    part_names: tuple[PartName, ...]
    notices: tuple[Told, ...]
    counts: tuple[tuple[str, int, bool], ...]
    """For each table its name, how many rows were read, and whether there are more."""


class _Page:
    """One table as far as it is written; offsets count from its own beginning."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.texts: list[str] = []
        self.length = 0
        self.runs: list[tuple[int, int, str, int, str | None]] = []
        self.blocks: list[tuple[int, int, str, str]] = []
        self.count = 0
        self.done = False
        self._waiting: TableRow | None = None

    def begin(self) -> None:
        """Write the name and the columns."""
        table = self.table
        if table.titled:
            self._line("h2", "table", table.name, table.named)
        self._line("tr", "columns", "\t".join(table.columns), table.described)

    def _line(self, tag: str, hint: str, text: str, origin: Origin | None) -> None:
        if not text:
            return
        at = self._apart()
        self._append(text)
        self.blocks.append((at, self.length, tag, hint))
        if origin is not None and 0 <= origin.row <= _HIGHEST:
            self.runs.append((at, self.length, origin.table, origin.row, origin.column))

    def _apart(self) -> int:
        if self.length:
            self._append("\n")
        return self.length

    def _append(self, text: str) -> None:
        self.texts.append(text)
        self.length += len(text)

    def go_on(self, chars: int, runs: int, blocks: int) -> bool:
        """Write rows until there are no more, or until the next would take more than that of each.

        Returns:
            Whether anything was written, or the table came to its end.
        """
        began = self.count
        while True:
            row = self._waiting or next(self.table.rows, None)
            self._waiting = row
            if row is None:
                self.done = True
                return True
            longer = self.length + 1 + len(row.values) + sum(len(cell.text) for cell in row.values)
            more = len(self.runs) + sum(bool(cell.text) for cell in row.values)
            if longer > chars or more > runs or self.count + 2 >= blocks:
                return self.count > began
            self.force()

    def force(self) -> None:
        """Write the row that waits, however long it is."""
        row, self._waiting = self._waiting, None
        if row is None:
            return
        self.count += 1
        start = self._apart()
        for at, value in enumerate(row.values):
            if at:
                self._append("\t")
            if value.text:
                place = (self.length, self.length + len(value.text))
                self._append(value.text)
                self.runs.append((*place, self.table.name, row.number, value.column))
        if self.length > start:
            self.blocks.append((start, self.length, "tr", ""))

    @property
    def cost(self) -> tuple[int, int, int]:
        """How much of the text, of the map and of the blocks is used."""
        return self.length + 2, len(self.runs), self.count + 2


def write(tables: Sequence[Table], budget: Budget) -> Written:
    """Write tables in their order, within the budget."""
    pages = [_Page(table) for table in tables]
    room = (budget.text_chars, budget.runs, MOST_BLOCKS)
    written: list[_Page] = []
    for page in pages:
        page.begin()
        if all(a <= b for a, b in zip(_sum([*written, page]), room, strict=True)):
            written.append(page)
    _share(written, room)
    cut = sum(not page.done for page in written) + len(pages) - len(written)
    return _composed(written, budget, (Told(Code.ROWS_CUT, cut),) if cut else ())


def _sum(pages: Sequence[_Page]) -> tuple[int, int, int]:
    costs = [page.cost for page in pages]
    return sum(c[0] for c in costs), sum(c[1] for c in costs), sum(c[2] for c in costs)


def _share(pages: list[_Page], room: tuple[int, int, int]) -> None:
    """Give each table its equal share, and what is left to those that have more, in rounds."""
    while waiting := [page for page in pages if not page.done]:
        used = _sum(pages)
        share = [(whole - part) // len(waiting) for whole, part in zip(room, used, strict=True)]
        went_on = [
            page.go_on(*(part + more for part, more in zip(page.cost, share, strict=True)))
            for page in waiting
        ]
        if not any(went_on):
            break
    for page in pages:
        if not page.count:
            page.force()  # one value that is longer than all room: as much of it as there is room


def _composed(pages: Sequence[_Page], budget: Budget, notices: tuple[Told, ...]) -> Written:
    texts: list[str] = []
    names: dict[str, int] = {}
    rows: list[RowRun] = []
    blocks: list[BlockRow] = []
    base = 0
    for page in pages:
        if base:
            texts.append("\n\n")
            base += 2
        texts += page.texts
        for start, end, table, number, column in page.runs:
            known = names.setdefault(table[:_LONGEST_TABLE], len(names))
            where = column[:_LONGEST_COLUMN] if column is not None else None
            rows.append(RowRun(base + start, base + end, known, number, where))
        for start, end, tag, hint in page.blocks:
            hints = (hint,) if hint else ()
            blocks.append(BlockRow(base + start, base + end, tag, ("table",), hints, 0))
        base += page.length
    text = "".join(texts)
    if len(text) > budget.text_chars or len(rows) > budget.runs:
        text, rows, blocks, cut = _cut(text, rows, blocks, budget)
        notices = (*notices, cut)
    counts = tuple((page.table.name, page.count, not page.done) for page in pages)
    named = tuple(PartName(name) for name in names)
    return Written(text, tuple(rows), tuple(blocks), named, notices, counts)


def _cut(
    text: str, rows: list[RowRun], blocks: list[BlockRow], budget: Budget
) -> tuple[str, list[RowRun], list[BlockRow], Told]:
    """Cut what one row too long has taken beyond the budget."""
    end, code = budget.text_chars, Code.TEXT_CUT
    if len(rows) > budget.runs and rows[budget.runs].char_start < end:
        end, code = rows[budget.runs].char_start, Code.MAP_CUT
    kept = [
        RowRun(row.char_start, min(row.char_end, end), row.table, row.row, row.column)
        for row in rows[: budget.runs]
        if row.char_start < end
    ]
    left = [
        BlockRow(row.char_start, min(row.char_end, end), row.tag, row.within, row.hints, 0)
        for row in blocks
        if row.char_start < end
    ]
    return text[:end], kept, left, Told(code, end)
