"""What a question leaves open, as choices between worlds, and what would change with each.

The answer is `basis_found` where every world has a basis, `no_basis_found` where none has one, and
`undetermined` where some have: then it depends on each choice that alone can turn one into another.
Days fall into stretches between dated facts within which nothing changes, and States into kinds
that the rules cannot tell apart, so that one of each stands for all. Of several nationalities it
is enough to try each alone, none, and those of all the places together: what another one adds,
it adds alone, and what it excludes, it excludes alone (`rules`); only declarations under Article
124 of several States on whose territories the conduct took place need their nationalities together.
"""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from amana.law.jurisdiction.acceptance import acceptance, may_have_accepted
from amana.law.jurisdiction.crimes import AGGRESSION
from amana.law.jurisdiction.disputes import listed_places
from amana.law.jurisdiction.questions import Asked
from amana.law.jurisdiction.worlds import World
from amana.law.treaty import FIRST_DAY, FactKind, Reach, Treaty, one_year_after
from amana.law.treaty.states import states as all_states

Where = tuple[tuple[str | None, str | None], ...]
NOBODY: frozenset[str] = frozenset()
FIRST_OF_ALL = "0001-01-01"
"""The first day of the calendar, from which nothing has happened yet."""


class Value(NamedTuple):
    """One way in which something that is open could be: what it adds to a world."""

    day: str = ""
    places: Where = ()
    nationalities: tuple[str, ...] = ()
    registered: tuple[str, ...] = ()
    aggressor: str | None = None
    mandated: bool = False
    accepting: frozenset[str] = NOBODY


class Choice(NamedTuple):
    """Something that is settled or open: its word, what it is about, and how it could be."""

    on: str
    about: tuple[str, ...]
    values: tuple[Value, ...]


def choices(treaty: Treaty, asked: Asked, *, otherwise: bool = False) -> list[Choice]:
    """Return what is settled (one value) and what is open (several) in a question.

    `otherwise`: disputed places are taken as in the reading that the rules do not apply.
    """
    days = stretches(treaty, asked)
    found = [Choice("day", (), tuple([Value(day=day) for day in days]))]
    found += _of_places(treaty, asked, days, otherwise=otherwise)
    found.append(_of_states(treaty, asked, days, "nationality", asked.nationalities))
    if asked.registered is not None:
        found.append(Choice("registration", (), (Value(registered=asked.registered),)))
    elif asked.places == ():
        found.append(_of_states(treaty, asked, days, "registration", None))
    if asked.crime.article == AGGRESSION:
        known = asked.question.aggressor
        found.append(
            _of_states(treaty, asked, days, "aggressor", None if known is None else (known,))
        )
    found.append(_of_mandate(treaty, asked, found))
    if asked.crime.amendment is not None:
        found += _of_acceptance(treaty, asked, days, asked.crime.amendment)
    return found


def world_of(values: tuple[Value, ...]) -> World:
    """Return the world in which everything is as these values say."""
    days, places, nationalities, registered, aggressors, mandates, accepting = zip(
        *values, strict=True
    )
    return World(
        day=max(days),
        places=tuple(itertools.chain.from_iterable(places)),
        nationalities=tuple(itertools.chain.from_iterable(nationalities)),
        registered=tuple(itertools.chain.from_iterable(registered)),
        aggressor=next((each for each in aggressors if each is not None), None),
        mandated=any(mandates),
        accepting=NOBODY.union(*accepting),
    )


def settled(treaty: Treaty, asked: Asked, days: tuple[str, ...]) -> World | None:
    """Return the one world of a question that leaves nothing open; None where it does."""
    places, nationals = _sure_places(asked, days[-1]), asked.nationalities
    if len(days) > 1 or places is None or nationals is None:
        return None
    if asked.registered is None and not places:
        return None
    known = asked.question
    if asked.crime.article == AGGRESSION and known.aggressor is None:
        return None
    left_out = treaty.of_kind(FactKind.COUNCIL_CARVE_OUT)
    if known.mandated is None and any(
        fact.state == state for fact in left_out for state, _ in places
    ):
        return None
    amendment = asked.crime.amendment
    if amendment is not None and any(
        may_have_accepted(treaty, state, days[0], amendment) for state in _named(asked)
    ):
        return None
    return World(
        days[0], places, nationals, asked.registered or (), known.aggressor, bool(known.mandated)
    )


def stretches(treaty: Treaty, asked: Asked) -> tuple[str, ...]:
    """Return the first day of each stretch of days within which nothing changes.

    The first stretch may begin before the conduct: its first day stands for all days of it.
    """
    turns = turning_days(treaty)
    start, end = bisect_right(turns, asked.first), bisect_right(turns, asked.last)
    return turns[max(0, start - 1) : end] if start else (FIRST_OF_ALL, *turns[:end])


@lru_cache(maxsize=1024)
def turning_days(treaty: Treaty) -> tuple[str, ...]:
    """Return the days on which an effect of a fact begins or is over, in order."""
    turns = {FIRST_DAY}
    for place in listed_places().places:
        turns |= {sovereign.since for sovereign in place.sovereigns}
        turns |= set() if place.dispute is None else {place.dispute.since}
    turns.discard(FIRST_OF_ALL)
    for fact in treaty.facts:
        turns |= {fact.since or fact.done}
        turns |= {day_after(end) for end in (fact.until, fact.done) if end is not None}
        if fact.kind is FactKind.AMENDMENT_ADOPTED:
            turns.add(day_after(one_year_after(fact.complete or fact.retrieved)))
        if fact.kind is FactKind.AGGRESSION_NOT_ACCEPTED_WITHDRAWN:
            turns.add(fact.done)
    return tuple(sorted(turns))


