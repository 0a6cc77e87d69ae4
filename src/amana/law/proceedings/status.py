"""The status of a proceeding as it was known on a day: what stands, from what, and what does not.

`status_of` is asked with two days: `known_on` (what was known by then) and `on` (what had happened
by then; the same day if left out). A step that became known later changes nothing of the answer,
whatever its own date. Nothing here is a finding: each state follows from steps that people entered,
each with its sources, and from the model.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.law.casework import named
from amana.law.label import Label
from amana.law.proceedings.case import Case, TakenStep, TrackStatus
from amana.law.proceedings.days import day_of
from amana.law.proceedings.enforcement import Enforcement, enforcement
from amana.law.proceedings.flags import Flag, flags_of
from amana.law.proceedings.guards import remarks
from amana.law.proceedings.models import MAIN, StepType
from amana.law.proceedings.placing import only_announced
from amana.law.proceedings.telling import fill, plain, say
from amana.law.proceedings.weighing import Superseded
from amana.law.treaty import Treaty, packaged_treaty
from amana.records import LegalProceeding, Standing

_WARRANTS = frozenset({"sealed", "in_force"})


class Beside(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is told of the situation as a whole, beside a case in it: its tracks that moved."""

    proceeding: str
    tracks: tuple[TrackStatus, ...]


class Applicable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence of law that matters as things stand, with its provisions."""

    code: str
    says: Label
    provisions: tuple[str, ...]


class Status(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The status of a proceeding as known on `known_on`, of what had happened by `on`.

    `state` is that of its main track. `claimed` are keys of what somebody says and nothing
    establishes, `ahead` of what was only announced. `sentences` tell all of it.
    """

    proceeding: str
    model: str
    situation: str
    person: str | None
    name: Label
    known_on: str
    on: str
    state: str
    label: Label
    says: Label
    since: str | None
    steps: tuple[TakenStep, ...]
    tracks: tuple[TrackStatus, ...]
    beside: tuple[Beside, ...]
    claimed: tuple[str, ...]
    superseded: tuple[Superseded, ...]
    ahead: tuple[TakenStep, ...]
    remarks: tuple[Applicable, ...]
    enforcement: Enforcement | None
    flags: tuple[Flag, ...]
    sentences: tuple[Label, ...]


def status_of(
    standings: Sequence[Standing],
    proceeding: str,
    known_on: str,
    on: str | None = None,
    *,
    treaty: Treaty | None = None,
) -> Status:
    """Return the status of the proceeding of that key.

    Raises:
        NotFound: no such proceeding stands.
        UsageError: a day is none, or the proceeding's model is not known.
    """
    known_on, on = day_of(known_on), day_of(on or known_on)
    about, how = named(standings, proceeding, LegalProceeding)
    case = Case(standings, about, how, known_on, on)
    beside = case.beside()
    states = _merged(case, beside)
    obliged = None
    if case.model.id.startswith("icc-") and (
        states.get("warrant") in _WARRANTS or case.course.leading.get("cooperation")
    ):
        obliged = enforcement(case.course.ran, on, known_on, treaty or packaged_treaty())
    return _told(case, beside, states, obliged)


def _merged(case: Case, beside: Sequence[Case]) -> dict[str, str]:
    """Return the states of a case's tracks; where nothing is told of one, the situation's."""
    states = dict(case.course.states)
    for track in case.model.tracks:
        if case.course.leading[track.code] or track.code == MAIN:
            continue
        for other in beside:
            if other.course.leading.get(track.code):
                states[track.code] = other.course.states[track.code]
    return states


def _told(
    case: Case, beside: Sequence[Case], states: dict[str, str], obliged: Enforcement | None
) -> Status:
    tracks = case.tracks()
    main = next(each for each in tracks if each.track == MAIN)
    others = tuple(
        Beside(
            proceeding=other.about.key,
            tracks=tuple(each for each in other.tracks() if each.told),
        )
        for other in beside
    )
    matters = tuple(
        Applicable(code=each.code, says=fill(each.says, **case.slots), provisions=each.provisions)
        for each in remarks(case.model, states)
        if case.about.person is not None or "{person}" not in each.says.en
    )
    flags = flags_of(case)
    sentences = (
        *_standing(case, tracks, others),
        *(each.says for each in matters),
        *_duties(obliged),
        *(each.says for each in flags),
    )
    return Status(
        proceeding=case.about.key,
        model=case.model.id,
        situation=case.about.situation,
        person=case.about.person,
        name=plain(case.about.name) if case.about.name else case.slots["person"],
        known_on=case.known_on,
        on=case.on,
        state=main.state,
        label=main.state_label,
        says=main.says,
        since=main.since,
        steps=tuple(case.taken(each.placed, each) for each in case.course.ran),
        tracks=tracks,
        beside=others,
        claimed=case.weighed.claimed,
        superseded=case.weighed.superseded,
        ahead=tuple(case.taken(each) for each in case.sorted.ahead),
        remarks=matters,
        enforcement=obliged,
        flags=flags,
        sentences=sentences,
    )


def _standing(
    case: Case, tracks: Sequence[TrackStatus], beside: Sequence[Beside]
) -> tuple[Label, ...]:
    """Return where things stand in sentences, the main track first."""
    said = {each.placed.step.key: case.said(each.placed) for each in case.course.ran}
    return (
        say("as-known", known_on=case.known_on, on=case.on),
        *(_since(each) for each in tracks if each.told or each.track == MAIN),
        *(say("beside", says=_since(each)) for other in beside for each in other.tracks),
        *(say("claimed", step=said[key]) for key in case.weighed.claimed),
        *(_overtaken(case, each, said) for each in case.weighed.superseded),
        *(
            say("ahead" if only_announced(each) else "later", step=case.said(each))
            for each in case.sorted.ahead
        ),
    )


def _overtaken(case: Case, over: Superseded, said: dict[str, Label]) -> Label:
    """Return what came of a step that a later one leaves nothing of: a word, or an act."""
    kinds = {each.placed.step.key: each.placed.kind for each in case.course.ran}
    by = kinds[over.by]
    if by is not None and by.kind is StepType.CLAIM:
        return say("superseded", step=said[over.key])
    return say("followed", step=said[over.key], by=said[over.by])


def _duties(obliged: Enforcement | None) -> tuple[Label, ...]:
    if obliged is None:
        return ()
    return (obliged.says, *(says for duty in obliged.duties for says in duty.says))


def _since(track: TrackStatus) -> Label:
    if track.since is None:
        return track.says
    return say("since", says=track.says, date=track.since)
