"""A proceeding with the steps that count on a day, as they ran through its model."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.law.casework import Known, of_kind
from amana.law.label import Label
from amana.law.proceedings.machine import Course, Moved, Ran, run
from amana.law.proceedings.models import (
    MAIN,
    Model,
    Outcome,
    StepType,
    Track,
    TrackState,
    model,
)
from amana.law.proceedings.placing import Placed, Sorted, sorted_out
from amana.law.proceedings.telling import fill, joined, name_of, plain, say, told_step
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
        label, says = self._headline(track, state)
        return TrackStatus(
            track=track.code,
            label=track.label,
            state=state.code,
            state_label=label,
            says=says,
            told=bool(led),
            since=self._since(track),
            led=tuple(each.step.key for each in led),
        )

    def _since(self, track: Track) -> str | None:
        """Return the date of the step that led to where a track stands, not of one that kept it."""
        found: Placed | None = None
        for each in self.course.ran:
            for moved in each.moved:
                kept = found is not None and moved.before == moved.after
                if moved.track == track.code and not kept:
                    found = each.placed
        return (found.step.date or found.known.day) if found else None

    def _headline(self, track: Track, state: TrackState) -> tuple[Label, Label]:
        """Return what a track is told to be: what speaks against its state stands beside it."""
        told = self._outcome(track, state) or state
        label, says = told.label, fill(told.says, **self.slots)
        ending = self._ending(track, state)
        if ending is not None:
            says = say("after-ending", ended=ending[0], date=ending[1], says=says)
        unsettled = self._unsettled(track)
        if unsettled:
            if any(each.kind is not None and each.kind.favours for each in unsettled):
                court = self.model.id.startswith("icc-")
                name = "unsettled-favours" if court else "unsettled-favours-national"
                says = say(name, says=says)
            listed = joined(self.said(each) for each in unsettled)
            says = say("unsettled", step=listed, says=says)
        if ending is not None or unsettled:
            label = say("unsettled-label", label=label)
        return label, says

    def _outcome(self, track: Track, state: TrackState) -> Outcome | None:
        """Return what a state is behind the steps that led to it; None: they do not tell."""
        found: tuple[Outcome, Placed] | None = None
        for each in self.course.ran:
            for moved in each.moved:
                if moved.track == track.code:
                    found = _kept(state, found, each, moved)
        contested = {
            key for each in self.weighed.contradictions for key in (*each.one, *each.other)
        }
        return None if found is None or found[1].step.key in contested else found[0]

    def _ending(self, track: Track, state: TrackState) -> tuple[Label, str] | None:
        """Return the end that a later step left, with its date, while no end stands again."""
        if state.end:
            return None
        for each in reversed(self.course.misfits):
            if each.rule == "after-end" and each.track == track.code and each.state is not None:
                ended = fill(track.state(each.state).says, **self.slots)
                dates = {one.step.key: one.step.date or one.first for one in self.sorted.counted}
                return ended, dates[each.keys[-1]]
        return None

    def _unsettled(self, track: Track) -> tuple[Placed, ...]:
        """Return the acts that contradict each other, where one of them led to where it stands."""
        led = self.course.leading[track.code][-1:]
        if (
            track.code != MAIN
            or not led
            or led[0].kind is None
            or led[0].kind.kind is not StepType.ACT
        ):
            return ()
        key = led[0].step.key
        keys = {
            one
            for each in self.weighed.contradictions
            if key in (*each.one, *each.other)
            for one in (*each.one, *each.other)
        }
        return tuple(each for each in self.sorted.counted if each.step.key in keys)

    def _name(self, kind: type[Person | Situation]) -> Label:
        key = self.about.person if kind is Person else self.about.situation
        for matter, _ in of_kind(self._standings, kind):
            if matter.key == key and isinstance(matter, Person | Situation):
                return name_of(matter.name, matter.name_ar)
        return plain(key) if key else say("the-person")


def _kept(
    state: TrackState, found: tuple[Outcome, Placed] | None, ran: Ran, moved: Moved
) -> tuple[Outcome, Placed] | None:
    """Return the outcome behind a step, with the step that told it; None: it is open."""
    code = ran.placed.step.step
    for outcome in state.outcomes:
        if code in outcome.after:
            return outcome, ran.placed
    if moved.after in state.through:
        return found
    upheld = moved.before not in state.through or code in state.upheld_by
    return found if moved.after == state.code and upheld else None
