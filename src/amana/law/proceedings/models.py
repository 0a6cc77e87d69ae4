"""The models of proceedings: which steps there are, what each follows and leads to, under what.

A model is a list of tracks that run side by side, one of them `main`; each has states, and steps
move from one to another. Everything stands in `data/*.json`, each with its source: `part-*.json`
are tracks that several models share. Steps under seal, in secret or out of order happen: a model
tells what usually follows what, and which provision says so; it forbids nothing.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec

from amana.core import UsageError, prepared
from amana.law.label import Label
from amana.law.nearest import nearest

MAIN = "main"
ANY, BEGUN = "*", "+"
"""Before any state that is no end; the same, but for the one in which nothing is told."""


class StepType(StrEnum):
    """Whether a step is the act of who takes it, or only what somebody says."""

    ACT = "act"
    CLAIM = "claim"


class About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a model comes from, when that was looked at, and whether it was held against a text."""

    text: str
    source: str
    retrieved: str
    verified: bool


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a state is told to be behind one of the steps `after`."""

    after: tuple[str, ...]
    label: Label
    says: Label


class TrackState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state of a track: `says` is the sentence about it, `end` that nothing usually follows.

    `months` is how long it lasts by itself, where a provision sets that. `outcomes` say what it is
    behind some steps, of which the last that led here counts: its own `label` and `says` are for
    where none did. In a state of `through` that is open again, and only a step of `upheld_by`
    leads from there to here and leaves the outcome as it was.
    """

    code: str
    label: Label
    says: Label
    end: bool = False
    months: int | None = None
    outcomes: tuple[Outcome, ...] = ()
    through: tuple[str, ...] = ()
    upheld_by: tuple[str, ...] = ()


