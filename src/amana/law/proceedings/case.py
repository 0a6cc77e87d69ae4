"""A proceeding with the steps that count on a day, as they ran through its model."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.law.casework import Known, of_kind
from amana.law.label import Label
from amana.law.proceedings.machine import Course, Moved, Ran, run
from amana.law.proceedings.models import Model, StepType, Track, model
from amana.law.proceedings.placing import Placed, Sorted, sorted_out
from amana.law.proceedings.telling import fill, name_of, plain, say, told_step
from amana.law.proceedings.weighing import Weighed, weighed
from amana.records import Cite, LegalProceeding, Person, Situation, Standing, Step

_SITUATION = "icc-situation"


class TakenStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step that counts: as it was entered, by whom, when it can have been taken, and its effect.

    `first` and `last` are the first and last ISO day on which it can have been taken, `act` tells
    an act from a claim, `repeats` is the key of the step that it tells once more.
    """

    key: str
    step: str
    says: Label
    date: str | None
    first: str
    last: str
    known: Known
    by: str
    said_by: str
    entered_by: str
    number: int
    act: bool
    standard: str | None
    vote: str
    crimes: tuple[str, ...]
    note: str
    cites: tuple[Cite, ...]
    moved: tuple[Moved, ...]
    repeats: str | None


class TrackStatus(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a track stands: `told` is False before any step moved it; `led` are those that did."""

    track: str
    label: Label
    state: str
    state_label: Label
    says: Label
    told: bool
    since: str | None
    led: tuple[str, ...]


class Case:
    """A proceeding with its steps as they ran."""

    def __init__(
        self,
        standings: Sequence[Standing],
        about: LegalProceeding,
        how: Standing,
        known_on: str,
        on: str,
    ) -> None:
        self._standings = standings
        self.about = about
        self.how = how
        self.known_on, self.on = known_on, on
        self.model: Model = model(about.model)
        steps = [each for each in of_kind(standings, Step) if each[0].proceeding == about.key]
        self.sorted: Sorted = sorted_out(steps, self.model, known_on, on)
        self.course: Course = run(self.model, self.sorted.counted)
        self.weighed: Weighed = weighed(self.course.ran)
        self.slots = {"person": self._name(Person), "situation": self._name(Situation)}

    def beside(self) -> tuple[Case, ...]:
        """Return the Court's proceedings about the situation as a whole, beside a case in it."""
        if self.about.person is None or not self.model.id.startswith("icc-"):
            return ()
        return tuple(
            Case(self._standings, other, how, self.known_on, self.on)
            for other, how in of_kind(self._standings, LegalProceeding)
            if other.situation == self.about.situation and other.model == _SITUATION
        )

    def tracks(self) -> tuple[TrackStatus, ...]:
        """Return where each track stands."""
        return tuple(self._track(track) for track in self.model.tracks)

    def said(self, placed: Placed) -> Label:
        """Return a step as a sentence."""
        return told_step(placed.step, placed.kind, placed.known.day or "", dated=placed.dated)

    def taken(self, placed: Placed, ran: Ran | None = None) -> TakenStep:
        """Return a step as a status tells it."""
        step = placed.step
        return TakenStep(
            key=step.key,
            step=step.step,
            says=self.said(placed),
            date=step.date,
            first=placed.first,
            last=placed.last,
            known=placed.known,
            by=step.by,
            said_by=step.said_by,
            entered_by=placed.how.by,
            number=placed.how.number,
            act=placed.kind is not None and placed.kind.kind is StepType.ACT,
            standard=step.standard,
            vote=step.vote,
            crimes=step.crimes,
            note=step.note,
            cites=step.cites,
            moved=ran.moved if ran else (),
            repeats=ran.repeats if ran else None,
        )

    def _track(self, track: Track) -> TrackStatus:
        state = track.state(self.course.states[track.code])
        led = self.course.leading[track.code]
        return TrackStatus(
            track=track.code,
            label=track.label,
            state=state.code,
            state_label=state.label,
            says=fill(state.says, **self.slots),
            told=bool(led),
            since=(led[-1].step.date or led[-1].known.day) if led else None,
            led=tuple(each.step.key for each in led),
        )

    def _name(self, kind: type[Person | Situation]) -> Label:
        key = self.about.person if kind is Person else self.about.situation
        for matter, _ in of_kind(self._standings, kind):
            if matter.key == key and isinstance(matter, Person | Situation):
                return name_of(matter.name, matter.name_ar)
        return plain(key) if key else say("the-person")