def day_after(day: str) -> str:
    """Return the next day; the last one of the calendar has none and is its own."""
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
    except OverflowError:
        return day


def day_before(day: str) -> str:
    """Return the day before."""
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


def _sure_places(asked: Asked, day: str) -> Where | None:
    """Return the places with their States; None where a place, or its State, is not sure."""
    if asked.places is None:
        return None
    found = []
    for place in asked.places:
        states = place.states_on(day)
        if len(states) > 1:
            return None
        found.append((states[0], place.area))
    return tuple(found)


def _of_places(
    treaty: Treaty, asked: Asked, days: tuple[str, ...], *, otherwise: bool
) -> Iterator[Choice]:
    if asked.places is None:
        kinds = _kinds_of(treaty, asked, days)
        values = [Value()]
        values += [Value(places=((state, None),), accepting=let) for state, let in kinds]
        yield Choice("place", (), tuple(values))
        return
    for place in asked.places:
        if otherwise and place.dispute is not None and place.dispute.otherwise:
            yield Choice(
                "territory",
                (place.code,),
                tuple([Value(places=((each, place.area),)) for each in place.dispute.otherwise]),
            )
            continue
        values = [Value(places=((each, place.area),)) for each in place.states_on(days[-1])]
        yield Choice("territory", (place.code,), tuple(values))


def _of_states(
    treaty: Treaty, asked: Asked, days: tuple[str, ...], on: str, known: tuple[str, ...] | None
) -> Choice:
    """Return the choice of States that stand in one relation to the crime."""
    if known is not None:
        value = Value(nationalities=known) if on == "nationality" else Value(aggressor=known[0])
        return Choice(on, (), (value,))
    kinds = _kinds_of(treaty, asked, days)
    if on == "aggressor":
        return Choice(on, (), tuple([Value(aggressor=each, accepting=let) for each, let in kinds]))
    if on == "registration":
        alone = [Value(registered=(each,), accepting=let) for each, let in kinds]
        return Choice(on, (), (Value(), *alone))
    alone = [Value(nationalities=(each,), accepting=let) for each, let in kinds]
    return Choice(on, (), (Value(), *alone, Value(nationalities=_named(asked))))


def _of_mandate(treaty: Treaty, asked: Asked, found: list[Choice]) -> Choice:
    """Return the choice whether an authorised operation was at work, where that can matter."""
    known = asked.question.mandated
    if known is not None:
        return Choice("mandate", (), (Value(mandated=known),))
    places = {state for choice in found for value in choice.values for state, _ in value.places}
    matters = any(fact.state in places for fact in treaty.of_kind(FactKind.COUNCIL_CARVE_OUT))
    values = (Value(), Value(mandated=True)) if matters else (Value(),)
    return Choice("mandate", (), values)


def _of_acceptance(
    treaty: Treaty, asked: Asked, days: tuple[str, ...], amendment: str
) -> Iterator[Choice]:
    """Return the choices whether a named State accepted, where the lists do not reach so far."""
    for state in _named(asked):
        if any(may_have_accepted(treaty, state, day, amendment) for day in days):
            yield Choice(
                "acceptance", (state, amendment), (Value(), Value(accepting=frozenset({state})))
            )


def _named(asked: Asked) -> tuple[str, ...]:
    """Return the States that the question itself names, each once."""
    places = [each.state for place in asked.places or () for each in place.sovereigns]
    listed = [*places, *(asked.nationalities or ()), *(asked.registered or ())]
    listed.append(asked.question.aggressor)
    return tuple(dict.fromkeys(each for each in listed if each is not None))


def _kinds_of(
    treaty: Treaty, asked: Asked, days: tuple[str, ...]
) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return one State of each kind, and every State that the question names."""
    kinds = _kinds(treaty, asked.crime.article, asked.crime.amendment, days)
    known = {state for state, _ in kinds}
    return (*kinds, *((state, NOBODY) for state in _named(asked) if state not in known))


@lru_cache(maxsize=4096)
def _kinds(
    treaty: Treaty, article: str, amendment: str | None, days: tuple[str, ...]
) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return a State for each way in which States can differ for the rules on these days.

    Where a State may have accepted an amendment unknown to the lists, it stands there twice: as
    one that did not, and as one that did.
    """
    seen: dict[tuple[object, ...], str] = {}
    codes = {each.code for each in all_states() if each.kind.is_state} | set(treaty.states())
    for state in sorted(codes):
        kind = tuple([_kind(treaty, article, amendment, state, day) for day in days])
        seen.setdefault(kind, state)
    found = []
    for state in seen.values():
        found.append((state, NOBODY))
        if amendment and any(may_have_accepted(treaty, state, day, amendment) for day in days):
            found.append((state, frozenset({state})))
    return tuple(found)


def _kind(
    treaty: Treaty, article: str, amendment: str | None, state: str, day: str
) -> tuple[object, ...]:
    """Return all that the rules can see of a State on a day."""
    member = treaty.membership(state, day)
    apart = treaty.transitional(state, day)
    accepted = None if amendment is None else treaty.accepted(state, amendment)
    return (
        acceptance(treaty, state, day, Reach.TERRITORY, article).how,
        acceptance(treaty, state, day, Reach.NATIONALITY, article).how,
        member is not None and member.until is not None,
        None if apart is None else apart.reach,
        accepted is not None and (accepted.since or "") <= day,
        amendment is not None and may_have_accepted(treaty, state, day, amendment),
        treaty.opted_out(state, day) is not None,
        tuple([fact.id for fact in treaty.referrals(state)]),
        bool(treaty.declarations(state)),
    )