class Track(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One strand of a proceeding, with the state that it has before anything is told.

    `states` are listed in the order in which they usually come.
    """

    code: str
    label: Label
    start: str
    states: tuple[TrackState, ...]

    def state(self, code: str) -> TrackState:
        """Return the state of that code."""
        return next(each for each in self.states if each.code == code)


class Move(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step moves `track` to a state from one of `before`; `lax`: or else leaves it alone."""

    track: str
    before: tuple[str, ...] = msgspec.field(name="from")
    to: str
    lax: bool = False

    def leaves(self, track: Track, state: str) -> bool:
        """Tell whether the move leads away from that state of its track."""
        if state in self.before:
            return True
        if track.state(state).end:
            return False
        return ANY in self.before or (BEGUN in self.before and state != track.start)


class StepKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of step: its provisions (`rs:58(1)(a)`), who takes it, the standard that it needs.

    `settles` are claims that it makes good, `replaces` kinds of which it leaves nothing standing,
    `contradicts` kinds that stand against it. `favours`: of acts of one day that contradict
    each other it is the one more favourable to the person. `unverified`: its provisions were not
    held against a primary text, or that text does not speak of the step or of its standard.
    """

    code: str
    label: Label
    by: Label
    provisions: tuple[str, ...] = ()
    kind: StepType = StepType.ACT
    standard: str | None = None
    moves: tuple[Move, ...] = ()
    settles: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    favours: bool = False
    unverified: bool = False


class Need(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A track stands in one of these states."""

    track: str
    states: tuple[str, ...]


class Guard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule about steps of these codes; broken, it is told, with what it `says`.

    `needs`: one of these holds before the step. `not_in`: none of these states holds before it.
    `after` and `months`: it comes at most so long after that step. `once_by_same`: who takes it
    takes it once, unless a state of `unless` holds.
    """

    code: str
    steps: tuple[str, ...]
    says: Label
    provisions: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    not_in: dict[str, tuple[str, ...]] = {}
    after: str | None = None
    months: int | None = None
    once_by_same: bool = False
    unless: dict[str, tuple[str, ...]] = {}


class Remark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence of law that matters while all tracks of `when` stand so, and none of `unless`."""

    code: str
    when: dict[str, tuple[str, ...]]
    says: Label
    provisions: tuple[str, ...] = ()
    unless: dict[str, tuple[str, ...]] = {}


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What models share: its steps come first where several are of one day."""

    about: About
    tracks: tuple[Track, ...] = ()
    steps: tuple[StepKind, ...] = ()
    remarks: tuple[Remark, ...] = ()
    guards: tuple[Guard, ...] = ()


class Model(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model; `level` is `situation`, `person` or `either`: what a proceeding of it is about."""

    about: About
    id: str
    label: Label
    level: str
    parts: tuple[str, ...] = ()
    tracks: tuple[Track, ...]
    steps: tuple[StepKind, ...]
    remarks: tuple[Remark, ...] = ()
    guards: tuple[Guard, ...] = ()

    def track(self, code: str) -> Track | None:
        """Return the track of that code, or None."""
        return next((each for each in self.tracks if each.code == code), None)

    def step(self, code: str) -> StepKind | None:
        """Return the kind of step of that code, or None."""
        return next((each for each in self.steps if each.code == code), None)

    def require_step(self, code: str) -> StepKind:
        """Return the kind of step of that code.

        Raises:
            UsageError: the model has no such step; the nearest one is named.
        """
        found = self.step(code)
        if found is None:
            near = nearest(code, (each.code for each in self.steps))
            listing = f"`amana law proceedings {self.id}` lists its steps"
            raise UsageError(
                f"{code!r} is no step of the model {self.id}",
                remedy=f"did you mean {near!r}? {listing}" if near else listing,
            )
        return found


_MODELS = ("icc-situation", "icc-person", "national-universal")


@cache
def models() -> tuple[Model, ...]:
    """Return the models of proceedings that come with the program."""
    return tuple(_whole(name) for name in _MODELS)


def model(name: str) -> Model:
    """Return a model by its identifier.

    Raises:
        UsageError: there is none; the nearest one is named.
    """
    for each in models():
        if each.id == name:
            return each
    near = nearest(name, _MODELS)
    raise UsageError(
        f"{name!r} is no model of proceedings",
        remedy=f"did you mean {near!r}?" if near else f"use one of: {', '.join(_MODELS)}",
    )


def contradict(one: StepKind, other: StepKind) -> bool:
    """Tell whether two kinds of step, both acts or both claims, contradict each other."""
    return one.kind is other.kind and (
        other.code in one.contradicts or one.code in other.contradicts
    )


@cache
def onward(name: str, track: str, state: str) -> frozenset[str]:
    """Return the states of a track of a model to which steps lead onward from one, with it.

    Onward is the order in which the track lists its states: a way back is none.
    """
    whole = model(name)
    own = next(each for each in whole.tracks if each.code == track)
    listed = [each.code for each in own.states]
    moves = [move for step in whole.steps for move in step.moves if move.track == track]
    reached, front = {state}, [state]
    while front:
        at = front.pop()
        led = {move.to for move in moves if move.leaves(own, at)} - reached
        new = {each for each in led if listed.index(each) > listed.index(at)}
        reached |= new
        front += new
    return frozenset(reached)


def _whole(name: str) -> Model:
    """Return a model with the parts that it shares with others in it."""
    own = msgspec.json.decode(content(f"{name}.json"), type=prepared(Model))
    parts = [
        msgspec.json.decode(content(f"part-{each}.json"), type=prepared(_Part))
        for each in own.parts
    ]
    return msgspec.structs.replace(
        own,
        tracks=(*own.tracks, *(track for part in parts for track in part.tracks)),
        steps=(*(step for part in parts for step in part.steps), *own.steps),
        remarks=(*own.remarks, *(remark for part in parts for remark in part.remarks)),
        guards=(*own.guards, *(guard for part in parts for guard in part.guards)),
    )


def content(name: str) -> bytes:
    """Return the bytes of a list of this room."""
    return files("amana.law.proceedings").joinpath("data", name).read_bytes()
