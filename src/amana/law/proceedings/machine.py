"""Steps run through the tracks of a model, and what does not fit is told.

Rules:

1. Steps run in the order of their days. Where the days of several overlap, one that fits what
   stands before it comes first, then the order of the model's list, then that of keys: partial
   dates make no disorder, and the order in which steps were entered makes no difference.
2. A step that does not leave the state before it is flagged, and followed all the same:
   `after-end` when that state is an end, `gap` when steps in between would lead onward to it (they
   may just not be entered), else `out-of-order`. A mere claim never moves a track that way: it is
   flagged as standing `against-act`.
3. The same step told again changes nothing: on the same days it is a second telling, on other days
   `two-dates`. Tellings that give another vote or standard are flagged (`tellings-differ`).
4. Guards of the model are tried before each step; a broken one is flagged by its own name.
5. Where acts whose days overlap contradict each other, and one of them is more favourable to the
   person (`favours`), the others move nothing: which of them stands is not settled.
6. An unknown code of a step is flagged and moves nothing. No sequence of steps is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop

import msgspec

from amana.law.proceedings.guards import broken
from amana.law.proceedings.models import Model, Move, StepKind, StepType, Track, contradict, onward
from amana.law.proceedings.placing import Placed


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What a step did to a track."""

    track: str
    before: str
    after: str


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """A step as it ran; `repeats` is the key of the step that it tells again."""

    placed: Placed
    moved: tuple[Moved, ...] = ()
    repeats: str | None = None


