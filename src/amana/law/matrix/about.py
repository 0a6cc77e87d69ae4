"""The charge itself, with what it names, and what is noticed of it before any row is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amana.law.casework import by_key, versions
from amana.law.matrix.linking import Sources
from amana.law.matrix.shapes import Charged, Named, Noted, Notice
from amana.law.statute import Given, crime, mode
from amana.records import Charge, Person, ReportedIncident, Situation, Standing
from amana.text import FIRST_DAY, LAST_DAY, days_of

AGE = 18
"""Years: the Court has no jurisdiction over who was younger (Rome Statute, Article 26)."""

Days = tuple[str, str]
"""The first and the last day, ISO 8601, both included."""


def charged(standings: Sequence[Standing], standing: Standing, sources: Sources) -> Charged:
    """Return a charge with what it names.

    Raises:
        UsageError: its crime or mode is none that the statute room knows.
    """
    charge = standing.matter
    assert isinstance(charge, Charge)  # noqa: S101 - looked up by this kind
    known = by_key(standings)
    incidents = tuple(_named(known, key, sources) for key in charge.incidents)
    own, meant = crime(charge.crime), mode(charge.mode)
    states = dict.fromkeys(state for each in incidents for state in each.states)
    older = (each for each in versions(standings, charge.key) if each.number != standing.number)
    return Charged(
        name=charge.name,
        crime=own.id,
        crime_label=own.label,
        mode=meant.id,
        mode_label=meant.label,
        person=_named(known, charge.person, sources),
        situation=_named(known, charge.situation, sources),
        incidents=incidents,
        period=charge.period or _span([each.date for each in incidents]),
        period_told=charge.period is not None,
        states=charge.states or tuple(states),
        states_told=bool(charge.states),
        place=charge.place,
        stated=sources.stated(standing),
        earlier=tuple(sources.stated(each, standing.number) for each in older),
    )


def charge_notices(charge: Charged) -> tuple[Notice, ...]:
    """Return what is noticed of a charge.

    Rules:

    1. *missing*: the person, situation or an incident that it names does not stand, or may not be
       seen.
    2. *no-dates*: neither the charge nor an incident of it has a day. *outside-dates*: no day of an
       incident lies within the period of the charge.
    3. *under-18*, *perhaps-under-18*: the person was younger than 18 on every day of the period, or
       may have been on one (Article 26; it speaks of the time of the alleged commission).
    4. *crime-later*: the provision was not yet in the Statute on a day of the period.
    5. *elements-pending-source*, *no-elements-drafted*: the rows cannot show elements of the crime.
    """
    found = [
        Notice(code=Noted.MISSING, about=each.key)
        for each in (charge.person, charge.situation, *charge.incidents)
        if each.stated is None
    ]
    period = days_of(charge.period)
    if period is None:
        found.append(Notice(code=Noted.NO_DATES))
    else:
        found += _of_time(charge, period)
    given = crime(charge.crime).elements_given
    if given is Given.PENDING_SOURCE:
        found.append(Notice(code=Noted.PENDING_SOURCE, about=charge.crime))
    elif given is Given.NONE_DRAFTED:
        found.append(Notice(code=Noted.NONE_DRAFTED, about=charge.crime))
    return tuple(found)


def _of_time(charge: Charged, period: Days) -> Iterator[Notice]:
    for incident in charge.incidents:
        days = days_of(incident.date)
        if days is not None and (days[1] < period[0] or period[1] < days[0]):
            yield Notice(code=Noted.OUTSIDE_DATES, about=incident.key)
    born = days_of(charge.person.date)
    if born is not None and _of_age(born[0]) > period[1]:
        yield Notice(code=Noted.UNDER_18, about=charge.person.key)
    elif born is not None and _of_age(born[1]) > period[0]:
        yield Notice(code=Noted.PERHAPS_UNDER_18, about=charge.person.key)
    since = crime(charge.crime).valid_from
    if since > period[0]:
        yield Notice(code=Noted.CRIME_LATER, about=since)


def _of_age(born: str) -> str:
    """Return the day on which somebody is 18, as text that sorts as days do."""
    return f"{int(born[:4]) + AGE:04d}{born[4:]}"


def _span(dates: Sequence[str | None]) -> str | None:
    """Return the EDTF value that covers all dates which are told."""
    told = list(dict.fromkeys(each for each in dates if each is not None and days_of(each)))
    if len(told) <= 1:
        return told[0] if told else None
    days = [covered for each in told if (covered := days_of(each))]
    first, last = min(days)[0], max(day for _, day in days)
    start, end = ".." if first == FIRST_DAY else first, ".." if last == LAST_DAY else last
    return f"{start}/{end}"


def _named(known: Mapping[str, Standing], key: str, sources: Sources) -> Named:
    """Return a matter that the charge names; only its key, where nothing stands under it."""
    standing = known.get(key)
    if standing is None:
        return Named(key=key)
    stated = sources.stated(standing)
    match standing.matter:
        case Person(name=name, name_ar=name_ar, born=born, of=of):
            actors = (of,) if of else ()
            return Named(
                key=key, name=name, name_ar=name_ar, date=born, actors=actors, stated=stated
            )
        case Situation(name=name, name_ar=name_ar, period=period, states=states):
            return Named(
                key=key, name=name, name_ar=name_ar, date=period, states=states, stated=stated
            )
        case ReportedIncident(name=name, date=date, place=place, states=states, actors=actors):
            return Named(
                key=key,
                name=name,
                date=date,
                place=place,
                states=states,
                actors=actors,
                stated=stated,
            )
        case _:
            return Named(key=key)
