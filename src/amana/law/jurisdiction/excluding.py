"""Steps about what excludes, and about what the Security Council did."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from amana.law.jurisdiction.acceptance import covers, may_have_accepted
from amana.law.jurisdiction.answers import Outcome, Step
from amana.law.jurisdiction.crimes import AGGRESSION
from amana.law.jurisdiction.explaining import Case
from amana.law.jurisdiction.questions import attacks_itself
from amana.law.jurisdiction.rules import Bar, Given, bars
from amana.law.jurisdiction.sentences import fact_step, step
from amana.law.jurisdiction.worlds import World
from amana.law.treaty import FactKind, TreatyFact

EXCLUDING = frozenset({
    "transitional", "transitional-until", "amendment-by-declaration", "amendment-not-accepted",
    "amendment-refused-national", "amendment-refused-territory", "amendment-acceptance-open",
    "aggression-non-party-national", "aggression-non-party-territory", "aggressor-non-party",
    "aggressor-opted-out", "attacks-itself",
    "carved-out", "carve-out-open", "carve-out-unknown-national",
    "not-yet-a-crime", "aggression-not-active", "before-statute", "justice-before-statute",
})  # fmt: skip
"""Sentences about what stands in the way of a basis that there would otherwise be."""


def bar_steps(case: Case, worlds: list[World]) -> Iterator[Step]:
    """Tell what excludes the crime under Article 12 whoever accepts, in these worlds."""
    if case.asked.crime.amendment is None:
        return
    found: dict[Bar, int] = {}
    for world in worlds:
        for bar in bars(Given(case.treaty, case.asked.crime, world)):
            found[bar] = found.get(bar, 0) + 1
    for bar, count in found.items():
        made = _bar(case, bar, always=count == len(worlds))
        if made is not None:
            yield made
    if case.asked.crime.article == AGGRESSION:
        yield from _aggressor(case, found)


def referral_steps(case: Case) -> Iterator[Step]:
    """Tell what the Security Council referred, and what it left out (Article 13(b))."""
    for place in case.asked.places or ():
        for state in place.states_on(case.asked.last):
            if state is not None:
                yield from _referrals(case, state, place.area)
    if case.asked.places == ():
        yield step("not-referred-anywhere", Outcome.NOT_MET)


def _bar(case: Case, bar: Bar, *, always: bool) -> Step | None:
    if bar.why in {"before-statute", "not-yet-a-crime"}:
        return None  # told by the steps about crime and time
    amendment = case.asked.crime.amendment or ""
    state = bar.state or ""
    if bar.why.startswith("amendment-refused") and any(
        may_have_accepted(case.treaty, state, day, amendment) for day in case.days
    ):
        return None  # told as open by the steps about acceptance
    words = (("amendment", amendment), ("state", state))
    outcome = Outcome.NOT_MET if always else Outcome.UNDETERMINED
    if bar.fact is not None:
        return fact_step(bar.why, outcome, bar.fact, state=state)
    return step(bar.why, outcome, words, None, bar.state)


def _aggressor(case: Case, found: dict[Bar, int]) -> Iterator[Step]:
    state = case.asked.question.aggressor
    if state is None:
        open_to = "aggressor" in case.depends
        yield step("aggressor-unknown", Outcome.UNDETERMINED if open_to else Outcome.NOT_NEEDED)
    elif attacks_itself(case.asked):
        yield step("attacks-itself", Outcome.NOT_MET, (("state", state),), None, state)
    elif not any(bar.why.startswith("aggressor-") for bar in found):
        yield step("aggressor-party", Outcome.MET, (("state", state),), None, state)


def _referrals(case: Case, state: str, area: str | None) -> Iterator[Step]:
    facts = case.treaty.referrals(state)
    for fact in facts:
        yield from _referral(case, fact, area)
    if not facts:
        yield _not_referred(state)
    for fact in case.treaty.of_kind(FactKind.COUNCIL_DRAFT_VETOED, state):
        yield fact_step("draft-vetoed", Outcome.NOTED, fact)


@cache
def _not_referred(state: str) -> Step:
    return step("not-referred", Outcome.NOT_MET, (("state", state),), None, state)


def _referral(case: Case, fact: TreatyFact, area: str | None) -> Iterator[Step]:
    place = fact.state or ""
    if fact.area is not None:
        place = f"{place}:{fact.area}"
    if fact.area is not None and area is not None and area != fact.area:
        yield fact_step("referral-other-area", Outcome.NOT_MET, fact, place=place)
        return
    held = [covers(fact, day) for day in case.days]
    if not any(held):
        yield fact_step("referral-other-day", Outcome.NOT_MET, fact)
        return
    key = "referred-aggression" if case.asked.crime.article == AGGRESSION else "referred"
    yield fact_step(key, Outcome.MET if all(held) else Outcome.UNDETERMINED, fact, place=place)
    carve_out = case.treaty.answer(fact, FactKind.COUNCIL_CARVE_OUT)
    if carve_out is not None:
        yield from _carve_out(case, fact, carve_out)


def _carve_out(case: Case, referral: TreatyFact, fact: TreatyFact) -> Iterator[Step]:
    mandated = case.asked.question.mandated
    if case.asked.nationalities is None:
        if mandated is not False:
            yield fact_step("carve-out-unknown-national", Outcome.UNDETERMINED, fact)
        return
    for state in case.asked.nationalities:
        outside = [case.treaty.membership(state, day) is None for day in case.days]
        if state == referral.state or not any(outside):
            continue
        if mandated is False:
            yield fact_step("carve-out-not-met", Outcome.MET, fact, state=state)
        elif mandated is None or not all(outside):
            yield fact_step("carve-out-open", Outcome.UNDETERMINED, fact, state=state)
        else:
            yield fact_step("carved-out", Outcome.NOT_MET, fact, state=state)
