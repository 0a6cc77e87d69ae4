"""An incident in the making: one mention of something that is said to have happened."""

from __future__ import annotations

import msgspec

Run = tuple[int, int]
"""Where something begins and ends in the text of the frame."""


class Harm(msgspec.Struct, frozen=True):
    """How many came to harm, as one passage says: fields as those of `Casualties`."""

    kind: str
    run: Run
    value: float | None
    value_max: float | None = None
    bound: str = "unknown"
    of: str | None = None
    named: frozenset[str] = frozenset()

    def same(self, other: Harm) -> bool:
        """Tell whether another passage gives the same figure."""
        return (self.kind, self.value, self.value_max, self.bound, self.named) == (
            other.kind, other.value, other.value_max, other.bound, other.named,
        )  # fmt: skip


class Told(msgspec.Struct, frozen=True):
    """Who says that it happened: None for the narrator; `hedged` where nobody is named for it.

    `finding` is the kind of finding, `disputed` whether somebody denies it, `via` who relays.
    """

    who: str | None = None
    via: tuple[str, ...] = ()
    hedged: bool = False
    finding: str | None = None
    disputed: str | None = None


class Event(msgspec.Struct):
    """One mention of an incident.

    `definite` mentions ("the attack") may take up an earlier one; `particular` says whether the
    mention alone tells of one event; `separate` whether the text sets it apart from others;
    `listed` events stand for a list of acts that is told of as one.
    """

    type: str
    trigger: Run
    sentence: int
    noun: bool
    definite: bool = False
    particular: bool = True
    separate: bool = False
    plural: bool = False
    listed: bool = False
    actor: Run | None = None
    targets: list[Run] = msgspec.field(default_factory=list)
    weapons: list[Run] = msgspec.field(default_factory=list)
    where: list[Run] = msgspec.field(default_factory=list)
    when: Run | None = None
    edtf: str | None = None
    harms: list[Harm] = msgspec.field(default_factory=list)
    told: Told = Told()
    later: list[Run] = msgspec.field(default_factory=list)
    told_by: list[Told] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)
    head: int = -1
    seen: list[int] = msgspec.field(default_factory=list)

    def runs(self) -> list[Run]:
        """Return where its parts stand, those of later mentions aside."""
        single = [each for each in (self.actor, self.when) if each]
        return [
            self.trigger, *single, *self.targets, *self.weapons, *self.where,
            *(each.run for each in self.harms),
        ]  # fmt: skip


def overlap(one: Run, other: Run) -> bool:
    """Tell whether two runs share a character."""
    return one[0] < other[1] and other[0] < one[1]


def inside(inner: Run, outer: Run) -> bool:
    """Tell whether a run lies within another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
