"""The text of a mail as it is put together: lines of the header, then bodies, each with its place.

What stands in the original as it is leads to its bytes there; what had to be decoded leads to the
bytes of its part once decoded. All in the order of the original.
"""

from __future__ import annotations

from collections.abc import Iterable

from amana.reading.charsets import REPLACEMENT
from amana.reading.notices import Code
from amana.reading.readers.mail.words import Piece
from amana.reading.wire import BlockRow, Budget, PartName, PartRun, Run, TextAnswer, Told

HEADER = "header"
_MAX_BLOCKS = 400_000
_APART = "\n\n"


class Sheet:
    """Collects text, map and blocks. `encoding` is that of the runs that are exact."""

    def __init__(self, budget: Budget, encoding: str) -> None:
        self._budget = budget
        self._text: list[str] = []
        self._length = 0
        self._cut: Code | None = None
        self.encoding = encoding
        self._runs: list[Run] = []
        self._parts: list[PartRun] = []
        self._names: dict[PartName, int] = {}
        self._blocks: list[BlockRow] = []

    @property
    def left(self) -> Budget:
        """Return what is left of the budget."""
        runs = self._budget.runs - len(self._runs) - len(self._parts)
        chars = self._budget.text_chars - self._length - len(_APART)
        return Budget(
            text_chars=max(0, chars), runs=max(0, runs), pages=1, pixels=1
        )  # fmt: skip

    def cut(self, code: Code) -> None:
        """Note that the text ends here, since a budget is used up."""
        self._cut = self._cut or code

    def header_line(self, pieces: Iterable[Piece], encoding: str) -> None:
        """Add a line of the header, whose bytes that declare nothing are in `encoding`."""
        self._separate("\n")
        start = self._length
        for piece in pieces:
            if self.full(len(piece.text)):
                break
            exact = piece.exact and self._is_exact(piece.text, encoding)
            at = self._length
            self._append(piece.text)
            if piece.text and piece.end > piece.start:
                self._map(Run(at, self._length, piece.start, piece.end, exact=exact))
        if self._length > start:
            self._block(BlockRow(start, self._length, "p", (), (HEADER,), 0))

    def _map(self, run: Run) -> None:
        """Add a run; an exact one that follows another without a gap prolongs it."""
        last = self._runs[-1] if self._runs else None
        follows = last and (last.char_end, last.byte_end) == (run.char_start, run.byte_start)
        if last and follows and last.exact and run.exact:
            run = Run(last.char_start, run.char_end, last.byte_start, run.byte_end, exact=True)
            self._runs.pop()
        self._runs.append(run)

    def _is_exact(self, text: str, encoding: str) -> bool:
        """Tell whether offsets in text of `encoding` are right in the encoding of the reading."""
        return text.isascii() or (encoding == self.encoding and REPLACEMENT not in text)

    def full(self, more: int = len(_APART) + 1) -> bool:
        """Tell whether `more` characters are too many, and from then on whatever comes."""
        if self._length + more > self._budget.text_chars:
            self.cut(Code.TEXT_CUT)
        elif len(self._runs) + len(self._parts) >= self._budget.runs:
            self.cut(Code.MAP_CUT)
        return self._cut is not None

    def body(self, found: TextAnswer, name: str, at: int | None) -> None:
        """Add the text of a body, within `left`, that a reader found in part `name`.

        `at` is where the body begins in the original, None where it had to be decoded.
        """
        if not found.text:
            return
        self._separate(_APART)
        start = self._length
        encoding = found.encoding or "utf-8"
        if at is not None and (found.text.isascii() or encoding == self.encoding):
            self._runs += [
                Run(r.char_start + start, r.char_end + start, r.byte_start + at, r.byte_end + at,
                    exact=r.exact)
                for r in found.runs
            ]  # fmt: skip
        else:
            part = self._names.setdefault(PartName(name, encoding), len(self._names))
            self._parts += [
                PartRun(r.char_start + start, r.char_end + start, part, r.byte_start, r.byte_end,
                        exact=r.exact)
                for r in found.runs
            ]  # fmt: skip
        self._append(found.text)
        for row in found.blocks or paragraphs(found.text):
            self._block(
                BlockRow(row.char_start + start, row.char_end + start, row.tag, row.within,
                         row.hints, row.link_chars)
            )  # fmt: skip

    def _separate(self, mark: str) -> None:
        if self._length and not self.full(len(mark)):
            self._append(mark)

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _block(self, row: BlockRow) -> None:
        if len(self._blocks) < _MAX_BLOCKS:
            self._blocks.append(row)

    def finish(
        self,
        metadata: Iterable[tuple[str, str]],
        notices: Iterable[Told],
        language: str | None = None,
    ) -> TextAnswer:
        """Return all of it as an answer."""
        cut = [Told(self._cut, self._length)] if self._cut else []
        return TextAnswer(
            text="".join(self._text),
            encoding=self.encoding,
            language=language,
            runs=tuple(self._runs),
            parts=tuple(self._parts),
            part_names=tuple(self._names),
            blocks=tuple(self._blocks),
            metadata=tuple(metadata),
            notices=(*notices, *cut),
        )


def paragraphs(text: str) -> list[BlockRow]:
    """Return the paragraphs of plain text: what stands between blank lines."""
    found, at, start, end = list[BlockRow](), 0, 0, 0
    for line in (*text.splitlines(keepends=True), "\n"):
        bare = line.strip()
        if bare:
            first = at + line.index(bare[0])
            start = start if end else first
            end = first + len(bare)
        elif end:
            found.append(BlockRow(start, end, "p", (), (), 0))
            end = 0
        at += len(line)
    return found
