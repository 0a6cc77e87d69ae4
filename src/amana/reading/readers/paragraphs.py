"""Text put together paragraph by paragraph, with its map and its blocks.

For readers of office formats. Between two paragraphs stands a line break, between the cells of a
row a tab; these come from no bytes and have no place. A paragraph of white space only is dropped.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import structs

from amana.reading.notices import Code
from amana.reading.wire import BlockRow, Budget, CellRun, PartName, PartRun, Run, TextAnswer, Told

LINE, CELL = "\n", "\t"
_MAX_BLOCKS = 400_000

Within = tuple[str, ...]


class Place(NamedTuple):
    """Bytes `start` to `end` of a part (by its number), or of the original itself (None)."""

    start: int
    end: int
    exact: bool
    part: int | None = None


class CellPlace(NamedTuple):
    """A cell of a sheet (by its number)."""

    sheet: int
    cell: str


Piece = tuple[str, Place | CellPlace | None]


class Full(Exception):
    """The budget is used up; `code` says which."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


class Paragraphs:
    """Collects the text of one document."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._text: list[str] = []
        self.length = 0
        self._open: list[Piece] = []
        self._runs: list[Run] = []
        self._parts: list[PartRun] = []
        self._cells: list[CellRun] = []
        self._names: dict[PartName, int] = {}
        self._blocks: list[BlockRow] = []
        self._pages: list[tuple[int, int]] = []
        self._goes_on: tuple[int, int, int | None] | None = None

    def part(self, name: str, encoding: str | None = None) -> int:
        """Return the number of a part (or sheet) under which places are given."""
        return self._names.setdefault(PartName(name, encoding), len(self._names))

    def put(self, text: str, place: Place | CellPlace | None = None) -> None:
        """Add text to the open paragraph, which comes from `place`."""
        if text:
            self._open.append((text, place))

    def take(self) -> list[Piece]:
        """Take the open paragraph out, to put it back later."""
        pieces, self._open = self._open, []
        return pieces

    def give(self, pieces: list[Piece]) -> None:
        """Put back at the end of the open paragraph what was taken out."""
        self._open += pieces

    @property
    def is_open(self) -> bool:
        """Tell whether something stands in the open paragraph."""
        return bool(self._open)

    def end(
        self,
        tag: str = "p",
        *,
        within: Within = (),
        hints: tuple[str, ...] = (),
        apart: str = LINE,
    ) -> bool:
        """End the open paragraph, `apart` from the one before; return whether it has any text.

        Raises:
            Full: the budget is used up.
        """
        pieces = self.take()
        length = sum(len(text) for text, _ in pieces)
        if all(text.isspace() for text, _ in pieces):
            return False
        if self.length + length + 1 > self._budget.text_chars:
            raise Full(Code.TEXT_CUT)
        mapped = len(self._runs) + len(self._parts) + len(self._cells)
        if mapped + len(pieces) > self._budget.runs or len(self._blocks) >= _MAX_BLOCKS:
            raise Full(Code.MAP_CUT)
        if self.length:
            self._append(apart)
        start = self.length
        for text, place in pieces:
            if isinstance(place, CellPlace):
                end = self.length + len(text)
                self._cells.append(CellRun(self.length, end, place.sheet, place.cell))
            elif place is not None:
                self._map(len(text), *place)
            self._append(text)
        self._blocks.append(BlockRow(start, self.length, tag, within, hints, 0))
        return True

    def absorb(self, found: TextAnswer, part: int) -> None:
        """Add what another reader found in the bytes of a part, within what is left of the budget.

        Raises:
            Full: there are more pieces than the budget allows.
        """
        if not found.text:
            return
        mapped = len(self._runs) + len(self._parts) + len(self._cells)
        if mapped + len(found.runs) > self._budget.runs:
            raise Full(Code.MAP_CUT)
        if self.length:
            self._append(LINE)
        at = self.length
        self._parts += [
            PartRun(r.char_start + at, r.char_end + at, part, r.byte_start, r.byte_end, r.exact)
            for r in found.runs
        ]
        self._blocks += [
            structs.replace(row, char_start=row.char_start + at, char_end=row.char_end + at)
            for row in found.blocks
        ]
        self._append(found.text)

    def page(self) -> None:
        """End a page: it holds whatever came since the one before.

        Raises:
            Full: there are more pages than the budget allows.
        """
        if len(self._pages) >= self._budget.pages:
            raise Full(Code.PAGES_CUT)
        start = self._pages[-1][1] if self._pages else 0
        self._pages.append((start, self.length))

    def _append(self, text: str) -> None:
        self._text.append(text)
        self.length += len(text)

    def _map(self, length: int, first: int, last: int, exact: bool, part: int | None) -> None:
        """Say whence the next `length` characters come; an exact run is prolonged by another."""
        if first >= last:
            return
        start = self.length
        if exact:
            if self._goes_on == (start, first, part):
                before = (self._runs if part is None else self._parts).pop()
                start = before.char_start
                first = before.byte_start if isinstance(before, Run) else before.start
            self._goes_on = (self.length + length, last, part)
        else:
            self._goes_on = None
        if part is None:
            self._runs.append(Run(start, self.length + length, first, last, exact))
        else:
            self._parts.append(PartRun(start, self.length + length, part, first, last, exact))

    def answer(
        self,
        *,
        notices: tuple[Told, ...] = (),
        metadata: tuple[tuple[str, str], ...] = (),
        encoding: str | None = None,
    ) -> TextAnswer:
        """Return the answer of the reader."""
        return TextAnswer(
            text="".join(self._text),
            encoding=encoding,
            runs=tuple(self._runs),
            parts=tuple(self._parts),
            cells=tuple(self._cells),
            part_names=tuple(self._names),
            blocks=tuple(self._blocks),
            pages=tuple(self._pages),
            metadata=metadata,
            notices=notices,
        )
