"""What steps make of each other: superseded, claimed but not established, or in contradiction.

Rules:

1. A step that comes later supersedes those that its kind `replaces`. A later word of the same
   speaker supersedes an earlier one that it contradicts; the word of somebody else never does.
2. A claim is established once a later act `settles` it. Until then, and unless it is superseded, it
   is claimed and not established.
3. Two steps stand in contradiction when one of their kinds contradicts the other: claims, while
   neither is superseded nor settled; acts, when their days overlap.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.law.proceedings.machine import Ran
from amana.law.proceedings.models import StepKind, StepType


class Superseded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The step `key`, and the later step `by` that leaves nothing of it standing."""

    key: str
    by: str


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """What the steps of a course make of each other."""

    superseded: tuple[Superseded, ...]
    claimed: tuple[str, ...]
    contradictions: tuple[tuple[str, str], ...]


def weighed(ran: Sequence[Ran]) -> Weighed:
    """Return what steps, in the order in which they ran, make of each other."""
    known = [(each, each.placed.kind) for each in ran]
    steps = [(each, kind) for each, kind in known if kind is not None]
    superseded: dict[str, str] = {}
    settled: set[str] = set()
    for at, (later, kind) in enumerate(steps):
        for earlier, older in steps[:at]:
            key = earlier.placed.step.key
            if kind.kind is StepType.ACT and older.code in kind.settles:
                settled.add(key)
            elif key not in superseded and _supersedes(later, kind, earlier, older):
                superseded[key] = later.placed.step.key
    open_claims = [
        each.placed.step.key
        for each, kind in steps
        if kind.kind is StepType.CLAIM and each.placed.step.key not in {*superseded, *settled}
    ]
    return Weighed(
        superseded=tuple(Superseded(key=key, by=by) for key, by in superseded.items()),
        claimed=tuple(open_claims),
        contradictions=_contradictions(steps, frozenset(open_claims)),
    )


def _supersedes(later: Ran, kind: StepKind, earlier: Ran, older: StepKind) -> bool:
    """Tell whether a later step leaves nothing of an earlier one standing (rule 1)."""
    if older.code in kind.replaces:
        return kind.kind is StepType.ACT
    claims = kind.kind is older.kind is StepType.CLAIM
    same = later.placed.speaker and later.placed.speaker == earlier.placed.speaker
    after = later.placed.first > earlier.placed.last
    return bool(claims and same and after and _contradict(kind, older))


def _contradictions(
    steps: Sequence[tuple[Ran, StepKind]], open_claims: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of steps that stand in contradiction (rule 3)."""
    found = []
    for at, (later, kind) in enumerate(steps):
        for earlier, older in steps[:at]:
            if kind.kind is not older.kind or not _contradict(kind, older):
                continue
            keys = (earlier.placed.step.key, later.placed.step.key)
            if kind.kind is StepType.CLAIM:
                stands = open_claims.issuperset(keys)
            else:
                stands = (
                    later.placed.first <= earlier.placed.last
                    and earlier.placed.first <= later.placed.last
                )
            if stands:
                found.append(keys)
    return tuple(found)


def _contradict(one: StepKind, other: StepKind) -> bool:
    return one.code in other.contradicts or other.code in one.contradicts
