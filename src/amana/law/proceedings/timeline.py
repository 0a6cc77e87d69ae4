"""One timeline of a situation: steps, undertakings and incidents, each with who says so.

Rules:

1. What was known by the day asked is on it, whether it counts for a status or not; what became
   known later is not. What is only announced, or cannot be placed, says so (`standing`).
2. In the order of the first day on which each can have been; then by last day and key. What has no
   readable date comes last.
3. Statements that stand against each other name each other (`beside`), so that they can be shown
   side by side: two dates or votes for one step, claims that contradict each other, a step and the
   end that it follows, answers that say different things. None is left out for another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from amana.core import UsageError
from amana.law.casework import Known, known_by, known_of, named, of_kind
from amana.law.label import Label
from amana.law.proceedings.case import Case
from amana.law.proceedings.days import day_of
from amana.law.proceedings.telling import joined, plain, say, told_step
from amana.law.proceedings.undertakings import UndertakingTold, undertakings
from amana.records import (
    Cite,
    LegalProceeding,
    ReportedIncident,
    Situation,
    Standing,
    Step,
    Undertaking,
)
from amana.text import days_of

_AGAINST = frozenset({
    "after-end", "against-act", "contradiction", "tellings-differ", "two-dates",
})  # fmt: skip
_UNDATED = ("~", "~")  # after every day


class Moment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing on a timeline.

    `kind` is `step`, `undertaking` or `incident`, `code` its code (that of a step or undertaking).
    `first` and `last` are the ISO days between which it lies, None without a readable date.
    `standing` is `counted`, `ahead` (announced only), `unsure` (the date does not tell whether it
    was by then) or `undated`. `entered_by` is the author of the matter, `beside` are the keys of
    what stands against it, `stage` where an undertaking stands.
    """

    kind: str
    key: str
    code: str
    says: Label
    date: str | None
    first: str | None
    last: str | None
    known: Known
    standing: str
    by: tuple[str, ...]
    said_by: str
    entered_by: str
    number: int
    cites: tuple[Cite, ...]
    proceeding: str | None = None
    answers: str | None = None
    stage: str | None = None
    beside: tuple[str, ...] = ()


def timeline(
    standings: Sequence[Standing], situation: str, known_on: str, on: str | None = None
) -> tuple[Moment, ...]:
    """Return the timeline of a situation as it was known on a day.

    Raises:
        NotFound: no such situation stands.
        UsageError: a day is none.
    """
    named(standings, situation, Situation)
    known_on, on = day_of(known_on), day_of(on or known_on)
    against: dict[str, set[str]] = defaultdict(set)
    moments = [
        *_steps(standings, situation, known_on, on, against=against),
        *_undertakings(standings, situation, known_on, on, against=against),
        *_incidents(standings, situation, known_on, on),
    ]
    placed = (
        msgspec.structs.replace(each, beside=tuple(sorted(against[each.key]))) for each in moments
    )
    return tuple(sorted(placed, key=_order))


def _order(moment: Moment) -> tuple[str, str, str]:
    days = (moment.first, moment.last)
    first, last = (days[0], days[1]) if days[0] and days[1] else _UNDATED
    return first, last, moment.key


def _steps(
    standings: Sequence[Standing],
    situation: str,
    known_on: str,
    on: str,
    *,
    against: dict[str, set[str]],
) -> Iterator[Moment]:
    """Yield the steps of all proceedings of a situation."""
    for about, how in of_kind(standings, LegalProceeding):
        if about.situation != situation:
            continue
        standing: dict[str, str] = {}
        try:
            case = Case(standings, about, how, known_on, on)
        except (
            UsageError
        ):  # a model that this version does not know: its steps are told all the same
            case = None
        if case is not None:
            standing = _standing(case)
            _set_against(case, against)
        for step, entered in of_kind(standings, Step):
            if step.proceeding == about.key and known_by(step, known_on) is not False:
                kind = case.model.step(step.step) if case else None
                told = told_step(step, kind, known_of(step).day or "", dated=_dated(step.date))
                yield _moment(
                    step,
                    entered,
                    told,
                    standing=standing.get(step.key, "counted"),
                    code=step.step,
                    by=(step.by,) if step.by else (),
                )


def _standing(case: Case) -> dict[str, str]:
    found = {each.step.key: "undated" for each in case.sorted.counted if not each.dated}
    found |= {each.step.key: "ahead" for each in case.sorted.ahead}
    found |= {each.step.key: "unsure" for each in case.sorted.unsure}
    return found | {step.key: "undated" for step in case.sorted.undatable}


def _set_against(case: Case, against: dict[str, set[str]]) -> None:
    """Note which steps stand against each other."""
    for misfit in case.course.misfits:
        if misfit.rule in _AGAINST:
            for key in misfit.keys:
                against[key] |= set(misfit.keys) - {key}
    for each in case.weighed.contradictions:
        for one, other in ((each.one, each.other), (each.other, each.one)):
            for key in one:
                against[key] |= set(other)


def _undertakings(
    standings: Sequence[Standing],
    situation: str,
    known_on: str,
    on: str,
    *,
    against: dict[str, set[str]],
) -> Iterator[Moment]:
    """Yield the undertakings of a situation."""
    found = {matter.key: (matter, how) for matter, how in of_kind(standings, Undertaking)}
    for told in undertakings(standings, situation, known_on, on):
        if told.contested:
            _answers_against(told, against)
        matter, how = found[told.key]
        standing = "counted" if _dated(told.date) else "undated"
        moment = _moment(matter, how, told.says, standing=standing, code=told.kind, by=told.by)
        yield msgspec.structs.replace(moment, stage=str(told.stage))


def _answers_against(told: UndertakingTold, against: dict[str, set[str]]) -> None:
    for one in told.told:
        others = {each.key for each in told.told if each.outcome != one.outcome}
        against[one.key] |= others


def _incidents(
    standings: Sequence[Standing], situation: str, known_on: str, on: str
) -> Iterator[Moment]:
    """Yield the reported incidents of a situation."""
    for incident, how in of_kind(standings, ReportedIncident):
        if incident.situation != situation or known_by(incident, known_on) is False:
            continue
        days = days_of(incident.date)
        if days is not None and days[0] > on:
            continue
        when = plain(incident.date) if incident.date else say("undertaking-undated")
        parts = [say("incident", date=when, name=incident.name)]
        if incident.place:
            parts.append(say("incident-place", place=incident.place))
        if incident.actors:
            parts.append(say("incident-actors", actors=", ".join(incident.actors)))
        standing = "counted" if days else "undated"
        says = joined(parts, plain(""))
        yield _moment(incident, how, says, standing=standing, code="", by=())


def _moment(
    matter: Step | Undertaking | ReportedIncident,
    how: Standing,
    says: Label,
    *,
    standing: str,
    code: str,
    by: tuple[str, ...],
) -> Moment:
    days = days_of(matter.date)
    return Moment(
        kind=str(type(matter).__struct_config__.tag),
        key=matter.key,
        code=code,
        says=says,
        date=matter.date,
        first=days[0] if days else None,
        last=days[1] if days else None,
        known=known_of(matter),
        standing=standing,
        by=by,
        said_by="" if isinstance(matter, ReportedIncident) else matter.said_by,
        entered_by=how.by,
        number=how.number,
        cites=matter.cites,
        proceeding=matter.proceeding if isinstance(matter, Step) else None,
        answers=matter.answers if isinstance(matter, Undertaking) else None,
    )


def _dated(date: str | None) -> bool:
    return days_of(date) is not None
