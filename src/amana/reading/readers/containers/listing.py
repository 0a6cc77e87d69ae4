"""The text of a container: the names of what is inside, one in a line, each with its place."""

from __future__ import annotations

from amana.reading.charsets import REPLACEMENT, decode
from amana.reading.guess import guess
from amana.reading.notices import Code
from amana.reading.wire import Budget, Run, Told

_OF_DOS = "cp437"


class Listing:
    """Names as text; the places of names must come in ascending order."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._parts: list[str] = []
        self._length = 0
        self.runs: list[Run] = []
        self.cut = False

    def add(self, name: str, start: int, end: int, *, exact: bool) -> None:
        """Add a name that stands at bytes `start` to `end` of the container."""
        full = self._length + len(name) + 1 > self._budget.text_chars
        if self.cut or full or len(self.runs) >= self._budget.runs:
            self.cut = True
            return
        if name:
            at = self._length
            self.runs.append(Run(at, at + len(name), start, end, exact=exact))
        self._parts.append(name)
        self._length += len(name) + 1

    def text(self) -> str:
        """Return the names, one in a line."""
        return "\n".join(self._parts)

    def notices(self) -> list[Told]:
        """Tell where the list was cut short."""
        return [Told(Code.TEXT_CUT, self._length)] if self.cut else []


def encoding_of_names(names: list[bytes]) -> str:
    """Return in which encoding names are that do not say it: guessed from all of them together."""
    found = guess(b"\n".join(names))
    return found.encoding if found else _OF_DOS


def shown(name: bytes, encoding: str) -> str:
    """Return a name as one line of text."""
    text = name.decode(_OF_DOS) if encoding == _OF_DOS else decode(name, encoding)
    return "".join(letter if letter.isprintable() else REPLACEMENT for letter in text)
