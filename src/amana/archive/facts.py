"""The facts of an item that are current: its articles, and what steps observed in its reading.

Observations are those of the last analysis of the current reading. They come from derivatives in
the vault, whose digests are checked; the catalogue says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from amana.archive.parts import Parts
from amana.catalogue import AnalysisRow, ItemRow
from amana.core import IntegrityError
from amana.records import State

KINDS = (
    "article", "claim", "incident", "proceeding", "mention", "role", "time", "place", "quantity",
    "likeness", "noticed",
)  # fmt: skip
"""Every kind of fact; `noticed` is what people alone add.

Of those that begin at one place, the longer ones come first, then these in their order.
"""

Members = dict[str, Any]


def current_facts(parts: Parts, row: ItemRow, kind: str | None = None) -> list[str]:
    """Return the current facts of an item as lines of JSON, in text order.

    Signatures of likeness, which stand on no place of the text, come last.

    Raises:
        IntegrityError: facts are damaged or missing.
    """
    if not row.reading:
        return []
    lines = [fact.line for fact in parts.catalogue.facts(row.reading, kind)]
    if kind not in ("article", "likeness"):
        lines += _observed(parts, row)
    found: list[tuple[Members, str]] = [(msgspec.json.decode(line), line) for line in lines]
    chosen = [each for each in found if kind in (None, each[0]["kind"])]
    return [line for _, line in sorted(chosen, key=lambda each: _place(each[0]))]


def observed_by(parts: Parts, row: ItemRow) -> AnalysisRow | None:
    """Return how the analysis of an item's current reading stands."""
    analysis = parts.catalogue.analyses().of([row.ref]).get(row.ref)
    return analysis if analysis and analysis.reading == row.reading else None


def counts_of(parts: Parts, row: ItemRow) -> dict[str, int]:
    """Return how many current facts of each kind an item has, in the order of kinds."""
    analysis = observed_by(parts, row)
    if not row.reading or row.state is State.ERASED:
        return {}
    counts = {"article": len(parts.catalogue.facts(row.reading, "article"))}
    if analysis is not None:
        counts |= parts.catalogue.analyses().kinds(analysis.observed)
    return {kind: counts[kind] for kind in KINDS if counts.get(kind)}


def _observed(parts: Parts, row: ItemRow) -> Iterator[str]:
    analysis = observed_by(parts, row)
    if analysis is None:
        return
    steps = parts.catalogue.analyses().observed(analysis.observed)
    if len(steps) < len(analysis.observed):
        raise IntegrityError(
            f"facts of {row.ref} are damaged or missing",
            remedy="run `amana check`; it names the place",
        )
    for step in steps:
        if step.derivative:
            yield from parts.derivative(step.derivative).decode().splitlines()


def _place(members: Members) -> tuple[float, float, int, str]:
    span = members.get("span") or {"char_start": float("inf"), "char_end": 0}
    kind = KINDS.index(members["kind"])
    return span["char_start"], -span["char_end"], kind, members["id"]
