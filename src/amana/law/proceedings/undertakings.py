"""Commitments and missions: who promised what to whom by when, and what is said to have come of it.

Rules, for an undertaking as known on day D:

1. It is told if it was known by D. What later matters say of it counts if it was known by D too,
   and answers it by its key.
2. An answer closes it when it says that it happened, did not happen, was refused, cancelled or
   never made. "Postponed", "accepted" or "in part" leave it open; a new `due` of such an answer
   takes the place of the old one.
3. Open, and its last due day is past: there is no word of it known. Nothing here says that a
   promise was broken: that nothing is known is not that nothing happened.
4. Answers that say different things stand side by side; it is then contested.
5. What is no promise (a visit that took place, a body that was created) is only told.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

import msgspec

from amana.core import UsageError, prepared
from amana.law.casework import Known, known_by, known_of, of_kind
from amana.law.label import Label
from amana.law.nearest import nearest
from amana.law.proceedings.days import day_of
from amana.law.proceedings.models import About, content
from amana.law.proceedings.telling import joined, plain, say
from amana.records import Cite, Standing, Undertaking
from amana.text import days_of

LAST = "9999-12-31"


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an answer says of what it answers; `closes` tells whether the matter ends with it."""

    code: str
    label: Label
    closes: bool


class UndertakingKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of undertaking: `group` is commitment, mission, mandate or answer.

    `promise` tells that something is to come of it; `outcome` is what it says of an earlier one
    that it answers.
    """

    code: str
    label: Label
    group: str
    promise: bool
    outcome: str


class _List(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    outcomes: tuple[Outcome, ...]
    kinds: tuple[UndertakingKind, ...]


class Stage(StrEnum):
    """Where an undertaking stands; there is none that says that it was broken."""

    TOLD = "told"  # no promise: it is only told
    OPEN = "open"  # not due yet
    NO_DUE = "no-due"  # no day is told by which it is due
    NO_WORD = "no-word"  # due, and no word of it is known
    ANSWERED = "answered"  # what came of it is said


class AnswerTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a later undertaking says of an earlier one."""

    key: str
    kind: str
    outcome: str
    says: Label
    date: str | None
    known: Known
    said_by: str
    entered_by: str
    number: int
    cites: tuple[Cite, ...]


class UndertakingTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An undertaking as known on a day: what was promised, and what is said to have come of it.

    `due_now` is the due day after postponements, `sentences` tell where it stands.
    """

    key: str
    kind: str
    group: str
    label: Label
    says: Label
    what: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    date: str | None
    due: str | None
    due_now: str | None
    known: Known
    said_by: str
    entered_by: str
    number: int
    cites: tuple[Cite, ...]
    answers: str | None
    stage: Stage
    told: tuple[AnswerTold, ...]
    contested: bool
    sentences: tuple[Label, ...]


Entered = tuple[Undertaking, Standing]


def undertaking_kinds() -> tuple[UndertakingKind, ...]:
    """Return the kinds of undertakings."""
    return _list().kinds


def undertaking_kind(code: str) -> UndertakingKind:
    """Return a kind of undertaking by its code.

    Raises:
        UsageError: there is none; the nearest one is named.
    """
    found = _kinds().get(code)
    if found is None:
        near = nearest(code, _kinds())
        every = f"use one of: {', '.join(_kinds())}"
        raise UsageError(
            f"{code!r} is no kind of undertaking",
            remedy=f"did you mean {near!r}?" if near else every,
        )
    return found


def undertakings(
    standings: Sequence[Standing], situation: str, known_on: str, on: str | None = None
) -> tuple[UndertakingTold, ...]:
    """Return the undertakings of a situation as known on a day, those of the earliest date first.

    `on` is the day on which they are asked about (`known_on` if left out): due days are held
    against it, and what came later is left out.

    Raises:
        UsageError: a day is none.
    """
    known_on, on = day_of(known_on), day_of(on or known_on)
    known = [
        (matter, how)
        for matter, how in of_kind(standings, Undertaking)
        if known_by(matter, known_on) is not False
        and (matter.date is None or _first(matter.date, "") <= on)
    ]
    told = [_told(each, known, on) for each in known if each[0].situation == situation]
    return tuple(sorted(told, key=lambda each: (_first(each.date), each.key)))


def said(matter: Undertaking) -> Label:
    """Return an undertaking as a sentence."""
    kind = _kinds().get(matter.kind)
    when = plain(matter.date) if matter.date else say("undertaking-undated")
    label = kind.label if kind else plain(matter.kind)
    parts = [say("undertaking", date=when, label=label, what=matter.what)]
    for slot, value in (
        ("by", ", ".join(matter.by)),
        ("to", ", ".join(matter.to)),
        ("due", matter.due or ""),
        ("said_by", matter.said_by),
    ):
        if value:
            parts.append(say(f"undertaking-{slot.removesuffix('_by')}", **{slot: value}))
    return joined(parts, plain(""))


def _told(entered: Entered, known: Sequence[Entered], on: str) -> UndertakingTold:
    matter, how = entered
    kind = _kinds().get(matter.kind)
    answers = [
        each
        for each in known
        if each[0].answers == matter.key and each[0].key != matter.key
        and _first(each[0].date, "") <= on
    ]  # fmt: skip
    told = tuple(_answer(each) for each in sorted(answers, key=_by_date))
    due = _due_now(matter, [each for each, _ in sorted(answers, key=_by_date)])
    stage = _stage(kind, told, due, on)
    outcomes = {each.outcome for each in told if _outcomes()[each.outcome].closes}
    contested = len(outcomes) > 1
    return UndertakingTold(
        key=matter.key,
        kind=matter.kind,
        group=kind.group if kind else "",
        label=kind.label if kind else plain(matter.kind),
        says=said(matter),
        what=matter.what,
        by=matter.by,
        to=matter.to,
        date=matter.date,
        due=matter.due,
        due_now=due,
        known=known_of(matter),
        said_by=matter.said_by,
        entered_by=how.by,
        number=how.number,
        cites=matter.cites,
        answers=matter.answers,
        stage=stage,
        told=told,
        contested=contested,
        sentences=_sentences(stage, told, due, on, contested=contested),
    )


def _answer(entered: Entered) -> AnswerTold:
    matter, how = entered
    kind = _kinds().get(matter.kind)
    return AnswerTold(
        key=matter.key,
        kind=matter.kind,
        outcome=kind.outcome if kind else "said",
        says=said(matter),
        date=matter.date,
        known=known_of(matter),
        said_by=matter.said_by,
        entered_by=how.by,
        number=how.number,
        cites=matter.cites,
    )


def _due_now(matter: Undertaking, answers: Sequence[Undertaking]) -> str | None:
    """Return by when it is due once answers that do not close it have put that off (rule 2)."""
    due = matter.due
    for each in answers:
        kind = _kinds().get(each.kind)
        if each.due and (kind is None or not _outcomes()[kind.outcome].closes):
            due = each.due
    return due


def _stage(
    kind: UndertakingKind | None, told: Sequence[AnswerTold], due: str | None, on: str
) -> Stage:
    if any(_outcomes()[each.outcome].closes for each in told):
        return Stage.ANSWERED
    if kind is not None and not kind.promise:
        return Stage.TOLD
    days = days_of(due)
    if days is None:
        return Stage.NO_DUE
    return Stage.NO_WORD if days[1] < on else Stage.OPEN


def _sentences(
    stage: Stage, told: Sequence[AnswerTold], due: str | None, on: str, *, contested: bool
) -> tuple[Label, ...]:
    answers = [
        say("undertaking-answered", outcome=_outcomes()[each.outcome].label, answer=each.says)
        for each in told
    ]
    if contested:
        answers.append(say("undertaking-contested"))
    if stage in (Stage.TOLD, Stage.ANSWERED):
        return tuple(answers)
    return (*answers, say(f"undertaking-{stage}", due=due or "", on=on))


def _by_date(entered: Entered) -> tuple[str, str]:
    return _first(entered[0].date), entered[0].key


def _first(date: str | None, undated: str = LAST) -> str:
    days = days_of(date)
    return undated if days is None else days[0]


@cache
def _list() -> _List:
    return msgspec.json.decode(content("undertakings.json"), type=prepared(_List))


@cache
def _kinds() -> dict[str, UndertakingKind]:
    return {each.code: each for each in _list().kinds}


@cache
def _outcomes() -> dict[str, Outcome]:
    return {each.code: each for each in _list().outcomes}
