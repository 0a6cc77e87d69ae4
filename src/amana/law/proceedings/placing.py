"""When a step was taken and known, as far as is told: what counts for a status on a day.

Rules, for a status as known on day D of what had happened by day E (`on`; D if left out):

1. A step counts if it was known by D (see `casework`) and taken by E.
2. A date that covers several days ("2024-09") ends on the day on which the step was known, if that
   lies inside. If E still lies inside of it, nobody can say from it whether the step was taken by
   E: it is told as unsure, and counts for nothing.
3. What was known more than a day before its own date was only announced. That it happened is then
   not told: it stands ahead, until a later telling says that it did. One day is allowed for time
   zones.
4. A step without a readable date stands on the day on which it was known, and is told as undated.
   Without that day too, it counts on no day, and is told as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from amana.law.casework import Known, known_of
from amana.law.proceedings.models import Model, StepKind
from amana.records import Standing, Step
from amana.text import days_of


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A step with the first and last day on which it can have been taken, and its kind.

    `speaker` is whose word or act it is, as text that compares; empty where nobody is named.
    """

    step: Step
    how: Standing
    kind: StepKind | None
    rank: int
    first: str
    last: str
    known: Known
    speaker: str
    dated: bool = True

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Its place among the steps: by day, then as the model lists them, then by key."""
        return self.first, self.last, self.rank, self.step.key


class Sorted(msgspec.Struct, frozen=True, kw_only=True):
    """Steps of a proceeding by what they are worth for a status; later known ones are left out."""

    counted: tuple[Placed, ...]
    ahead: tuple[Placed, ...]
    unsure: tuple[Placed, ...]
    undatable: tuple[Step, ...]


def sorted_out(
    steps: Sequence[tuple[Step, Standing]], model: Model, known_on: str, on: str
) -> Sorted:
    """Return the steps that were known on `known_on`, by what they say of `on` (ISO days)."""
    counted, ahead, unsure, undatable = [], [], [], []
    for step, how in steps:
        placed = _placed(step, how, model)
        if placed is None:
            undatable.append(step)
        elif (placed.known.day or "") > known_on:
            continue
        elif placed.first > on or only_announced(placed):
            ahead.append(placed)
        elif placed.last > on:
            unsure.append(placed)
        else:
            counted.append(placed)
    return Sorted(
        counted=_in_order(counted),
        ahead=_in_order(ahead),
        unsure=_in_order(unsure),
        undatable=tuple(sorted(undatable, key=lambda each: each.key)),
    )


def _in_order(placed: list[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(placed, key=lambda each: each.order))


def _placed(step: Step, how: Standing, model: Model) -> Placed | None:
    """Return a step with its days; None where neither its date nor its known day is told."""
    known = known_of(step)
    days = days_of(step.date)
    if known.day is None:
        return None
    first, last = days or (known.day, known.day)
    if first <= known.day < last:
        last = known.day
    kind = model.step(step.step)
    return Placed(
        step=step,
        how=how,
        kind=kind,
        rank=len(model.steps) if kind is None else model.steps.index(kind),
        first=first,
        last=last,
        known=known,
        speaker=" ".join((step.said_by or step.by).casefold().split()),
        dated=days is not None,
    )


def only_announced(placed: Placed) -> bool:
    """Tell whether a step was known only before it can have been taken (rule 3)."""
    known = date.fromisoformat(placed.known.day or placed.first)
    return known < date.max and (known + timedelta(days=1)).isoformat() < placed.first
