"""What analysis observed, as fields of entries say it: pure.

Fields of a `derived` entry that tell of the analysis of one item are named `observations IT-...`.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from amana.catalogue.checks import Row
from amana.core import IntegrityError, NotFound, prepared

OBSERVATIONS = "observations "
"""How the names of these fields begin."""

WAITING = ""
"""Stands for the recipes by which an item was analysed, as long as it was not."""

_MARK_DIGITS = 15  # 60 bits: they fit a column of 64, and no two facts of an archive share them


class StepResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one step observed in a reading: under which key, and the digest of its facts.

    No digest: it observed nothing.
    """

    key: str
    facts: str | None = None


class Analysis(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How analysing the reading of one item ended, as a field of a `derived` entry.

    `recipes` is the digest of the recipes of all steps, `steps` what each observed. Where it
    failed there are none, and `code` and `reason` say why; where only a part of the text was
    analysed, they say so beside the steps.
    """

    reading: str
    recipes: str
    steps: dict[str, StepResult] = {}
    code: str | None = None
    reason: str | None = None

    @property
    def marks(self) -> tuple[int, ...]:
        """The marks of what was observed, in the order of the names of the steps."""
        return tuple(mark_of(step.key) for _, step in sorted(self.steps.items()))

    @property
    def failed(self) -> bool:
        """Whether nothing came of it."""
        return self.code is not None and not self.steps


class _Head(msgspec.Struct, frozen=True):
    """As much of a fact as the catalogue keeps."""

    kind: str
    id: str


def mark_of(digest: str) -> int:
    """Return the short name of a key or fact: its first 60 bits."""
    return int(digest[:_MARK_DIGITS], 16)


def row_of_waiting(number: int, ref: str, reading: str) -> Row:
    """Return the row of an item whose reading is to be analysed."""
    return row_of_analysis(number, ref, Analysis(reading=reading, recipes=WAITING))


def row_of_analysis(number: int, ref: str, analysis: Analysis) -> Row:
    """Return the row that tells how the analysis of an item stands."""
    return {
        "item": ref,
        "reading": analysis.reading,
        "recipes": analysis.recipes,
        "marks": " ".join(map(str, analysis.marks)) or None,
        "failed": int(analysis.failed),
        "code": analysis.code,
        "reason": analysis.reason,
        "number": number,
    }


def rows_of_observations(
    number: int, analysis: Analysis, load: Callable[[str], bytes]
) -> tuple[list[Row], list[Row]]:
    """Return a row for each step, and one for each fact; a derivative that is damaged gives none.

    Args:
        number: the index of the entry.
        analysis: what it tells of one item.
        load: returns a derivative, or raises `NotFound` or `IntegrityError`.
    """
    steps: list[Row] = []
    facts: list[Row] = []
    for name, step in sorted(analysis.steps.items()):
        try:
            lines = load(step.facts).splitlines() if step.facts else []
            facts += [_row_of_fact(step, *each) for each in enumerate(lines)]
        except (NotFound, IntegrityError, msgspec.DecodeError):
            continue
        steps.append({
            "mark": mark_of(step.key),
            "key": step.key,
            "reading": analysis.reading,
            "step": name,
            "derivative": step.facts,
            "number": number,
        })  # fmt: skip
    return steps, facts


def _row_of_fact(step: StepResult, position: int, line: bytes) -> Row:
    fact = msgspec.json.decode(line, type=prepared(_Head))
    return {
        "mark": mark_of(step.key),
        "position": position,
        "kind": fact.kind,
        "fact": mark_of(fact.id),
    }
