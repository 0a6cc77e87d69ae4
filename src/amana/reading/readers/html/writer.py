"""Writes the text of a page, its map, and its blocks, as the page goes by.

Layout: white space is collapsed except in preformatted elements; a block begins on a new line,
paragraphs and the like after a blank line, the cells of a table row after a tab. These separators
and collapsed spaces come from no particular bytes and are covered by no run.
"""

from __future__ import annotations

import re

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK, LINE
from amana.reading.readers.html.references import REFERENCE, resolve
from amana.reading.readers.html.source import Source
from amana.reading.readers.html.stack import Element
from amana.reading.wire import BlockRow, Budget, Run

_SEPARATOR = ("", "\t", "\n", "\n\n")
_WIDEST = max(map(len, _SEPARATOR))
_WHITE = " \t\n\f\r"
_SPACE, _REFERENCE = 2, 3  # groups of the patterns; anything else is a piece of text
_PIECES = re.compile(rf"([^{_WHITE}&]++(?: [^{_WHITE}&]++)*+)|([{_WHITE}]++)|({REFERENCE})|&")
_PREFORMATTED_PIECES = re.compile(rf"([^\r&]++)|(\r\n?)|({REFERENCE})|&")


class Full(Exception):
    """The budget is used up; `code` says which."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


class Writer:
    """Collects the text of one page."""

    def __init__(self, source: Source, budget: Budget) -> None:
        self._source = source
        self._budget = budget
        self._parts: list[str] = []
        self.length = 0
        self.runs: list[Run] = []
        self.blocks: list[BlockRow] = []
        self._apart = 0
        self._space = False
        self._breaks = 0
        self._block: Element | None = None
        self._block_start = 0
        self._link_chars = 0

    def boundary(self, strength: int) -> None:
        """End the block; the next text stands `strength` (CELL, LINE, BLANK) away from it."""
        if self._block is not None:
            self._close()
        self._space = False
        self._breaks = 0
        self._apart = max(self._apart, strength)

    def space(self) -> None:
        """Take note of white space; inside a block the next text stands one space away."""
        self._space = True

    def line_break(self) -> None:
        """Break the line inside the block; two breaks in a row begin another block."""
        self._breaks += 1
        if self._breaks > 1:
            self.boundary(BLANK)

    def write(self, start: int, end: int, element: Element, *, references: bool = True) -> None:
        """Write the text between two positions of the view, which stands in `element`.

        Raises:
            Full: a budget is used up.
        """
        view = self._source.view
        for match in _PIECES.finditer(view, start, end):
            kind = match.lastindex
            if kind == _SPACE:
                self._space = True
            elif kind == _REFERENCE and references:
                self._reference(match, element)
            else:
                self._piece(match.start(), match.end(), element)

    def write_preformatted(
        self, start: int, end: int, element: Element, *, references: bool = True
    ) -> None:
        """Write text that keeps its white space.

        Raises:
            Full: a budget is used up.
        """
        for match in _PREFORMATTED_PIECES.finditer(self._source.view, start, end):
            kind = match.lastindex
            if kind == _SPACE:
                self._put("\n", match.start(), match.end(), element, exact=False)
            elif kind == _REFERENCE and references:
                self._reference(match, element)
            else:
                self._piece(match.start(), match.end(), element)

    def _reference(self, match: re.Match[str], element: Element) -> None:
        characters, length = resolve(match.group())
        at = match.start()
        if characters in _WHITE and not element.keeps_space:
            self._space = True
        else:
            self._put(characters, at, at + length, element, exact=False)
        if at + length < match.end():
            self._piece(at + length, match.end(), element)

    def _piece(self, start: int, end: int, element: Element) -> None:
        text = self._source.text(start, end)
        self._put(text, start, end, element, exact=self._source.is_exact(text, start, end))

    def _put(self, text: str, start: int, end: int, element: Element, *, exact: bool) -> None:
        """Put a piece of text behind what is due before it."""
        if self._block is None and text.isspace():
            return
        byte = self._source.byte
        if self.length + _WIDEST + len(text) > self._budget.text_chars:
            raise Full(Code.TEXT_CUT)
        if len(self.runs) >= self._budget.runs:
            raise Full(Code.MAP_CUT)
        if self._block is None:
            self._open(element.block)
        elif self._breaks:
            self._append("\n")
        elif self._space:
            self._append(" ")
        self._space = False
        self._breaks = 0
        self._map(Run(self.length, self.length + len(text), byte(start), byte(end), exact))
        self._append(text)
        if element.link:
            self._link_chars += len(text)

    def _map(self, run: Run) -> None:
        """Add a run to the map; an exact one that follows another without a gap prolongs it."""
        last = self.runs[-1] if self.runs else None
        if (
            last is not None
            and last.exact
            and run.exact
            and (last.char_end, last.byte_end) == (run.char_start, run.byte_start)
        ):
            run = Run(last.char_start, run.char_end, last.byte_start, run.byte_end, exact=True)
            self.runs.pop()
        self.runs.append(run)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def _open(self, block: Element) -> None:
        if self.blocks:
            self._append(_SEPARATOR[self._apart or LINE])
        self._apart = 0
        self._breaks = 0
        self._block = block
        self._block_start = self.length
        self._link_chars = 0

    def _close(self) -> None:
        block, self._block = self._block, None
        if block is None:
            return
        self.blocks.append(
            BlockRow(
                self._block_start,
                self.length,
                block.name[:100],
                block.within,
                block.hints,
                self._link_chars,
            )
        )

    def finish(self) -> str:
        """End the last block and return the whole text."""
        self._close()
        return "".join(self._parts)
