"""Text that was deleted while changes were tracked, in Word documents and in RTF.

It is no part of the sentence that it was deleted from. Each passage stands at the end of the text
as a block of its own, with the hint `deleted`, behind the name of who deleted it and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amana.reading.readers.paragraphs import Paragraphs, Piece, Place

_NO_NAME = "Unknown"  # what stands for nobody in the table of authors
_EPOCH = 1900


class Mark(NamedTuple):
    """Who deleted, by number, and when, as a DTTM ([MS-DOC] section 2.9.70)."""

    author: int = 0
    moment: int = 0


class Removals:
    """Collects the passages; `count` is the number of their characters without white space."""

    def __init__(self) -> None:
        self._passages: list[tuple[Mark, list[Piece]]] = []
        self._goes_on = False
        self.count = 0

    def put(self, text: str, place: Place | None, mark: Mark) -> None:
        """Add text to the passage, or begin another one: somebody else deleted it."""
        if not text:
            return
        if not self._goes_on or self._passages[-1][0] != mark:
            self._passages.append((mark, []))
        self._goes_on = True
        self._passages[-1][1].append((text, place))
        self.count += sum(not letter.isspace() for letter in text)

    def cut(self) -> None:
        """End the passage: a paragraph ended, or text follows that stands."""
        self._goes_on = False

    def write(self, text: Paragraphs, authors: Sequence[str]) -> None:
        """Write the passages at the end of a text.

        Raises:
            Full: the budget is used up.
        """
        for mark, pieces in self._passages:
            if all(part.isspace() for part, _ in pieces):
                continue
            text.put(label(mark, authors))
            for part, place in pieces:
                text.put(part, place)
            text.end(hints=("deleted",))


def label(mark: Mark, authors: Sequence[str]) -> str:
    """Return what stands before a passage: `[del NAME, TIME] `, as far as that is known."""
    name = authors[mark.author] if 0 <= mark.author < len(authors) else ""
    said = ", ".join(filter(None, ("" if name == _NO_NAME else name, moment(mark.moment))))
    return f"[del {said}] " if said else "[del] "


def moment(bits: int) -> str:
    """Return a DTTM as a local time, or nothing: it says none."""
    minute, hour, day = bits & 0x3F, bits >> 6 & 0x1F, bits >> 11 & 0x1F
    month, year = bits >> 16 & 0xF, (bits >> 20 & 0x1FF) + _EPOCH
    if not (minute < 60 and hour < 24 and 1 <= day <= 31 and 1 <= month <= 12):  # noqa: PLR2004 - a clock and a calendar
        return ""
    return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}"
