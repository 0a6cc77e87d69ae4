"""How two captures of a page differ: paragraphs added, removed, moved and kept.

A difference is measured and shown, not judged: what it means is for people to say. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from enum import StrEnum

import msgspec

from amana.analysis.clocks import clock_of, went_on

LONGEST = 20_000
"""So many paragraphs of a text are compared one by one."""

_AROUND = 1


class Change(StrEnum):
    """What became of a paragraph."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # the same words at another place among the others
    CLOCK = "clock"  # nothing but a time or a date, which went on as time did


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph: `before` and `after` are its places in the two texts, counted from 1.

    A clock has its text in both: `text` is the later one, `was` the earlier.
    """

    became: Change
    text: str
    before: int | None = None
    after: int | None = None
    was: str | None = None


class TextDifference(msgspec.Struct, frozen=True, kw_only=True):
    """How two texts differ; `paragraphs` stand in the order of the later text.

    Removed ones stand where they were. `cut` tells that a text was too long to be compared whole:
    what comes behind is counted and not listed.
    """

    added: int = 0
    removed: int = 0
    moved: int = 0
    kept: int = 0
    clocks: int = 0
    paragraphs: tuple[Paragraph, ...] = ()
    cut: bool = False


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a rendered text: its lines that are not blank, spaces made one."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def text_difference(before: str, after: str, elapsed: timedelta = timedelta(0)) -> TextDifference:
    """Return how a text differs from an earlier one, `elapsed` being the time between the two.

    Rules:
      1. Paragraphs that stand once in both texts hold the two together, as many as are in one
         order; between two of these, equal ones at both ends are kept, then those in between that
         are in one order.
      2. Of what is left, equal words were moved.
      3. Of what is left then, the n-th clock of the one and of the other are one, if it went on as
         time did.
      4. Everything else was removed or added.
      5. Of what comes behind `LONGEST` paragraphs, those that only one of the texts has were added
         or removed, wherever they stand.
    """
    old, new = paragraphs_of(before), paragraphs_of(after)
    cut = max(len(old), len(new)) > LONGEST
    behind, now_behind = Counter(old[LONGEST:]), Counter(new[LONGEST:])
    old, new = old[:LONGEST], new[:LONGEST]
    kept = dict(_matched(old, new))
    moved = dict(_equal(old, new, _without(old, kept), _without(new, kept.values())))
    gone = _without(old, [*kept, *moved])
    come = _without(new, [*kept.values(), *moved.values()])
    clocks = dict(_clocks(old, new, gone, come, elapsed))
    return TextDifference(
        added=len(come) - len(clocks) + (now_behind - behind).total(),
        removed=len(gone) - len(clocks) + (behind - now_behind).total(),
        moved=len(moved),
        kept=len(kept) + (behind & now_behind).total(),
        clocks=len(clocks),
        paragraphs=tuple(_told(old, new, kept, moved, clocks)),
        cut=cut,
    )


def with_surroundings(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, Paragraph | None]]:
    """Yield the paragraphs that differ and those next to them, in order.

    Before each stands how many were passed over; at the end, with None, how many follow.
    """
    near = {
        place + step
        for place, each in enumerate(paragraphs)
        if each.became is not Change.KEPT
        for step in range(-_AROUND, _AROUND + 1)
    }
    passed = 0
    for place, each in enumerate(paragraphs):
        if place in near:
            yield passed, each
            passed = 0
        else:
            passed += 1
    yield passed, None


Pairs = Iterable[tuple[int, int]]


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return which paragraphs are the same, in one order (the difference of Bram Cohen)."""
    counts, others = Counter(old), Counter(new)
    places = {text: j for j, text in enumerate(new) if counts[text] == others[text] == 1}
    once = [(i, places[text]) for i, text in enumerate(old) if text in places]
    found: list[tuple[int, int]] = []
    last = (-1, -1)
    for anchor in [*_in_order(once), (len(old), len(new))]:
        found += _between(old, new, last, anchor)
        if anchor[0] < len(old):
            found.append(anchor)
        last = anchor
    return found


def _between(
    old: Sequence[str], new: Sequence[str], low: tuple[int, int], high: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return which paragraphs between two anchors are the same, in one order."""
    (i, j), (m, n) = (low[0] + 1, low[1] + 1), high
    found: list[tuple[int, int]] = []
    while i < m and j < n and old[i] == new[j]:
        found.append((i, j))
        i, j = i + 1, j + 1
    ends: list[tuple[int, int]] = []
    while i < m and j < n and old[m - 1] == new[n - 1]:
        m, n = m - 1, n - 1
        ends.append((m, n))
    return found + _in_order(_equal(old, new, range(i, m), range(j, n))) + ends[::-1]


def _equal(
    old: Sequence[str], new: Sequence[str], here: Iterable[int], there: Iterable[int]
) -> Pairs:
    """Yield pairs of equal paragraphs, the n-th of the one with the n-th of the other."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for j in there:
        waiting[new[j]].append(j)
    taken = Counter[str]()
    for i in here:
        if taken[old[i]] < len(waiting.get(old[i], ())):
            yield i, waiting[old[i]][taken[old[i]]]
            taken[old[i]] += 1


def _in_order(pairs: Pairs) -> list[tuple[int, int]]:
    """Return the most of the pairs (whose first places rise) whose second places rise as well."""
    every = list(pairs)
    ends: list[int] = []  # the smallest last place of a rising run of each length,
    at: list[int] = []  # which pair that is,
    before: list[int] = []  # and which one stands before each pair
    for number, (_, j) in enumerate(every):
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        at[length : length + 1] = [number]
        before.append(at[length - 1] if length else -1)
    found: list[tuple[int, int]] = []
    number = at[-1] if at else -1
    while number >= 0:
        found.append(every[number])
        number = before[number]
    return found[::-1]


def _without(text: Sequence[str], places: Iterable[int]) -> list[int]:
    taken = set(places)
    return [i for i in range(len(text)) if i not in taken]


def _clocks(
    old: Sequence[str], new: Sequence[str], gone: list[int], come: list[int], elapsed: timedelta
) -> Pairs:
    earlier = [(i, clock) for i in gone if (clock := clock_of(old[i]))]
    later = [(j, clock) for j in come if (clock := clock_of(new[j]))]
    for (i, before), (j, after) in zip(earlier, later, strict=False):
        if went_on(before, after, elapsed):
            yield i, j


def _told(
    old: Sequence[str],
    new: Sequence[str],
    kept: dict[int, int],
    moved: dict[int, int],
    clocks: dict[int, int],
) -> Iterable[Paragraph]:
    """Yield every paragraph: those of the later text in order, removed ones where they were."""
    paired = {j: (i, Change.KEPT) for i, j in kept.items()}
    paired |= {j: (i, Change.MOVED) for i, j in moved.items()}
    paired |= {j: (i, Change.CLOCK) for i, j in clocks.items()}
    gone = [i for i in range(len(old)) if i not in kept and i not in moved and i not in clocks]
    at = 0
    for j, text in enumerate(new):
        i, became = paired.get(j, (None, Change.ADDED))
        while became is Change.KEPT and i is not None and at < len(gone) and gone[at] < i:
            yield _removed(old, gone[at])
            at += 1
        was = old[i] if became is Change.CLOCK and i is not None else None
        place = None if i is None else i + 1
        yield Paragraph(became=became, text=text, before=place, after=j + 1, was=was)
    for i in gone[at:]:
        yield _removed(old, i)


def _removed(old: Sequence[str], place: int) -> Paragraph:
    return Paragraph(became=Change.REMOVED, text=old[place], before=place + 1)
