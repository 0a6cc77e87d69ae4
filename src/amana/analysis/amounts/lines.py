"""A sentence as rules look at it, with the way back to the text of its frame.

English is looked at as it stands; Arabic in its one spelling (`amana.text.fold`), so that vowel
signs, forms of alef and both kinds of digits make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from amana.analysis.frame import Frame, Zone
from amana.text import Folded, fold

LANGUAGES = ("en", "ar")


class Line:
    """One sentence: `text` is what rules match, `number` its place among the frame's sentences."""

    def __init__(
        self, source: str, at: int, language: str, *, number: int = 0, zone: Zone = Zone.BODY
    ) -> None:
        self.source = source
        self.language = language
        self.number = number
        self.zone = zone
        self.at = at
        self._folded: Folded | None = fold(source) if language == "ar" else None
        self.text = self._folded.text if self._folded else source

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` stands in the frame."""
        if self._folded:
            start, end = self._folded.source(start, end)
        return self.at + start, self.at + end

    def find(self, place: int) -> int:
        """Return where the place of a frame stands in `text`: the first character not before it."""
        if self._folded is None:
            return place - self.at
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self._folded.source(middle, middle)[0] < place - self.at:
                low = middle + 1
            else:
                high = middle
        return low

    def quoted(self, start: int, end: int) -> str:
        """Return `text[start:end]` as it is printed."""
        first, last = self.place(start, end)
        return self.source[first - self.at : last - self.at]


def lines(frame: Frame) -> Iterator[Line]:
    """Yield the sentences of a frame that are in a supported language, in text order."""
    for number, each in enumerate(frame.sentences):
        language = frame.language_at(each)
        if language in LANGUAGES:
            yield Line(
                frame.text[each.start : each.end],
                each.start,
                language,
                number=number,
                zone=frame.zone(each),
            )