class Misfit(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that does not hold: the steps that it is about, and what the model's list says.

    `track` and `state` are what stood before the step, where that is what does not fit.
    """

    rule: str
    keys: tuple[str, ...]
    provisions: tuple[str, ...] = ()
    track: str | None = None
    state: str | None = None


class Course(msgspec.Struct, kw_only=True):
    """Where all tracks stand after some steps, and which step led each of them there."""

    states: dict[str, str]
    leading: dict[str, list[Placed]]
    ran: list[Ran] = msgspec.field(default_factory=list)
    misfits: list[Misfit] = msgspec.field(default_factory=list)


def run(model: Model, placed: Sequence[Placed]) -> Course:
    """Return the course of the steps; rules 1 to 6 of this module."""
    course = Course(
        states={track.code: track.start for track in model.tracks},
        leading={track.code: [] for track in model.tracks},
    )
    pool, aside = _Pool(placed), _set_aside(placed)
    while could := pool.could_be_next():
        chosen = could[0] if len(could) == 1 else _fitting(model, course, could)
        pool.take(chosen)
        if chosen.step.key in aside:
            course.ran.append(Ran(placed=chosen))
        else:
            _take(model, course, chosen)
    return course


def _set_aside(placed: Sequence[Placed]) -> set[str]:
    """Return the keys of acts that move nothing, since a more favourable one contradicts them."""
    favoured = [each for each in placed if each.kind is not None and each.kind.favours]
    return {
        each.step.key
        for each in placed
        if each.kind is not None and not each.kind.favours
        for other in favoured
        if other.kind is not None
        and contradict(each.kind, other.kind)
        and each.first <= other.last
        and other.first <= each.last
    }


class _Pool:
    """Steps that did not run yet. Each look costs what overlaps the next day, not all of them."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._sorted = sorted(placed, key=lambda each: each.order)
        self._ends = [(each.last, each.step.key) for each in self._sorted]
        heapify(self._ends)
        self._taken: set[str] = set()
        self._start = 0

    def could_be_next(self) -> list[Placed]:
        """Return the steps that can have come before all others, in their order."""
        while self._ends and self._ends[0][1] in self._taken:
            heappop(self._ends)
        if not self._ends:
            return []
        limit, found = self._ends[0][0], []
        while self._sorted[self._start].step.key in self._taken:
            self._start += 1
        for at in range(self._start, len(self._sorted)):
            each = self._sorted[at]
            if each.first > limit:
                break
            if each.step.key not in self._taken:
                found.append(each)
        return found

    def take(self, placed: Placed) -> None:
        """Take a step out."""
        self._taken.add(placed.step.key)


def _fitting(model: Model, course: Course, could: Sequence[Placed]) -> Placed:
    """Return the first step that fits what stands before it, or else the first one."""
    earlier = [each.placed for each in course.ran]
    for each in could:
        kind = each.kind
        if kind is None or _unfit(model, course.states, kind):
            continue
        if not broken(model, course.states, each, earlier):
            return each
    return could[0]


def _take(model: Model, course: Course, placed: Placed) -> None:
    """Run one step."""
    kind = placed.kind
    if kind is None:
        course.misfits.append(Misfit(rule="unknown-step", keys=(placed.step.key,)))
        course.ran.append(Ran(placed=placed))
        return
    unfit = _unfit(model, course.states, kind)
    again = _told_before(course, placed) if unfit else None
    if again is not None:
        _tell_again(course, again, placed)
        return
    earlier = [each.placed for each in course.ran]
    for guard in broken(model, course.states, placed, earlier):
        course.misfits.append(
            Misfit(rule=guard.code, keys=(placed.step.key,), provisions=guard.provisions)
        )
    for track in unfit:
        course.misfits.append(_misfit(model, course, placed, kind, track))
    _other_standard(course, placed, kind)
    course.ran.append(Ran(placed=placed, moved=tuple(_moves(model, course, placed, kind))))


def _unfit(model: Model, states: dict[str, str], kind: StepKind) -> list[Track]:
    """Return the tracks that the step moves, but not from where they stand."""
    found = []
    for track, moves in _by_track(model, kind):
        strict = any(not move.lax for move in moves)
        if strict and not any(move.leaves(track, states[track.code]) for move in moves):
            found.append(track)
    return found


def _by_track(model: Model, kind: StepKind) -> list[tuple[Track, list[Move]]]:
    """Return the moves of a step that the model has tracks for; several of one are alternatives."""
    grouped: dict[str, list[Move]] = {}
    for move in kind.moves:
        grouped.setdefault(move.track, []).append(move)
    tracks = ((model.track(code), moves) for code, moves in grouped.items())
    return [(track, moves) for track, moves in tracks if track is not None]


def _moves(model: Model, course: Course, placed: Placed, kind: StepKind) -> list[Moved]:
    """Move the tracks that a step moves."""
    done = []
    for track, moves in _by_track(model, kind):
        state = course.states[track.code]
        fitting = [move for move in moves if move.leaves(track, state)]
        if not fitting and kind.kind is StepType.ACT:
            fitting = [move for move in moves if not move.lax]
        if not fitting:
            continue
        course.states[track.code] = fitting[0].to
        course.leading[track.code].append(placed)
        done.append(Moved(track=track.code, before=state, after=fitting[0].to))
    return done


def _misfit(model: Model, course: Course, placed: Placed, kind: StepKind, track: Track) -> Misfit:
    """Return how a step does not fit the state of a track."""
    state = course.states[track.code]
    keys = [placed.step.key]
    if kind.kind is StepType.CLAIM:
        rule = "against-act"
        keys += [each.step.key for each in course.leading[track.code][-1:]]
    elif track.state(state).end:
        rule = "after-end"
        keys += [each.step.key for each in course.leading[track.code][-1:]]
    else:
        rule = "gap" if _leads(model, track, state, kind) else "out-of-order"
    return Misfit(
        rule=rule, keys=tuple(keys), provisions=kind.provisions, track=track.code, state=state
    )


def _leads(model: Model, track: Track, state: str, kind: StepKind) -> bool:
    """Tell whether steps of the model lead onward from `state` to one that the step leaves."""
    own = [move for move in kind.moves if move.track == track.code]
    reached = onward(model.id, track.code, state)
    return any(move.leaves(track, each) for each in reached for move in own)


def _told_before(course: Course, placed: Placed) -> Ran | None:
    """Return the same step told before, if what it led to still stands."""
    for ran in reversed(course.ran):
        if ran.placed.step.step == placed.step.step and ran.moved:
            stands = all(course.states[moved.track] == moved.after for moved in ran.moved)
            return ran if stands else None
    return None


def _tell_again(course: Course, again: Ran, placed: Placed) -> None:
    """Take in a second telling of a step."""
    first = again.placed
    keys = (first.step.key, placed.step.key)
    if placed.first > first.last or first.first > placed.last:
        course.misfits.append(Misfit(rule="two-dates", keys=keys))
    for mine, theirs in (
        (placed.step.vote, first.step.vote),
        (placed.step.standard, first.step.standard),
    ):
        if mine and theirs and mine != theirs:
            course.misfits.append(Misfit(rule="tellings-differ", keys=keys))
    course.ran.append(Ran(placed=placed, repeats=first.step.key))


def _other_standard(course: Course, placed: Placed, kind: StepKind) -> None:
    told = placed.step.standard
    if told and kind.standard and told != kind.standard:
        course.misfits.append(
            Misfit(rule="other-standard", keys=(placed.step.key,), provisions=kind.provisions)
        )
