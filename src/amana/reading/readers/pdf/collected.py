"""The text of a PDF as it grows, page after page, with its map and its blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from amana.reading.notices import Code
from amana.reading.readers.pdf.lines import TextLine, readable
from amana.reading.readers.pdf.native import Box
from amana.reading.readers.pdf.notes import Note
from amana.reading.readers.pdf.unseen import COVERED
from amana.reading.wire import BlockRow, Budget, Line, Told

_BETWEEN_PAGES = "\n\n"
_MOST_BLOCKS = 100_000


class Collected:
    """Takes in the pages of a PDF one after the other, as far as the budget goes.

    Blocks are what notes and form fields say, and what is not seen in the lines of a page.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._parts: list[str] = []
        self._length = 0
        self.lines: list[Line] = []
        self.blocks: list[BlockRow] = []
        self.pages: list[tuple[int, int]] = []
        self.full: Code | None = None
        self.wordless: list[int] = []
        self.pictures: list[int] = []
        self.unmapped = 0
        self.layered = 0
        self.attachments = 0
        self.notes: list[str] = []
        self._unseen: Counter[str] = Counter()
        self._unplaced = 0
        self.failed = 0

    def add(
        self, page: int, lines: Sequence[TextLine], notes: Sequence[Note], size: tuple[int, int]
    ) -> None:
        """Take in the lines of page `page` (from 1), and what notes on it say."""
        start: int | None = None
        for line in lines:
            at = self._line(page, line.text, line.box, size, first=start is None)
            if at is None:
                break
            start = at if start is None else start
            for mark in line.marks:
                self._unseen[mark.why] += mark.end - mark.start
                self._block(at + mark.start, at + mark.end, (), (mark.why,))
        for note in notes if not self.full else ():
            first = None
            for text in filter(None, map(readable, note.text.splitlines())):
                at = self._line(page, text, note.box, size, first=start is None)
                if at is None:
                    break
                start = at if start is None else start
                first = at if first is None else first
            if first is not None:
                self._block(first, self._length, (note.within,), note.hints)
        self.pages.append((self._length if start is None else start, self._length))

    def _line(
        self, page: int, text: str, box: Box | None, size: tuple[int, int], *, first: bool
    ) -> int | None:
        """Add a line; return where it begins, None when the budget is used up."""
        room = self._budget.text_chars - self._length - 2
        if self._length and (len(text) > room or len(self.lines) >= self._budget.runs):
            self.full = Code.TEXT_CUT if len(text) > room else Code.MAP_CUT
            return None
        if self._length:
            self._append(_BETWEEN_PAGES if first else "\n")
        at = self._length
        self._append(text)
        self._unplaced += box is None
        self.lines.append(Line(at, self._length, page, (box or (0, 0, *size),)))
        return at

    def _block(self, start: int, end: int, within: tuple[str, ...], hints: tuple[str, ...]) -> None:
        if len(self.blocks) < _MOST_BLOCKS:
            self.blocks.append(BlockRow(start, end, "p", within, hints, 0))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)

    def notices(self) -> list[Told]:
        """Return what there is to tell about the pages."""
        told = []
        if self.full:
            told.append(Told(self.full, self._length))
        if self.failed:
            told.append(Told(Code.PAGES_FAILED, self.failed))
        if not self._length:
            told.append(Told(Code.NO_TEXT_LAYER))
        elif self.wordless:
            told.append(Told(Code.PAGES_WITHOUT_TEXT, len(self.wordless)))
        covered = self._unseen[COVERED]
        counted = (
            (Code.CHARACTERS_UNMAPPED, self.unmapped),
            (Code.LINES_UNPLACED, self._unplaced),
            (Code.TEXT_COVERED, covered),
            (Code.HIDDEN_TEXT, self._unseen.total() - covered),
            (Code.TEXT_LAYER, self.layered),
        )
        return [*told, *(Told(code, n) for code, n in counted if n)]
