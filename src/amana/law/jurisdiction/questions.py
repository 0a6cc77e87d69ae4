"""What is asked of the rules of jurisdiction: one crime, one accused, as of one day.

A question says what it knows. What it leaves out is unknown, never false: the answer then says
whether anything depends on it. Names and dates are made plain here, before any rule is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from amana.core import UsageError
from amana.law.jurisdiction.crimes import AGGRESSION, CrimeClass, class_of
from amana.law.jurisdiction.places import Place, bound, place_of, state_on
from amana.text import days_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Could the Court act on this crime, as far as was known on a day?

    Attributes:
        crime: The crime, as `rs:8(2)(b)(iv)`.
        as_of: The day of knowledge (ISO 8601): what was done later does not exist yet.
        when: When the conduct took place (EDTF: a day, a month, a year or an interval of them);
            null where it is unknown. An interval says that it was on one of its days.
        places: Where any part of the conduct took place: codes of ISO 3166-1 alpha-3, an area of a
            State as `SDN:darfur`. Empty: on no State's territory. Null: unknown.
        nationalities: Every nationality that the accused had then. Empty: none (stateless). Null:
            unknown.
        registered: The State in which the vessel or aircraft is registered on board of which the
            crime was committed. Null: there was none; unknown where `places` is empty.
        aggressor: Of a crime of aggression: the State that committed the act of aggression.
        mandated: Whether the conduct arose from an operation that the Security Council (for
            Darfur also the African Union) established or authorised. Null: unknown.
        born: When the accused was born (EDTF); null where it is unknown.
    """

    crime: str
    as_of: str
    when: str | None = None
    places: tuple[str, ...] | None = None
    nationalities: tuple[str, ...] | None = None
    registered: tuple[str, ...] | None = None
    aggressor: str | None = None
    mandated: bool | None = None
    born: str | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question made plain: every name is a known one, every date two days, first and last."""

    question: Question
    crime: CrimeClass
    first: str
    last: str
    places: tuple[Place, ...] | None
    nationalities: tuple[str, ...] | None
    registered: tuple[str, ...] | None


def asked(question: Question) -> Asked:
    """Make a question plain.

    Raises:
        UsageError: a crime, State or date is none, a State did not exist then, or the conduct lies
            after the day as of which it is asked.
    """
    crime = class_of(question.crime)
    first, last = _days(question)
    nationalities = _states(question.nationalities, first, last)
    registered = _states(question.registered, first, last)
    aggressor = _states(None if question.aggressor is None else (question.aggressor,), first, last)
    if question.born is not None and _span(question.born) is None:
        raise _no_date(question.born)
    places = None
    if question.places is not None:
        found = {
            place.code: place for place in [place_of(each, first, last) for each in question.places]
        }
        places = tuple(found.values())
    plain = Question(
        crime=crime.id,
        as_of=question.as_of,
        when=question.when,
        places=None if places is None else tuple([each.code for each in places]),
        nationalities=nationalities,
        registered=registered,
        aggressor=None if aggressor is None else aggressor[0],
        mandated=question.mandated,
        born=question.born,
    )
    return Asked(
        question=plain,
        crime=crime,
        first=first,
        last=last,
        places=places,
        nationalities=nationalities,
        registered=registered,
    )


@lru_cache(maxsize=1 << 15)
def _span(value: str) -> tuple[str, str] | None:
    return days_of(value)


def _days(question: Question) -> tuple[str, str]:
    """Return the first and the last day on which the conduct can have been."""
    if not _DAY.fullmatch(question.as_of) or _span(question.as_of) is None:
        raise UsageError(
            f"“{question.as_of}” is no day of the calendar",
            remedy="give the day as of which you ask as year, month and day, like 2024-11-22",
        )
    if question.when is None:
        return min("1900-01-01", question.as_of), question.as_of
    days = _span(question.when)
    if days is None:
        raise _no_date(question.when)
    first, last = days
    if first > question.as_of:
        raise UsageError(
            f"the conduct ({question.when}) lies after the day as of which you ask, "
            f"{question.as_of}",
            remedy="ask as of a later day, or check the date of the conduct",
        )
    return first, min(last, question.as_of)


def _no_date(value: str) -> UsageError:
    return UsageError(
        f"“{value}” is no date of the calendar",
        remedy="write a day, month or year as 2014-07-17, 2014-07 or 2014, or an interval "
        "of two of them as 2014-07-17/2014-08",
    )


def _states(names: Iterable[str] | None, first: str, last: str) -> tuple[str, ...] | None:
    """Return the codes of the States that are named; a territory stands for its State."""
    if names is None:
        return None
    return tuple(dict.fromkeys(bound(state_on(each, first, last)) for each in names))


def attacks_itself(asked: Asked) -> bool:
    """Tell whether the only territory named is that of the aggressor.

    An act of aggression is force by a State against another one (Article 8 bis(2)).
    """
    aggressor = asked.question.aggressor
    named = {state for place in asked.places or () for state in place.states_on(asked.last)}
    return aggressor is not None and asked.crime.article == AGGRESSION and named == {aggressor}
