"""Writes the text of an office original, its map, and its blocks, part by part.

Layout as for web pages: paragraphs stand after a blank line, items and rows on lines of their own,
cells of a row after a tab. These separators come from no bytes and are covered by no run.
"""

from __future__ import annotations

from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK, LINE
from amana.reading.readers.html.writer import Full
from amana.reading.wire import (
    BlockRow,
    Budget,
    CellRun,
    PartName,
    PartRun,
    TextAnswer,
    Told,
)

MOST_BLOCKS = 400_000
_MOST_FACTS = 300
_LONGEST_FACT = 2000
_LONGEST_NAME = 16_000
_SEPARATOR = ("", "\t", "\n", "\n\n")


class Style(NamedTuple):
    """What the markup said of a block."""

    tag: str = "p"
    within: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


PLAIN = Style()


class Manuscript:
    """The answer in the making.

    `into` says in which part the text that follows stands, `style` of which kind the next block is.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._texts: list[str] = []
        self._names: dict[str, int] = {}
        self._encodings: list[str | None] = []
        self._part = 0
        self._apart = 0
        self._open: Style | None = None
        self._start = 0
        self._linked = 0
        self._told: dict[Code, int] = {}
        self._facts: dict[tuple[str, str], None] = {}
        self.length = 0
        self.style = PLAIN
        self.language: str | None = None
        self.parts: list[PartRun] = []
        self.cells: list[CellRun] = []
        self.blocks: list[BlockRow] = []
        self.pages: list[tuple[int, int]] = []

    @property
    def budget(self) -> Budget:
        """How much of everything there may be."""
        return self._budget

    def number(self, name: str, encoding: str | None = None) -> int:
        """Return the number of a part or sheet."""
        name = name[:_LONGEST_NAME]
        if name not in self._names:
            self._names[name] = len(self._names)
            self._encodings.append(encoding)
        return self._names[name]

    def into(self, name: str, encoding: str | None = None) -> int:
        """Go on with the text of a part; return the number of the one before."""
        before, self._part = self._part, self.number(name, encoding)
        return before

    def set_encoding(self, name: str, encoding: str) -> None:
        """Say in which encoding a part turned out to be."""
        self._encodings[self.number(name)] = encoding

    def back(self, number: int) -> None:
        """Go on with the text of the part of that number."""
        self._part = number

    def boundary(self, strength: int) -> None:
        """End the block; the next one stands `strength` (CELL, LINE, BLANK) away from it."""
        if self._open is not None:
            self._close()
        self._apart = max(self._apart, strength)

    def write(self, text: str, start: int, end: int, *, exact: bool, linked: bool = False) -> None:
        """Write text that stands in bytes `start` to `end` of the part.

        Raises:
            Full: a budget is used up.
        """
        self._make_room(text)
        at = self.length
        self._append(text)
        if linked:
            self._linked += len(text)
        last = self.parts[-1] if self.parts else None
        if (
            exact
            and last is not None
            and last.exact
            and (last.char_end, last.part, last.end) == (at, self._part, start)
        ):
            self.parts.pop()
            at, start = last.char_start, last.start
        self.parts.append(PartRun(at, self.length, self._part, start, end, exact))

    def write_cell(self, text: str, sheet: int, cell: str) -> None:
        """Write the text of a cell.

        Raises:
            Full: a budget is used up.
        """
        self._make_room(text)
        self._append(text)
        self.cells.append(CellRun(self.length - len(text), self.length, sheet, cell))

    def between(self, separator: str) -> None:
        """Write what separates cells or pieces inside a block; it leads nowhere."""
        if self._open is not None:
            self._append(separator)

    def _make_room(self, text: str) -> None:
        if self.length + len(text) + 2 > self._budget.text_chars:
            raise Full(Code.TEXT_CUT)
        if len(self.parts) + len(self.cells) >= self._budget.runs:
            raise Full(Code.MAP_CUT)
        if self._open is None:
            if len(self.blocks) >= MOST_BLOCKS:
                raise Full(Code.MAP_CUT)
            if self.length:
                self._append(_SEPARATOR[self._apart or LINE])
            self._apart = 0
            self._open = self.style
            self._start = self.length
            self._linked = 0

    def _append(self, text: str) -> None:
        self._texts.append(text)
        self.length += len(text)

    def _close(self) -> None:
        if self._open is not None:
            tag, within, hints = self._open
            if self.length > self._start:
                self.blocks.append(
                    BlockRow(self._start, self.length, tag, within[:64], hints[:64], self._linked)
                )
            self._open = None

    def page(self, start: int) -> None:
        """End a page that began at the end of the text when it had `start` code points."""
        self.boundary(BLANK)
        if start and self.length > start:
            start += len(_SEPARATOR[BLANK])
        self.pages.append((start, self.length))

    def embed(self, answer: TextAnswer, hints: tuple[str, ...] = ()) -> None:
        """Take in what another reader says of the bytes of the current part.

        Raises:
            Full: a budget is used up.
        """
        self.boundary(BLANK)
        if answer.text:
            room = self._budget.runs - len(self.parts) - len(self.cells)
            if len(answer.runs) > room or len(self.blocks) + len(answer.blocks) > MOST_BLOCKS:
                raise Full(Code.MAP_CUT)
            self._make_room(answer.text)
            base = self.length
            self._append(answer.text)
            self._open = None
            for run in answer.runs:
                place = (base + run.char_start, base + run.char_end, self._part)
                self.parts.append(PartRun(*place, run.byte_start, run.byte_end, run.exact))
            for row in answer.blocks:
                place_of_block = (base + row.char_start, base + row.char_end)
                told = (*row.hints, *hints)[:64]
                self.blocks.append(
                    BlockRow(*place_of_block, row.tag, row.within, told, row.link_chars)
                )
            self.boundary(BLANK)
        for code, n in answer.notices:
            if code not in {Code.EMPTY_FILE, Code.BLANK, Code.PAGE_WITHOUT_TEXT, Code.NOT_TEXT}:
                self.tell(code, n)

    def tell(self, code: Code, n: int = 1) -> None:
        """Add to the number of a notice."""
        if n:
            self._told[code] = self._told.get(code, 0) + n

    def tell_full(self, used_up: Full) -> None:
        """Tell that a budget is used up, and where the text ends for it."""
        self.tell(used_up.code, max(1, self.length))

    def fact(self, key: str, value: str) -> None:
        """Keep a fact about the original, once, unless it is empty or one too many."""
        value = " ".join(value.replace("\0", "").split())[:_LONGEST_FACT]
        if value and len(self._facts) < _MOST_FACTS:
            self._facts.setdefault((key, value))

    def says_anything(self) -> bool:
        """Tell whether there is any text but white space."""
        return any(not text.isspace() for text in self._texts)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return the facts so far."""
        return tuple(self._facts)

    def answer(self, *last: Told) -> TextAnswer:
        """Return the whole."""
        self._close()
        text = "".join(self._texts)
        told = [Told(code, n) for code, n in self._told.items()]
        names = tuple(map(PartName, self._names, self._encodings))
        return TextAnswer(
            text=text,
            language=self.language,
            parts=tuple(self.parts),
            cells=tuple(self.cells),
            part_names=names,
            blocks=tuple(self.blocks),
            pages=tuple(self.pages),
            metadata=self.facts(),
            notices=(*told, *last),
        )
