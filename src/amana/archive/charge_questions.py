"""From a charge to the questions of jurisdiction that it raises: pure.

Rules:

1. Each incident of a charge is a question of its own: whether the Court could act may differ from
   one to the next. Incidents that come to the same question are told together. A charge of which
   no incident stands is one question.
2. When and where: what the charge itself says of its period and States; else what the incident
   says. What neither says is unknown. Where the incident's place is the name of an area that law
   tells apart (Darfur), that area is meant, and not the whole State.
3. A nationality counts that the person had on every day when the conduct may have been. One that
   began or ended about then leaves nationality unknown, and so does a list without any: that no
   nationality is known does not say that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.law import Answer, Question, areas, by_key, named
from amana.records import Charge, Nationality, Person, ReportedIncident, Standing
from amana.text import FIRST_DAY, LAST_DAY, days_of, fold

Days = tuple[str, str]


class ChargeQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that some incidents of a charge raise, by their keys."""

    incidents: tuple[str, ...]
    question: Question


class ChargeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules of jurisdiction answer for some incidents of a charge, by their keys."""

    incidents: tuple[str, ...]
    answer: Answer


def questions_of(
    standings: Sequence[Standing], charge: str, as_of: str
) -> tuple[ChargeQuestion, ...]:
    """Return the questions that a charge raises, in the order of its incidents.

    Raises:
        NotFound: no such charge stands.
    """
    about, _ = named(standings, charge, Charge)
    known = by_key(standings)
    person = known.get(about.person)
    incidents: list[ReportedIncident | None] = [
        how.matter
        for key in about.incidents
        if (how := known.get(key)) and isinstance(how.matter, ReportedIncident)
    ]
    found: dict[Question, list[str]] = {}
    for incident in incidents or [None]:
        when = about.period or (incident.date if incident else None)
        places = about.states or (_places(incident) if incident else ())
        question = Question(
            crime=about.crime,
            as_of=as_of,
            when=when,
            places=tuple(places) or None,
            nationalities=_nationalities(person.matter, when) if person else None,
            born=person.matter.born if person and isinstance(person.matter, Person) else None,
        )
        found.setdefault(question, []).extend([incident.key] if incident else [])
    return tuple(
        ChargeQuestion(incidents=tuple(keys), question=question) for question, keys in found.items()
    )


def _places(incident: ReportedIncident) -> tuple[str, ...]:
    """Return the States of an incident, or the area of one that its place names (rule 2)."""
    place = fold(incident.place.strip()).text
    called = {
        code.partition(":")[0]: code
        for code, label in areas()
        if place and place in (fold(label.en).text, fold(label.ar).text)
    }
    return tuple(called.get(state, state) for state in incident.states)


def _nationalities(person: object, when: str | None) -> tuple[str, ...] | None:
    """Return the nationalities that a person had; None where that is not known (rule 3)."""
    if not isinstance(person, Person):
        return None
    days = days_of(when) or (FIRST_DAY, LAST_DAY)
    held = {each.state: _held(each, days) for each in person.nationalities}
    if None in held.values():
        return None
    return tuple(state for state, had in held.items() if had) or None


def _held(nationality: Nationality, days: Days) -> bool | None:
    """Tell whether a nationality was held on all of some days, on none; None: perhaps."""
    since = days_of(nationality.since) or (FIRST_DAY, FIRST_DAY)
    until = days_of(nationality.until) or (LAST_DAY, LAST_DAY)
    if since[0] > days[1] or until[1] < days[0]:
        return False
    return True if since[1] <= days[0] and until[0] >= days[1] else None
