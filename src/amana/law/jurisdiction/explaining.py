"""The chain of reasons: each step with its provision, its fact, its source, and what it comes to.

The steps tell of what the question names, in the order in which a lawyer asks: the crime, the time,
where, by whom, what excludes, what the Security Council did. They decide nothing: what is decided
is `rules`, and both stand on the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from amana.law.jurisdiction.acceptance import (
    Acceptance,
    acceptance,
    amended,
    covers,
    may_have_accepted,
)
from amana.law.jurisdiction.answers import Outcome, Step
from amana.law.jurisdiction.choices import day_before
from amana.law.jurisdiction.crimes import AGGRESSION, WAR_CRIMES
from amana.law.jurisdiction.places import Place
from amana.law.jurisdiction.questions import Asked
from amana.law.jurisdiction.rules import Given, activation, first_acceptance, outside_time
from amana.law.jurisdiction.sentences import fact_step, prefixed, reach_label, step, two
from amana.law.jurisdiction.worlds import World
from amana.law.treaty import FIRST_DAY, FactKind, Reach, Treaty, TreatyFact

TIME = frozenset({"in-time", "before-statute", "when-open"})
"""Sentences that tell the date of the conduct."""

THIRTY = 30
"""How many acceptances Article 15 bis(2) asks for."""


class Case(NamedTuple):
    """A question with the treaty as it stood, and the stretches of days on which it is asked.

    `depends` are the words of what the answer depends on, `world` the only one if nothing is open.
    """

    treaty: Treaty
    asked: Asked
    days: tuple[str, ...]
    depends: frozenset[str] = frozenset()
    world: World | None = None

    @property
    def when(self) -> str:
        """The date of the conduct as it was given."""
        return self.asked.question.when or f"{self.asked.first}/{self.asked.last}"


def subject_steps(case: Case) -> list[Step]:
    """Tell whether the crime could be judged at all on these days (Articles 5, 15 bis, 121(5))."""
    crime = case.asked.crime
    words = (("amendment", crime.amendment or ""), ("crime", crime.id))
    if crime.amendment is None:
        return [step("crime-of-article-5", Outcome.MET, words)]
    late = [bool(_too_early(case, day)) for day in case.days]
    outcome = Outcome.NOT_MET if all(late) else Outcome.MET
    if any(late) and not all(late):
        outcome = Outcome.UNDETERMINED
    if crime.article == AGGRESSION:
        start = activation(case.treaty, crime.amendment)
        if start is None or outcome is Outcome.NOT_MET:
            return [step("aggression-not-active", Outcome.NOT_MET, words, start)]
        return [*_thirty(case), fact_step("aggression-active", outcome, start)]
    start = first_acceptance(case.treaty, crime.amendment)
    if start is None or outcome is Outcome.NOT_MET:
        return [step("not-yet-a-crime", outcome, words, start)]
    return [fact_step("crime-added", outcome, start, crime=crime.id, amendment=crime.amendment)]


def time_step(case: Case) -> Step:
    """Tell whether the conduct lies after the entry into force (Articles 11(1), 24(1))."""
    if case.asked.first >= FIRST_DAY:
        return step("in-time", Outcome.MET, (("when", case.when),))
    if case.asked.last < FIRST_DAY:
        return step("before-statute", Outcome.NOT_MET, (("when", case.when),))
    words = (("first", case.asked.first), ("last", case.asked.last))
    return step("when-open", Outcome.UNDETERMINED, words)


def territory_steps(case: Case) -> Iterator[Step]:
    """Tell, place by place, whether its State accepts (Articles 12(2)(a), 12(3))."""
    if case.asked.places is None:
        yield step("place-unknown", _open(case, "place"))
        return
    if not case.asked.places:
        yield step("place-none", Outcome.NOTED)
    for place in case.asked.places:
        yield from _place(case, place)
    if case.asked.registered is None and case.asked.places == ():
        yield step("registration-unknown", _open(case, "registration"))
    for state in case.asked.registered or ():
        yield from ground_steps(case, "registration", state)


def nationality_steps(case: Case) -> Iterator[Step]:
    """Tell, nationality by nationality, whether that State accepts (Articles 12(2)(b), 12(3))."""
    if case.asked.nationalities is None:
        yield step("nationality-unknown", _open(case, "nationality"))
        return
    if not case.asked.nationalities:
        yield step("nationality-none", Outcome.NOT_MET)
    for state in case.asked.nationalities:
        yield from ground_steps(case, "nationality", state)


def ground_steps(case: Case, how: str, state: str, area: str | None = None) -> Iterator[Step]:
    """Tell whether one State's acceptance counts, stretch by stretch where it changes."""
    reach = Reach.NATIONALITY if how == "nationality" else Reach.TERRITORY
    article = case.asked.crime.article
    found = [acceptance(case.treaty, state, day, reach, article, area=area) for day in case.days]
    if len(found) == 1:
        yield _ground(how, state, found[0])
        if article != WAR_CRIMES:
            return
    else:
        for begun, last, accepts in _stretches(case, found):
            made = _ground(how, state, accepts)
            first = max(begun, case.asked.first)
            whole = first == case.asked.first and last == case.asked.last
            yield made if whole else prefixed(made, first, last)
    if article == WAR_CRIMES and any(each.how is not None for each in found):
        yield from _apart(case, state)


