"""The text of a container: what is inside, one in a line, each with its place.

Names are kept as bytes until the list is complete, because names without a stated encoding can
only be judged together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from amana.reading.charsets import REPLACEMENT, decode
from amana.reading.guess import guess
from amana.reading.notices import Code
from amana.reading.wire import Budget, Run, TextAnswer, Told

_OF_DOS = "cp437"
_UTF_8 = "utf-8"
_MOST_GAPS = 100
_JUDGED = 1 << 20


class Line(NamedTuple):
    """A name, what follows it, and the bytes of the container that say so.

    `target` is where a link points; `encoding` is None when nobody states it.
    """

    name: bytes
    start: int
    end: int
    mark: str = ""
    target: bytes = b""
    encoding: str | None = None


class Listing:
    """Collects lines; their places should ascend, and one that does not gets no place."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._lines: list[Line] = []
        self._size = 0
        self._gaps: list[tuple[int, int]] = []
        self.cut = False

    def add(self, line: Line) -> None:
        """Add what is inside next."""
        self._size += len(line.name) + len(line.target) + 1
        if len(self._lines) >= self._budget.runs or self._size > self._budget.text_chars:
            self.cut = True
            return
        self._lines.append(line)

    def gap(self, start: int, end: int) -> None:
        """Note that bytes `start` to `end` belong to nothing that is listed."""
        if start < end:
            self._gaps.append((start, end))

    def answer(
        self,
        counts: Iterable[Told] = (),
        metadata: Iterable[tuple[str, str]] = (),
    ) -> TextAnswer:
        """Return the list as an answer, with those counts as notices that are not zero."""
        text, runs = self._written()
        notices = [told for told in counts if told.n]
        lost = sum(end - start for start, end in self._gaps)
        notices += [Told(Code.BYTES_UNACCOUNTED, lost)] if lost else []
        notices += [Told(Code.TEXT_CUT, len(text))] if self.cut else []
        notices += [] if self._lines else [Told(Code.CONTAINER_EMPTY)]
        where = [("amana:unaccounted", f"{start}-{end}") for start, end in self._gaps[:_MOST_GAPS]]
        return TextAnswer(
            text=text, runs=runs, metadata=(*metadata, *where), notices=tuple(notices)
        )

    def _written(self) -> tuple[str, tuple[Run, ...]]:
        judged = encoding_of_names(line.name for line in self._lines if line.encoding is None)
        parts, runs, length, last = [], [], 0, 0
        for line in self._lines:
            encoding = line.encoding or judged
            pointed = f" → {shown(line.target, encoding)}" if line.target else ""
            written = shown(line.name, encoding) + line.mark + pointed
            if length + len(written) > self._budget.text_chars:
                self.cut = True
                break
            if written and last <= line.start < line.end:
                runs.append(Run(length, length + len(written), line.start, line.end, exact=False))
                last = line.end
            parts.append(written)
            length += len(written) + 1
        return "\n".join(parts), tuple(runs)


def encoding_of_names(names: Iterable[bytes]) -> str:
    """Return in which encoding names are that do not say it: guessed from all of them together."""
    joined = bytearray()
    for name in names:
        if not name.isascii() and len(joined) < _JUDGED:
            joined += name + b"\n"
    if not joined:
        return _UTF_8
    found = guess(bytes(joined))
    return found.encoding if found else _OF_DOS


def shown(name: bytes, encoding: str) -> str:
    """Return a name as one line of text."""
    text = name.decode(_OF_DOS) if encoding == _OF_DOS else decode(name, encoding)
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else REPLACEMENT for letter in text)


def moment(seconds: float | None) -> str | None:
    """Return seconds since 1970 in EDTF, or None where there are none or nobody set them."""
    if not seconds or seconds < 0:
        return None
    try:
        told = datetime.fromtimestamp(int(seconds), UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return told.strftime("%Y-%m-%dT%H:%M:%SZ")
