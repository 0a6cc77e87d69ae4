"""Drafts of steps and undertakings from observations that people accepted: never entered as such.

Rules:

1. Only observations of proceedings that somebody marked right, corrected or added are asked for;
   which of them is `accepted` stands in the draft's reason.
2. `data/mapping.json` leads from what analysis calls a step, and what it came to, to a step of a
   model or a kind of undertaking; the first fitting line counts. What no line fits is left. Where
   it is not plain whether the Court or a body of a State acts, both are tried in turn.
3. A step about persons goes to their proceeding of that model in the situation. A person is meant
   when all words of one of the names are words of the other. Where two persons fit, none is taken.
4. A date with a mark of doubt ("2024-11?") loses it, and a note tells of it. Where the States that
   an observation is about are none of the situation's, it makes no step of its proceedings.
5. Several observations of one step, with the same date and proceeding, are one draft that cites
   them all. What a standing step or undertaking cites already is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from amana.law.casework import by_key, of_kind
from amana.law.proceedings.meaning import Row, date_of, is_meant, party_name, rows_for, state_of
from amana.records import (
    Cite,
    LegalProceeding,
    Party,
    Person,
    Proceeding,
    Situation,
    Standing,
    Step,
    Undertaking,
)

UNDERTAKING = "undertaking"
_LONGEST_KEY, _LONGEST_QUOTE = 64, 160


class HowAccepted(StrEnum):
    """What somebody did about an observation."""

    RIGHT = "marked right"
    CORRECTED = "corrected"
    ADDED = "added"


class Accepted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An observation of a proceeding that a person holds, in an item; `published` is EDTF."""

    item: str
    observed: Proceeding
    accepted: HowAccepted
    published: str | None = None


