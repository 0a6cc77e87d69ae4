"""What else must be so before the Court acts: trigger, deferral, age, admissibility, challenges.

None of this changes whether there is a basis. What the facts settle is `met` or `not-met`; the rest
is `open`, because it is for the Prosecutor and the Chambers to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from amana.law.jurisdiction.acceptance import covers
from amana.law.jurisdiction.answers import Outcome, Step
from amana.law.jurisdiction.crimes import AGGRESSION
from amana.law.jurisdiction.explaining import Case
from amana.law.jurisdiction.sentences import fact_step, step
from amana.law.jurisdiction.weighing import Result
from amana.law.treaty import FactKind, Treaty, TreatyFact
from amana.text import days_of

AGES = frozenset({"age-adult", "age-child", "age-open"})
"""Sentences about the age of the accused."""

ADULT = 18
_TRIGGERS = (
    (FactKind.STATE_REFERRAL, "trigger-state"),
    (FactKind.INVESTIGATION_AUTHORISED, "trigger-authorised"),
    (FactKind.INVESTIGATION_REFUSED, "trigger-refused"),
)


def conditions(
    case: Case, result: Result, referred: tuple[TreatyFact, ...], states: tuple[str, ...]
) -> list[Step]:
    """Return the conditions of acting on a crime of Article 5.

    `referred` are the referrals by the Security Council that are a basis, `states` those on whose
    territory, or on board of whose vessel or aircraft, the conduct took place.
    """
    found = [*_triggers(case, result, referred, states), _deferral(case), age(case)]
    if case.asked.crime.article == AGGRESSION:
        found.append(step("leadership", Outcome.OPEN))
        if not referred:
            found.append(step("council-determination", Outcome.OPEN))
    return [*found, *_for_the_court(notice=not referred), *_known_until(case.treaty)]


def conditions_of_justice(case: Case) -> list[Step]:
    """Return the conditions of acting on an offence of Article 70 (Rules 162 to 168)."""
    found = [step("justice-intent", Outcome.OPEN), age(case)]
    keys = ("justice-exercise", "justice-limitation", "justice-tried")
    return found + [step(key, Outcome.OPEN) for key in keys]


@cache
def _for_the_court(*, notice: bool) -> tuple[Step, ...]:
    """Return what is always for the Prosecutor and the Chambers to judge."""
    keys = ["complementarity", "tried-already", "gravity", "notice", "challenge"]
    return tuple([step(key, Outcome.OPEN) for key in keys if notice or key != "notice"])


@lru_cache(maxsize=1024)
def _known_until(treaty: Treaty) -> tuple[Step, ...]:
    """Tell until when the lists of acts are known; what came later is not in them."""
    return tuple(
        [
            step("known-until", Outcome.OPEN, (("day", fact.done), ("what", fact.area)), fact)
            for fact in treaty.of_kind(FactKind.KNOWN_UNTIL)
            if fact.area is not None
        ]
    )


def _triggers(
    case: Case, result: Result, referred: tuple[TreatyFact, ...], states: tuple[str, ...]
) -> Iterator[Step]:
    """Tell by which acts the Court could begin (Articles 13 to 15).

    Where there is no basis no act could help: they are not listed.
    """
    unreached = tuple(fact for fact in _held(case) if fact not in referred)
    for fact in unreached:
        place = (fact.state or "") + (f":{fact.area}" if fact.area is not None else "")
        yield fact_step(_unreached(case, result, fact), Outcome.NOTED, fact, place=place)
    if result is Result.NO_BASIS_FOUND:
        yield step("trigger-no-basis", Outcome.OPEN)
        return
    for fact in referred:
        yield fact_step("trigger-council", Outcome.MET, fact)
        place = fact.state or ""
        place += f":{fact.area}" if fact.area is not None else ""
        yield fact_step("link-to-situation", Outcome.OPEN, fact, place=place)
    began = bool(referred)
    for state in states:
        acts = _acts(case.treaty, state, case.days[0], case.days[-1])
        began = began or any(each.outcome is Outcome.MET for each in acts)
        yield from acts
    if not began and not unreached:
        yield step("trigger-open", Outcome.OPEN)


def _held(case: Case) -> tuple[TreatyFact, ...]:
    """Return the referrals by the Security Council that hold one of the places and days."""
    found = [
        fact
        for place in case.asked.places or ()
        for state in place.states_on(case.asked.last)
        if state is not None
        for fact in case.treaty.referrals(state)
        if (fact.area is None or place.area is None or place.area == fact.area)
        and any(covers(fact, day) for day in case.days)
    ]
    return tuple(dict.fromkeys(found))


def _unreached(case: Case, result: Result, fact: TreatyFact) -> str:
    """Return the word for why a referral of the situation is no basis."""
    if result is Result.UNDETERMINED:
        return "trigger-council-open"
    limited = case.treaty.answer(fact, FactKind.COUNCIL_CARVE_OUT) is not None
    outside = any(
        state != fact.state and case.treaty.membership(state, case.asked.last) is None
        for state in case.asked.nationalities or ()
    )
    spared = limited and outside and case.asked.question.mandated is not False
    return "trigger-council-leaves-out" if spared else "trigger-council-unreached"


@lru_cache(maxsize=1 << 15)
def _acts(treaty: Treaty, state: str, first: str, last: str) -> tuple[Step, ...]:
    """Return the acts about a situation in a State that can hold conduct from `first` to `last`."""
    found = []
    for kind, key in _TRIGGERS:
        for fact in treaty.of_kind(kind, state):
            if (fact.since or "") <= last and (fact.until is None or first <= fact.until):
                outcome = Outcome.MET if key != "trigger-refused" else Outcome.NOTED
                found.append(fact_step(key, outcome, fact, state=state))
    return tuple(found)


def _deferral(case: Case) -> Step:
    """Tell whether a request under Article 16 was in force on the day as of which it is asked."""
    as_of = case.asked.question.as_of
    for fact in case.treaty.of_kind(FactKind.COUNCIL_DEFERRAL):
        if covers(fact, as_of):
            key = "deferral" if fact.until is not None else "deferral-open"
            return fact_step(key, Outcome.OPEN, fact)
    return step("deferral-none", Outcome.MET, (("day", as_of),))


def age(case: Case) -> Step:
    """Tell whether the accused was 18 years old at the time (Article 26)."""
    born = case.asked.question.born
    days = days_of(born)
    if born is None or days is None:
        return step("age-open", Outcome.OPEN)
    words = (("born", born),)
    if _eighteenth_birthday(days[1]) <= case.asked.first:
        return step("age-adult", Outcome.MET, words)
    if case.asked.last < _eighteenth_birthday(days[0]):
        return step("age-child", Outcome.NOT_MET, words)
    return step("age-open", Outcome.OPEN)


def _eighteenth_birthday(born: str) -> str:
    """Return the day on which somebody is 18; who was born on 29 February is so on 1 March."""
    year = int(born[:4]) + ADULT
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    rest = "-03-01" if born[4:] == "-02-29" and not leap else born[4:]
    return f"{year:04d}{rest}"
