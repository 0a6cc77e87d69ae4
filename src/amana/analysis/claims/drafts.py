"""A claim while it is being put together."""

from __future__ import annotations

import msgspec

from amana.analysis.claims.lexicon import Report
from amana.analysis.claims.trees import Range


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A claim before speakers are resolved and claims are put into each other.

    Ranges are characters of the frame's text. `sentence` is the number of the sentence in which the
    cue stands, `verb` and `head` the numbers of the reporting word and of the speaker's head in its
    tree. `via` are phrases of those who relay. `quoted` says that the content is a quotation.
    """

    sentence: int
    verb: int
    report: Report
    cue: Range
    speaker: Range | None = None
    head: int | None = None
    content: Range | None = None
    target: Range | None = None
    act: str = ""
    negated: bool = False
    implicit: bool = False
    quoted: bool = False
    via: tuple[Range, ...] = ()
    note: str | None = None

    @property
    def extent(self) -> Range:
        """The smallest run that holds all of the claim."""
        parts = [part for part in (self.speaker, self.cue, self.content, self.target) if part]
        return min(start for start, _ in parts), max(end for _, end in parts)


def within(inner: Range, outer: Range) -> bool:
    """Tell whether a run lies inside of another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(one: Range, other: Range) -> int:
    """Return how many characters two runs share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