def notes(case: Case, states: tuple[str, ...]) -> Iterator[Step]:
    """Tell what was said or done about these States that changes nothing, but is often asked."""
    for state in states:
        yield from _notes(case.treaty, state, case.days)


@lru_cache(maxsize=1 << 15)
def _notes(treaty: Treaty, state: str, days: tuple[str, ...]) -> tuple[Step, ...]:
    found = [
        fact_step("withdrawal-announced", Outcome.NOTED, fact, state=state)
        for fact in treaty.of_kind(FactKind.WITHDRAWAL_ANNOUNCED, state)
    ]
    for fact in treaty.of_kind(FactKind.WITHDRAWAL, state):
        back = treaty.answer(fact, FactKind.WITHDRAWAL_RESCINDED)
        if back is not None:
            found.append(fact_step("withdrawal-rescinded", Outcome.NOTED, back, state=state))
        elif days[0] < (fact.since or fact.done) and treaty.memberships(state):
            found.append(fact_step("withdrawal-later", Outcome.NOTED, fact, state=state))
    for fact, ended in not_acted_on(treaty, state, days):
        more = {"state": state, "declared": fact.date}
        found.append(fact_step("declaration-not-acted-on", Outcome.NOTED, ended, **more))
    return tuple(found)


def not_acted_on(
    treaty: Treaty, state: str, days: tuple[str, ...]
) -> Iterator[tuple[TreatyFact, TreatyFact]]:
    """Return the declarations that hold one of the days but were not acted on, and what ended them.

    Days on which the State is party are left out: then nothing depends on a declaration.
    """
    for fact in treaty.declarations(state):
        ended = treaty.answer(fact, FactKind.DECLARATION_NOT_ACTED_ON)
        if ended is not None and any(
            covers(fact, day) and treaty.membership(state, day) is None for day in days
        ):
            yield fact, ended


def amendment_steps(case: Case, states: tuple[str, ...]) -> Iterator[Step]:
    """Tell which of the States that are party had accepted the amendment (Article 121(5))."""
    amendment = case.asked.crime.amendment
    if amendment is None:
        return
    for state in states:
        party = [day for day in case.days if case.treaty.membership(state, day) is not None]
        fact = case.treaty.accepted(state, amendment)
        accepted = [day for day in party if amended(case.treaty, state, amendment, World(day))]
        if not party:
            continue
        if fact is not None and accepted:
            outcome = Outcome.MET if accepted == list(case.days) else Outcome.UNDETERMINED
            yield fact_step("amendment-accepted", outcome, fact, amendment=amendment)
        elif any(may_have_accepted(case.treaty, state, day, amendment) for day in party):
            yield _acceptance_open(case, state, amendment)


