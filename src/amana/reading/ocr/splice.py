"""Putting recognised text into a reading, at the end of the page from whose picture it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from amana.reading.notices import Code
from amana.reading.ocr.lines import RecognisedLine
from amana.reading.wire import BlockRow, Budget, Line, TextAnswer, Told

_BETWEEN_PAGES = "\n\n"


class _Spliced:
    """The text as it is put together from the old and the recognised."""

    def __init__(self, answer: TextAnswer, budget: Budget) -> None:
        self._answer = answer
        self._budget = budget
        self._parts: list[str] = []
        self._length = 0
        self._copied = 0
        self._next_line = 0
        self._next_block = 0
        self.lines: list[Line] = []
        self.blocks: list[BlockRow] = []
        self.pages: list[tuple[int, int]] = []
        self.full: Code | None = None

    def page(self, number: int, found: Sequence[RecognisedLine]) -> None:
        """Take over page `number` (from 1), with what was found in its picture."""
        start, end = self._answer.pages[number - 1]
        self._copy(start)
        at = self._length
        if end > start:
            at = self._separated(self._answer.text[start:end])
            self._copy(end)
        if found:
            fresh = end == start
            if self._length:
                self._put(_BETWEEN_PAGES if fresh else "\n")
            at = self._length if fresh else at
            self._add(number, found)
        self.pages.append((at, self._length))

    def _separated(self, following: str) -> int:
        """Return where a page begins, after a separator if what precedes it is new."""
        text_before = "".join(self._parts[-1:])
        if following and text_before and not text_before.endswith("\n"):
            self._put(_BETWEEN_PAGES)
        return self._length

    def _copy(self, until: int) -> None:
        """Copy the old text up to a character, and the lines and blocks that end there."""
        by = self._length - self._copied
        lines = self._answer.lines
        while self._next_line < len(lines) and lines[self._next_line].char_end <= until:
            line = lines[self._next_line]
            self.lines.append(Line(line.char_start + by, line.char_end + by, line.page, line.rects))
            self._next_line += 1
        blocks = self._answer.blocks
        while self._next_block < len(blocks) and blocks[self._next_block].char_end <= until:
            block = blocks[self._next_block]
            start, end = block.char_start + by, block.char_end + by
            self.blocks.append(structs.replace(block, char_start=start, char_end=end))
            self._next_block += 1
        if until > self._copied:
            self._put(self._answer.text[self._copied : until])
            self._copied = until

    def _add(self, number: int, found: Sequence[RecognisedLine]) -> None:
        """Put in the lines of a page; each of its paragraphs is a block."""
        paragraph = None
        for index, line in enumerate(found):
            left = len(self._answer.text) - self._copied
            room = self._budget.text_chars - self._length - left - len(line.text) - 4
            if room < 0 or len(self.lines) + len(self._answer.lines) >= self._budget.runs:
                self.full = Code.TEXT_CUT if room < 0 else Code.MAP_CUT
                return
            if index:
                self._put("\n\n" if line.begins else "\n")
            at = self._length
            self._put(line.text)
            self.lines.append(Line(at, self._length, number, (line.box,)))
            if paragraph is None or line.begins:
                paragraph = at
            else:
                self.blocks.pop()
            self.blocks.append(BlockRow(paragraph, self._length, "p", (), (), 0))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def answer(self) -> TextAnswer:
        """Return the whole."""
        self._copy(len(self._answer.text))
        told = (Told(self.full, self._length),) if self.full else ()
        return structs.replace(
            self._answer,
            text="".join(self._parts),
            lines=tuple(self.lines),
            blocks=tuple(self.blocks),
            pages=tuple(self.pages),
            notices=(*self._answer.notices, *told),
        )


def with_recognised(
    answer: TextAnswer, found: Mapping[int, Sequence[RecognisedLine]], budget: Budget
) -> TextAnswer:
    """Return the answer with the lines that were found on pages (from 1), within the budget."""
    spliced = _Spliced(answer, budget)
    for number in range(1, len(answer.pages) + 1):
        spliced.page(number, found.get(number, ()))
    return spliced.answer()
