"""What earlier steps observed near a place, found without a look at all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from amana.records import Claim, Span, TimeExpression

_WIDTH = 2_000

T = TypeVar("T", Claim, TimeExpression)


class Nearby(Generic[T]):
    """Facts by the stretches of the text that their spans reach over."""

    def __init__(self, facts: Iterable[tuple[Span, T]]) -> None:
        self._stretches: dict[int, list[tuple[Span, T]]] = defaultdict(list)
        for span, fact in facts:
            for stretch in range(span.char_start // _WIDTH, span.char_end // _WIDTH + 1):
                self._stretches[stretch].append((span, fact))

    def within(self, start: int, end: int) -> list[T]:
        """Return the facts whose spans lie inside of `start` to `end`, in text order."""
        found = {
            (span.char_start, span.char_end, number): fact
            for stretch in range(start // _WIDTH, end // _WIDTH + 1)
            for number, (span, fact) in enumerate(self._stretches.get(stretch, ()))
            if start <= span.char_start and span.char_end <= end
            and stretch == max(start // _WIDTH, span.char_start // _WIDTH)
        }  # fmt: skip
        return [found[key] for key in sorted(found)]

    def around(self, start: int, end: int) -> list[T]:
        """Return the facts whose spans hold `start` to `end`, the shortest first."""
        found = [
            (span.char_end - span.char_start, number, fact)
            for number, (span, fact) in enumerate(self._stretches.get(start // _WIDTH, ()))
            if span.char_start <= start and end <= span.char_end
        ]
        return [fact for _, _, fact in sorted(found, key=lambda each: each[:2])]