def _too_early(case: Case, day: str) -> bool:
    return bool(outside_time(Given(case.treaty, case.asked.crime, World(max(day, FIRST_DAY)))))


def _thirty(case: Case) -> Iterator[Step]:
    """Tell when thirty States Parties had accepted, as Article 15 bis(2) asks."""
    facts = [
        fact
        for fact in case.treaty.of_kind(FactKind.AMENDMENT_ACCEPTED)
        if fact.amendment == case.asked.crime.amendment
    ]
    if len(facts) >= THIRTY:
        yield fact_step("aggression-thirty", Outcome.MET, facts[THIRTY - 1])


def _place(case: Case, place: Place) -> Iterator[Step]:
    states = place.states_on(case.asked.last)
    if len(states) > 1:
        named = " ".join(state for state in states if state is not None)
        words = (("place", place.code), ("states", named))
        outcome = Outcome.UNDETERMINED if "territory" in case.depends else Outcome.NOTED
        yield step("place-disputed", outcome, words)
    elif states[0] is None:
        yield step("place-stands-for-none", Outcome.NOT_MET, (("place", place.code),))
    elif place.code != states[0]:
        words = (("place", place.code), ("state", states[0]))
        yield step("place-stands-for", Outcome.NOTED, words, None, states[0])
    for state in states:
        if state is not None:
            yield from ground_steps(case, "territory", state, place.area)


@lru_cache(maxsize=1 << 16)
def _ground(how: str, state: str, accepts: Acceptance) -> Step:
    outcome = Outcome.MET if accepts.how is not None else Outcome.NOT_MET
    key = f"is-{accepts.why}"
    more = {"state": state}
    fact = accepts.fact
    if accepts.why in {"declared", "declared-otherwise"} and fact is not None:
        key += "" if fact.until is None else "-until"
        more["reach"] = reach_label(fact)
    return two((f"tie-{how}", key), outcome, state, fact, tuple(more.items()))


def _stretches(case: Case, found: list[Acceptance]) -> Iterator[tuple[str, str, Acceptance]]:
    """Return each run of days on which a State accepts or not for one and the same reason."""
    start = 0
    for at in range(1, len(found) + 1):
        if at == len(found) or found[at] != found[start]:
            last = case.asked.last if at == len(found) else day_before(case.days[at])
            yield case.days[start], last, found[start]
            start = at


def _apart(case: Case, state: str) -> Iterator[Step]:
    """Tell what a declaration under Article 124 takes out of a State's acceptance."""
    for fact in dict.fromkeys(case.treaty.transitional(state, day) for day in case.days):
        if fact is not None:
            yield _transitional(case, state, fact)


def _transitional(case: Case, state: str, fact: TreatyFact) -> Step:
    by_nationals = Reach.NATIONALITY in fact.reach
    nationals = case.asked.nationalities
    there = Reach.TERRITORY in fact.reach and any(
        sovereign.state == state
        for place in case.asked.places or ()
        for sovereign in place.sovereigns
    )
    if there or (by_nationals and nationals is not None and state in nationals):
        always = all(case.treaty.transitional(state, day) == fact for day in case.days)
        outcome = Outcome.NOT_MET if always else Outcome.UNDETERMINED
    elif by_nationals and nationals is None:
        outcome = Outcome.UNDETERMINED
    else:
        outcome = Outcome.NOTED
    key = "transitional" if fact.until is None else "transitional-until"
    return fact_step(key, outcome, fact, state=state, reach=reach_label(fact))


def _acceptance_open(case: Case, state: str, amendment: str) -> Step:
    adopted = case.treaty.adopted(amendment)
    until = "" if adopted is None else adopted.complete or adopted.retrieved
    words = (("amendment", amendment), ("state", state), ("until", until))
    return step("amendment-acceptance-open", Outcome.UNDETERMINED, words, adopted, state)


def _open(case: Case, on: str) -> Outcome:
    return Outcome.UNDETERMINED if on in case.depends else Outcome.NOT_NEEDED