class Left(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An observation of which no draft was made, and why."""

    item: str
    fact: str
    why: str


class Suggestions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Drafts as `amana decide` takes them, and what was left out of them."""

    drafts: tuple[Step | Undertaking, ...]
    left: tuple[Left, ...]


Draft = Step | Undertaking


def suggested(
    observations: Sequence[Accepted], standings: Sequence[Standing], situation: str
) -> Suggestions:
    """Return drafts for a situation from accepted observations, in the order of their dates."""
    desk = _Desk(standings, situation)
    drafts: dict[tuple[str, str, str | None], Draft] = {}
    left: list[Left] = []
    for each in sorted(observations, key=lambda one: (one.item, one.observed.id)):
        for made in desk.drafts(each):
            if isinstance(made, Left):
                left.append(made)
                continue
            name = _name(made)
            older = drafts.get(name)
            drafts[name] = made if older is None else _together(older, made)
    ordered = sorted(drafts.values(), key=lambda one: (one.date or "~", one.key))
    return Suggestions(drafts=tuple(desk.keyed(ordered)), left=tuple(left))


class _Desk:
    """A situation to which observations are held."""

    def __init__(self, standings: Sequence[Standing], situation: str) -> None:
        self._situation = situation
        self._taken = set(by_key(standings)) | {each.matter.key for each in standings}
        self._proceedings = [
            each for each, _ in of_kind(standings, LegalProceeding) if each.situation == situation
        ]
        self._states = {
            code
            for each, _ in of_kind(standings, Situation)
            if each.key == situation
            for code in each.states
        }
        self._persons = [person for person, _ in of_kind(standings, Person)]
        self._cited = {
            (cite.item, cite.fact)
            for kind in (Step, Undertaking)
            for matter, _ in of_kind(standings, kind)
            for cite in matter.cites
            if cite.fact
        }

    def drafts(self, one: Accepted) -> Iterator[Draft | Left]:
        """Yield the drafts of an observation, or why there is none."""
        if (one.item, one.observed.id) in self._cited:
            yield _left(one, "a step or undertaking that stands cites it already")
            return
        tried = [[*self._by_row(one, row)] for row in rows_for(one.observed)]
        fitting = [made for made in tried if any(not isinstance(each, Left) for each in made)]
        made = next(iter(fitting or tried), [])
        seen = one.observed
        yield from made or [_left(one, f"no model has a step for {seen.step}, {seen.status}")]

    def _by_row(self, one: Accepted, row: Row) -> Iterator[Draft | Left]:
        if row.to == UNDERTAKING:
            yield self._undertaking(one, row)
        elif row.to == "icc-situation":
            yield self._elsewhere(one) or self._for(one, row, None)
        else:
            yield from self._of_persons(one, row)

    def keyed(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield drafts with keys that nothing has yet."""
        for each in drafts:
            key, number = each.key, 1
            while key in self._taken:
                number += 1
                key = f"{each.key[: _LONGEST_KEY - 4].rstrip('-')}-{number}"
            self._taken.add(key)
            yield msgspec.structs.replace(each, key=key)

    def _of_persons(self, one: Accepted, row: Row) -> Iterator[Draft | Left]:
        names = [*filter(None, (party_name(each) for each in one.observed.subjects))]
        if not names:
            yield _left(one, "it names nobody whom it is about")
        for name in dict.fromkeys(names):
            found = [each for each in self._persons if is_meant(name, each)]
            if len(found) == 1:
                yield self._for(one, row, found[0].key)
            else:
                why = "several persons may be meant by" if found else "no person is entered as"
                yield _left(one, f"{why} {name!r}")

    def _elsewhere(self, one: Accepted) -> Left | None:
        """Tell where the States that an observation is about are none of the situation's."""
        found = {code for each in one.observed.subjects if (code := state_of(party_name(each)))}
        if not found or not self._states or found & self._states:
            return None
        return _left(one, f"it is about {', '.join(sorted(found))}, not about this situation")

    def _for(self, one: Accepted, row: Row, person: str | None) -> Draft | Left:
        """Return a step of the one proceeding that fits."""
        found = [
            each for each in self._proceedings if each.model == row.to and each.person == person
        ]
        if len(found) != 1:
            about = f" about {person!r}" if person else ""
            which = "several proceedings" if found else "no proceeding"
            return _left(one, f"{which} of the model {row.to}{about} in this situation")
        seen = one.observed
        date, note = date_of(seen)
        return Step(
            key=_key(found[0].key, row.code, date),
            reason=_reason(one),
            cites=(Cite(item=one.item, fact=seen.id),),
            proceeding=found[0].key,
            step=row.code,
            date=date,
            by=_all(seen.by) or _all([seen.authority] if seen.authority else []),
            vote=seen.vote or "",
            note=note,
        )

    def _undertaking(self, one: Accepted, row: Row) -> Draft:
        seen = one.observed
        date, note = date_of(seen)
        return Undertaking(
            key=_key(self._situation, row.code, date),
            reason=_reason(one),
            cites=(Cite(item=one.item, fact=seen.id),),
            situation=self._situation,
            kind=row.code,
            what=_short(f"{seen.span.quote} ({note})" if note else seen.span.quote),
            by=tuple(filter(None, (party_name(each) for each in seen.by))),
            to=tuple(filter(None, (party_name(each) for each in seen.subjects))),
            date=date,
        )


def _together(older: Draft, newer: Draft) -> Draft:
    """Return one draft of two observations of one thing."""
    return msgspec.structs.replace(
        older, cites=(*older.cites, *(each for each in newer.cites if each not in older.cites))
    )


def _name(made: Draft) -> tuple[str, str, str | None]:
    if isinstance(made, Step):
        return made.proceeding, made.step, made.date
    return " ".join((made.situation, *made.by, *made.to)), made.kind, made.date


def _reason(one: Accepted) -> str:
    return f"From an observation that was {one.accepted}: {_short(one.observed.span.quote)}"


def _left(one: Accepted, why: str) -> Left:
    return Left(item=one.item, fact=one.observed.id, why=why)


def _all(parties: Sequence[Party]) -> str:
    return ", ".join(filter(None, (party_name(each) for each in parties)))


def _key(about: str, code: str, date: str | None) -> str:
    """Return a key of small letters, digits and hyphens."""
    when = re.sub(r"[^0-9]+", "-", date or "").strip("-")
    rest = "-".join(filter(None, (re.sub(r"[^a-z0-9]+", "-", code), when)))
    return f"{about[: max(1, _LONGEST_KEY - 1 - len(rest))].rstrip('-')}-{rest}"[:_LONGEST_KEY]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_QUOTE else f"{plain[: _LONGEST_QUOTE - 1].rstrip()}…"
