"""Precision, recall, F1, and how sure they are: the arithmetic that all evaluations share."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

ROUNDS = 1000
"""Samples of the bootstrap."""

Extent = tuple[int, int]
T = TypeVar("T")


class Score(NamedTuple):
    """What was found rightly, what was found and is wrong, what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: object) -> Score:
        """Add the counts of two scores."""
        if not isinstance(other, Score):
            return NotImplemented
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


class Row(NamedTuple):
    """A line of a table of results; `low` and `high` bound the F1 (or the accuracy)."""

    step: str
    what: str
    texts: int
    precision: float | None
    recall: float | None
    f1: float
    low: float
    high: float
    note: str = ""


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of scores."""
    return sum(scores, Score())


def interval(
    scores: Sequence[Score], measure: Callable[[Score], float] = lambda score: score.f1
) -> tuple[float, float]:
    """Return the 95 % interval of a measure: bootstrap over texts, with a fixed seed."""
    if not scores:
        return 0.0, 0.0
    chance = random.Random(0)  # noqa: S311 - a sample, not a secret
    found = sorted(measure(total(chance.choices(scores, k=len(scores)))) for _ in range(ROUNDS))
    return found[int(0.025 * ROUNDS)], found[int(0.975 * ROUNDS) - 1]


def row(step: str, what: str, scores: Sequence[Score], note: str = "") -> Row:
    """Return the line of a table for the scores of texts, one for each text."""
    score = total(scores)
    low, high = interval(scores)
    return Row(step, what, len(scores), score.precision, score.recall, score.f1, low, high, note)


def accuracy(step: str, what: str, scores: Sequence[Score], note: str = "") -> Row:
    """Return the line of a table where everything has an answer: the share of right ones."""
    low, high = interval(scores, lambda score: score.recall)
    return Row(step, what, len(scores), None, None, total(scores).recall, low, high, note)


def overlap(one: Extent, other: Extent) -> float:
    """Return the intersection of two extents over their union."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def pair(
    gold: Sequence[T], found: Sequence[T], likeness: Callable[[T, T], float]
) -> list[tuple[int, int]]:
    """Pair each of `gold` with at most one of `found`, likest first; 0 is no pair."""
    rated = sorted(
        (-rate, g, f)
        for g, one in enumerate(gold)
        for f, other in enumerate(found)
        if (rate := likeness(one, other)) > 0
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, g, f in rated:
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            pairs.append((g, f))
    return sorted(pairs)


def show(rows: Iterable[Row]) -> str:
    """Return lines of results as a Markdown table."""
    lines = [
        "| step | what | texts | precision | recall | F1 | 95 % | note |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in rows:
        precision, recall = (
            "" if part is None else f"{part:.3f}" for part in (each.precision, each.recall)
        )
        lines.append(
            f"| {each.step} | {each.what} | {each.texts} | {precision} | {recall} |"
            f" {each.f1:.3f} | {each.low:.3f}-{each.high:.3f} | {each.note} |"
        )
    return "\n".join(lines)
