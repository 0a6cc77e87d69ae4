"""What does not fit in a proceeding, as sentences: flagged with its rule, never refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from amana.law.label import Label
from amana.law.proceedings.case import Case
from amana.law.proceedings.guards import months_later
from amana.law.proceedings.machine import Course, Misfit
from amana.law.proceedings.models import Model
from amana.law.proceedings.placing import Placed, Sorted
from amana.law.proceedings.telling import joined, plain, say, told_step
from amana.records import LegalProceeding


class Flag(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that does not hold, the steps that it is about, its provisions, and a sentence."""

    rule: str
    keys: tuple[str, ...]
    provisions: tuple[str, ...]
    says: Label


def flags_of(case: Case) -> tuple[Flag, ...]:
    """Return everything that does not fit in a proceeding, by kind in the order of its steps."""
    placed, model = case.sorted, case.model
    steps = {each.step.key: each for each in (*placed.counted, *placed.ahead, *placed.unsure)}
    return (
        *(_misfit(model, each, steps) for each in case.course.misfits),
        *(
            _flag("contradiction", (*each.one, *each.other), steps)
            for each in case.weighed.contradictions
        ),
        *_of_dates(placed, steps),
        *_ran_out(model, case.course, case.on),
        *_level(case.about, model),
    )


def _misfit(model: Model, misfit: Misfit, steps: dict[str, Placed]) -> Flag:
    guard = next((each for each in model.guards if each.code == misfit.rule), None)
    if guard is not None:
        says = say("flag-guard", rule=guard.says, step=_steps(misfit.keys[:1], steps))
    else:
        state: Label | str = ""
        track = model.track(misfit.track or "")
        if track is not None and misfit.state is not None:
            state = track.state(misfit.state).label
        shown = misfit.keys[:1] if misfit.track else misfit.keys
        says = say(f"flag-{misfit.rule}", step=_steps(shown, steps), state=state)
    return Flag(rule=misfit.rule, keys=misfit.keys, provisions=misfit.provisions, says=says)


def _of_dates(placed: Sorted, steps: dict[str, Placed]) -> Iterator[Flag]:
    for each in placed.counted:
        if not each.dated:
            yield _flag("undated", (each.step.key,), steps)
    for each in placed.unsure:
        yield _flag("unsure", (each.step.key,), steps)
    for step in placed.undatable:
        says = say("flag-undatable", step=step.key)
        yield Flag(rule="undatable", keys=(step.key,), provisions=(), says=says)


def _ran_out(model: Model, course: Course, on: str) -> Iterator[Flag]:
    """Yield the states that a provision lets last for some months only, when those have passed."""
    for track in model.tracks:
        state = track.state(course.states[track.code])
        led = course.leading[track.code]
        if state.months is not None and led and on > months_later(led[-1].last, state.months):
            kind = led[-1].kind
            yield Flag(
                rule="ran-out",
                keys=(led[-1].step.key,),
                provisions=kind.provisions if kind else (),
                says=say("ran-out", months=str(state.months), date=led[-1].last),
            )


def _level(about: LegalProceeding, model: Model) -> Iterator[Flag]:
    fits = {"situation": about.person is None, "person": about.person is not None}
    if not fits.get(model.level, True):
        says = say("flag-model-level", step=model.label)
        yield Flag(rule="model-level", keys=(about.key,), provisions=(), says=says)


def _flag(rule: str, keys: tuple[str, ...], steps: dict[str, Placed]) -> Flag:
    return Flag(
        rule=rule, keys=keys, provisions=(), says=say(f"flag-{rule}", step=_steps(keys, steps))
    )


def _steps(keys: Sequence[str], steps: dict[str, Placed]) -> Label:
    return joined(
        told_step(each.step, each.kind, each.known.day or "", dated=each.dated)
        if (each := steps.get(key)) is not None
        else plain(key)
        for key in keys
    )
