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

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from amana.law.proceedings.machine import Ran
from amana.law.proceedings.models import StepKind, StepType, contradict
from amana.law.proceedings.placing import Placed


class Superseded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The step `key`, and the later step `by` that leaves nothing of it standing."""

    key: str
    by: str


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of steps of one kind, and those of another kind that they stand against."""

    one: tuple[str, ...]
    other: tuple[str, ...]


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """What the steps of a course make of each other."""

    superseded: tuple[Superseded, ...]
    claimed: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]


_Steps = list[tuple[Placed, StepKind]]
_Words = dict[str, dict[str, list[Placed]]]  # by code and speaker


def weighed(ran: Sequence[Ran]) -> Weighed:
    """Return what steps, in the order in which they ran, make of each other."""
    steps = [(each.placed, each.placed.kind) for each in ran if each.placed.kind is not None]
    kinds = {kind.code: kind for _, kind in steps}
    standing: _Words = defaultdict(lambda: defaultdict(list))
    superseded: dict[str, str] = {}
    settled: set[str] = set()
    for later, kind in steps:
        if kind.kind is StepType.ACT:
            settled |= {each.step.key for each in _taken_out(standing, kind.settles)}
            gone = _taken_out(standing, kind.replaces)
        else:
            gone = _taken_back(standing, later, _against(kind, kinds))
        superseded |= {each.step.key: later.step.key for each in gone}
        standing[kind.code][later.speaker].append(later)
    claims = [placed for placed, kind in steps if kind.kind is StepType.CLAIM]
    over = {*superseded, *settled}
    return Weighed(
        superseded=tuple(Superseded(key=key, by=by) for key, by in superseded.items()),
        claimed=tuple(each.step.key for each in claims if each.step.key not in over),
        contradictions=tuple(_contradictions(steps, kinds, over)),
    )


def _taken_out(standing: _Words, codes: Iterable[str]) -> list[Placed]:
    """Take out all steps of some codes."""
    by_speaker = [standing.pop(code, {}) for code in codes]
    return [each for words in by_speaker for placed in words.values() for each in placed]


def _taken_back(standing: _Words, later: Placed, codes: Iterable[str]) -> list[Placed]:
    """Take out earlier words of the same speaker that a later one contradicts."""
    gone = []
    for code in codes if later.speaker else ():
        words = standing[code][later.speaker]
        gone += [each for each in words if each.last < later.first]
        standing[code][later.speaker] = [each for each in words if each.last >= later.first]
    return gone


def _contradictions(
    steps: _Steps, kinds: dict[str, StepKind], over: Collection[str]
) -> Iterator[Contradiction]:
    """Yield which steps stand in contradiction (rule 3), the earliest first."""
    by_code: dict[str, list[Placed]] = defaultdict(list)
    for placed, kind in steps:
        if kind.kind is StepType.ACT or placed.step.key not in over:
            by_code[kind.code].append(placed)
    listed = list(by_code)
    for at, code in enumerate(listed):
        for other in listed[at + 1 :]:
            if other in _against(kinds[code], kinds):
                claims = kinds[code].kind is StepType.CLAIM
                pair = (by_code[code], by_code[other])
                one, two = pair if claims else _overlapping(*pair)
                if one:
                    yield Contradiction(one=_keys(one), other=_keys(two))


def _overlapping(one: list[Placed], other: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return the steps whose days overlap those of a step on the other side."""

    def meets(each: Placed, others: list[Placed]) -> bool:
        return any(each.first <= two.last and two.first <= each.last for two in others)

    return [each for each in one if meets(each, other)], [
        each for each in other if meets(each, one)
    ]


def _against(kind: StepKind, kinds: dict[str, StepKind]) -> list[str]:
    """Return the codes of the same type of step that contradict a kind, or that it contradicts."""
    return [code for code, other in kinds.items() if contradict(kind, other)]


def _keys(placed: Iterable[Placed]) -> tuple[str, ...]:
    return tuple(each.step.key for each in placed)
