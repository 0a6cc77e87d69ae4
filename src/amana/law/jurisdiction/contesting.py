"""Disputed points that touch a question, and what would follow from the other reading.

The rules follow the words of the Statute, the depositary's acts and the Court's rulings. Where
another reading is held, the point is named here with the result that it would lead to; which of
them is right is left to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from amana.law.jurisdiction.answers import Contested
from amana.law.jurisdiction.choices import Choice, choices
from amana.law.jurisdiction.crimes import AGGRESSION, WAR_CRIMES
from amana.law.jurisdiction.disputes import disputed_states, undelegated
from amana.law.jurisdiction.explaining import Case, not_acted_on
from amana.law.jurisdiction.questions import Asked, attacks_itself
from amana.law.jurisdiction.rules import shielded
from amana.law.jurisdiction.sentences import as_known_on, sentence, source_of, templates
from amana.law.jurisdiction.weighing import Result, Weighed, weigh, weigh_world
from amana.law.jurisdiction.worlds import Reading
from amana.law.label import Label
from amana.law.treaty import FactKind, Treaty


def contested(case: Case, weighed: Weighed, named: tuple[str, ...]) -> list[Contested]:
    """Return the disputed points that touch the question; `named` are the States in it."""
    found = list(_places(case, weighed.result))
    for reading, states in _touched(case, weighed, named):
        again = weighed_again(case, reading)
        if again == weighed:
            continue  # it bears on nothing here
        other = again.result if again.result is not weighed.result else None
        found.append(_point(case, f"dispute-{_KEYS[reading]}", states, other))
    found += _without_effect(case, weighed, named)
    return found


def weighed_again(case: Case, reading: Reading) -> Weighed:
    """Return what the question comes to in another reading."""
    if case.world is not None:
        settled = weigh_world(case.treaty, case.asked.crime, case.world, reading)
        return against_another(case.asked, settled)
    open_to = choices(case.treaty, case.asked)
    return against_another(case.asked, weigh(case.treaty, case.asked.crime, open_to, reading))


def against_another(asked: Asked, weighed: Weighed) -> Weighed:
    """Return what it comes to, aggression being force against another State (Article 8 bis(2)).

    Where the only territory named is the aggressor's own, there is no basis; where it may be, for
    the aggressor is not told, a basis depends on that.
    """
    if attacks_itself(asked):
        return Weighed(Result.NO_BASIS_FOUND)
    told = asked.question.aggressor is not None or asked.crime.article != AGGRESSION
    if told or weighed.result is not Result.BASIS_FOUND:
        return weighed
    named = {state for place in asked.places or () for state in place.states_on(asked.last)}
    if len(named) != 1:
        return weighed
    return Weighed(Result.UNDETERMINED, (Choice("aggressor", (), ()),))


_KEYS = {
    Reading.NON_PARTY_NATIONALS: "non-party-nationals",
    Reading.AMENDMENT_NON_PARTIES: "amendment-non-parties",
    Reading.DECLARATION_AMENDMENT: "declaration-amendment",
    Reading.AGGRESSION_WITHOUT_ACCEPTANCE: "aggression-without-acceptance",
    Reading.DECLARATION_AGGRESSION: "declaration-aggression",
    Reading.NOTHING_PENDING: "nothing-pending",
    Reading.CARVE_OUT_WITHOUT_EFFECT: "carve-out-without-effect",
    Reading.NO_POWER_TO_DELEGATE: "no-power-to-delegate",
    Reading.DECLARATION_LASTS: "declaration-lasts",
    Reading.NOT_A_STATE: "statehood",
    Reading.DECLARATION_HEEDED: "declaration-not-acted-on",
    Reading.EARLY_REFERRAL: "early-referral",
    Reading.TRANSITION_SHIELDS: "transition-shields",
}
"""The word by which the sentence of each reading is found."""


def _touched(
    case: Case, weighed: Weighed, named: tuple[str, ...]
) -> Iterator[tuple[Reading, tuple[str, ...]]]:
    """Return the readings that could matter here, with the States that they are about."""
    outsiders = _outsiders(case)
    yield from _about_acceptance(case, named)
    if outsiders and any(base.how.startswith(_BY_PLACE) for base in weighed.bases):
        yield Reading.NON_PARTY_NATIONALS, outsiders
    if case.asked.crime.amendment is not None:
        yield from _about_amendments(case, weighed, named)
    if case.asked.crime.article == WAR_CRIMES:
        apart = tuple(
            state
            for state in named
            if case.treaty.declarations(state)
            and any(case.treaty.transitional(state, day) for day in case.days)
        )
        if apart:
            yield Reading.DECLARATION_LASTS, apart
        kept = tuple(
            state
            for state in case.asked.nationalities or ()
            if any(shielded(case.treaty, state, day) for day in case.days)
        )
        if kept:
            yield Reading.TRANSITION_SHIELDS, kept
    if case.asked.question.mandated is not False and outsiders:
        referred = [fact for state in named for fact in case.treaty.referrals(state)]
        if any(case.treaty.answer(fact, FactKind.COUNCIL_CARVE_OUT) for fact in referred):
            yield Reading.CARVE_OUT_WITHOUT_EFFECT, outsiders


_BY_PLACE = ("territory", "registration")


def _about_acceptance(
    case: Case, named: tuple[str, ...]
) -> Iterator[tuple[Reading, tuple[str, ...]]]:
    doubtful = disputed_states().intersection(named)
    if doubtful and _acts(case, doubtful):
        yield Reading.NOT_A_STATE, tuple(sorted(doubtful))
    nationals = case.asked.nationalities or ()
    for state, national in sorted(undelegated()):
        if national in nationals and state in named:
            yield Reading.NO_POWER_TO_DELEGATE, (state,)
    unheeded = tuple(
        state
        for state in named
        if state in _unheeded(case.treaty) and any(not_acted_on(case.treaty, state, case.days))
    )
    if unheeded:
        yield Reading.DECLARATION_HEEDED, unheeded
    left = [state for state in named if state in _leaving(case.treaty) and _has_left(case, state)]
    if left:
        yield Reading.NOTHING_PENDING, tuple(left)


@lru_cache(maxsize=1024)
def _leaving(treaty: Treaty) -> frozenset[str]:
    """Return the States whose withdrawal took or takes effect."""
    return frozenset(
        state
        for state in treaty.states()
        if any(each.until is not None for each in treaty.memberships(state))
    )


def _has_left(case: Case, state: str) -> bool:
    """Tell whether a State was party at the time of the conduct, and had left when it is asked."""
    return any(
        member.until is not None
        and member.until <= case.asked.question.as_of
        and any(member.covers(day) for day in case.days)
        for member in case.treaty.memberships(state)
    )


def _about_amendments(
    case: Case, weighed: Weighed, named: tuple[str, ...]
) -> Iterator[tuple[Reading, tuple[str, ...]]]:
    treaty, last = case.treaty, case.asked.last
    outside = tuple(state for state in named if treaty.membership(state, last) is None)
    declared = tuple(state for state in outside if treaty.declarations(state))
    if case.asked.crime.article == AGGRESSION:
        referred = tuple(base.state for base in weighed.bases if base.how == "referred")
        if referred:
            yield Reading.EARLY_REFERRAL, tuple(dict.fromkeys(referred))
            return  # Article 15 ter asks nothing of what 15 bis does
        amendment = case.asked.crime.amendment or ""
        unaccepting = tuple(
            state
            for state in named
            if state not in outside and treaty.accepted(state, amendment) is None
        )
        if unaccepting:
            yield Reading.AGGRESSION_WITHOUT_ACCEPTANCE, unaccepting
        if declared:
            yield Reading.DECLARATION_AGGRESSION, declared
        return
    if outside:
        yield Reading.AMENDMENT_NON_PARTIES, outside
    if declared:
        yield Reading.DECLARATION_AMENDMENT, declared


def _outsiders(case: Case) -> tuple[str, ...]:
    """Return the nationalities of which the State is not party, where there is no other."""
    nationals = case.asked.nationalities or ()
    return tuple(
        state for state in nationals if case.treaty.membership(state, case.asked.last) is None
    )


def _acts(case: Case, states: Iterable[str]) -> bool:
    """Tell whether any of the States accepted by anything that was done by then."""
    return any(
        case.treaty.memberships(state) or case.treaty.declarations(state) for state in states
    )


def _places(case: Case, result: Result) -> Iterator[Contested]:
    """Return what is disputed about the places."""
    as_of = case.asked.question.as_of
    for place in case.asked.places or ():
        dispute = place.dispute
        if dispute is None or dispute.since > min(case.asked.last, as_of):
            continue
        other = None
        if dispute.otherwise:
            open_to = choices(case.treaty, case.asked, otherwise=True)
            again = against_another(case.asked, weigh(case.treaty, case.asked.crime, open_to))
            other = again.result if again.result is not result else None
        point, source = dispute.told(as_of)
        yield Contested(
            key="place",
            provision="rs:12(2)(a)",
            fact=point,
            source=Label(en=source, ar=source),
            otherwise=other,
        )


@lru_cache(maxsize=1024)
def _unheeded(treaty: Treaty) -> frozenset[str]:
    """Return the States of which a declaration was not acted on."""
    facts = treaty.of_kind(FactKind.DECLARATION_NOT_ACTED_ON)
    return frozenset(fact.state for fact in facts if fact.state is not None)


def _without_effect(case: Case, weighed: Weighed, named: tuple[str, ...]) -> Iterator[Contested]:
    """Return disputed points that do not change whether there is a basis."""
    outsiders = _outsiders(case) if weighed.bases else ()
    if outsiders:
        yield _point(case, "dispute-immunity", outsiders, None)
    if weighed.bases and len(case.asked.places or ()) > 1:
        yield _point(case, "dispute-part-of-conduct", named, None)


def _point(case: Case, word: str, states: tuple[str, ...], otherwise: Result | None) -> Contested:
    key = as_known_on(word, case.asked.question.as_of)
    template = templates()[key]
    return Contested(
        key=word,
        provision=template.provision,
        fact=sentence(key, (("states", " ".join(states)),)),
        source=source_of(template.source, None),
        otherwise=otherwise,
    )
