"""Which treaty facts need a look: those that contradict a rule, are unverified, or are old.

A fact is checked against the provision that fixes its dates and against the other facts. A finding
accuses nobody: it says what somebody should hold against the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import msgspec

from amana.law.treaty.facts import (
    FIRST_DAY,
    FactKind,
    TreatyFact,
    entry_into_force,
    one_year_after,
)
from amana.law.treaty.states import is_code, state
from amana.law.treaty.status import Treaty

ADOPTED = "1998-07-17"
CLOSED = "2000-12-31"
"""The days on which the Statute was opened for signature, and on which that ended (Article 125)."""
_SEVEN = 7
UNVERIFIED = "not held against a primary text"


class Doubt(StrEnum):
    """Why a fact needs a look."""

    INCONSISTENT = "inconsistent"
    UNVERIFIED = "unverified"
    OLD = "old"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that needs a look, and why; `fact` is the whole of it where `area` is `treaty`."""

    doubt: Doubt
    area: str
    id: str
    why: str
    source: str
    retrieved: str
    fact: TreatyFact | None = None


def findings(facts: Sequence[TreatyFact], *, on: str, months: int) -> tuple[Finding, ...]:
    """Return what needs a look on a day: what contradicts a rule first, then unverified, then old.

    Rules:
      1. Inconsistent: its dates are not those of the Articles 11, 12, 121(5), 124 to 127; it was
         looked at before it was done; whoever did it did not exist, was not bound or had not
         deposited.
      2. Unverified: it was not held against a primary text.
      3. Old: its source was looked at more than so many months before that day, or what it lists
         is known or complete only until then.
    """
    treaty = Treaty(facts)
    limit = months_before(on, months)
    found = []
    for fact in facts:
        found += [_of(Doubt.INCONSISTENT, why, fact) for why in _contradictions(fact, treaty)]
        if not fact.verified:
            found.append(_of(Doubt.UNVERIFIED, UNVERIFIED, fact))
        if fact.retrieved < limit:
            found.append(_of(Doubt.OLD, looked_at(fact.retrieved), fact))
        if fact.kind is FactKind.KNOWN_UNTIL and fact.date < limit:
            found.append(_of(Doubt.OLD, f"{fact.area}: known only until {fact.date}", fact))
        if fact.complete is not None and fact.complete < limit:
            why = f"acceptances are complete only until {fact.complete}"
            found.append(_of(Doubt.OLD, why, fact))
    return tuple(sorted(found, key=lambda each: list(Doubt).index(each.doubt)))


def looked_at(day: str) -> str:
    """Return why something is old."""
    return f"looked at on {day}"


def _of(doubt: Doubt, why: str, fact: TreatyFact) -> Finding:
    return Finding(
        doubt=doubt,
        area="treaty",
        id=fact.id,
        why=why,
        source=fact.source,
        retrieved=fact.retrieved,
        fact=fact,
    )


def months_before(day: str, months: int) -> str:
    """Return the day so many months earlier; it may be one that no month has: it only compares."""
    count = int(day[:4]) * 12 + int(day[5:7]) - 1 - months
    return f"{count // 12:04d}-{count % 12 + 1:02d}-{day[8:]}"


def _contradictions(fact: TreatyFact, treaty: Treaty) -> Iterator[str]:
    if fact.date > fact.retrieved:
        yield f"its source was looked at on {fact.retrieved}, before it was done"
    if fact.state is not None and is_code(fact.state) and fact.kind in _ACTS:
        it = state(fact.state)
        if not it.existed(fact.done):
            yield f"{it.code} did not exist on that day (since {it.since}, until {it.until})"
    rule = _RULES.get(fact.kind)
    if rule is not None:
        yield from rule(fact, treaty)


def _signature(fact: TreatyFact, _: Treaty) -> Iterator[str]:
    if not ADOPTED <= fact.date <= CLOSED:
        yield f"the Statute was open for signature from {ADOPTED} to {CLOSED}, Article 125(1)"


def _deposit(fact: TreatyFact, treaty: Treaty) -> Iterator[str]:
    code = fact.state or ""
    if fact.instrument == "succession":
        expected = state(code).since
        why = "the day on which the State began to exist"
    else:
        expected, why = entry_into_force(fact.date), "Article 126"
    if fact.since != expected:
        yield f"in force from {fact.since}, but from {expected} by {why}"
    earlier = [each for each in treaty.memberships(code) if each.deposit.done < fact.done]
    if any(each.until is None for each in earlier):
        yield "it had deposited an instrument before, and not withdrawn"


def _withdrawal(fact: TreatyFact, treaty: Treaty) -> Iterator[str]:
    before = [d for d in treaty.of_kind(FactKind.DEPOSIT, fact.state) if d.done <= fact.done]
    if not before:
        yield "no instrument had been deposited"
    elif (before[-1].since or "") <= fact.done and (fact.since or "") < one_year_after(fact.date):
        yield f"effective {fact.since}, less than one year after its notice, Article 127(1)"


def _accepted(fact: TreatyFact, treaty: Treaty) -> Iterator[str]:
    if not any(d.done <= fact.done for d in treaty.of_kind(FactKind.DEPOSIT, fact.state)):
        yield "the State had deposited no instrument"
    adopted = treaty.adopted(fact.amendment or "")
    if adopted is None or fact.date < adopted.date:
        yield f"no amendment “{fact.amendment}” had been adopted"
    if fact.since is not None and fact.since != one_year_after(fact.date):
        expected = one_year_after(fact.date)
        yield f"in force from {fact.since}, but from {expected} by Article 121(5)"


def _declaration(fact: TreatyFact, treaty: Treaty) -> Iterator[str]:
    if (fact.since or FIRST_DAY) < FIRST_DAY:
        yield f"its scope begins before {FIRST_DAY}, Article 11(1)"
    if fact.kind is FactKind.DECLARATION and fact.state is not None:
        bound = treaty.membership(fact.state, fact.done)
        if bound is not None and (fact.since or fact.done) >= bound.since:
            yield f"the State was a party since {bound.since}, before its scope, Article 12(3)"


def _transitional(fact: TreatyFact, treaty: Treaty) -> Iterator[str]:
    since = fact.since or fact.done
    end = f"{int(since[:4]) + _SEVEN:04d}{since[4:]}"
    if fact.until is None or fact.until >= end:
        yield f"it covers more than seven years from {since}, Article 124"
    if not any(each.since == since for each in treaty.memberships(fact.state or "")):
        yield f"the Statute did not enter into force for the State on {since}, Article 124"


def _referral(fact: TreatyFact, treaty: Treaty) -> Iterator[str]:
    for code in fact.by:
        if treaty.membership(code, fact.done) is None:
            yield f"{code} was not a party on that day, Article 14(1)"


_RULES: dict[FactKind, Callable[[TreatyFact, Treaty], Iterator[str]]] = {
    FactKind.SIGNATURE: _signature,
    FactKind.DEPOSIT: _deposit,
    FactKind.WITHDRAWAL: _withdrawal,
    FactKind.AMENDMENT_ACCEPTED: _accepted,
    FactKind.DECLARATION: _declaration,
    FactKind.COUNCIL_REFERRAL: _declaration,
    FactKind.TRANSITIONAL_DECLARATION: _transitional,
    FactKind.STATE_REFERRAL: _referral,
}
_ACTS = {
    FactKind.SIGNATURE, FactKind.DEPOSIT, FactKind.WITHDRAWAL, FactKind.DECLARATION,
    FactKind.TRANSITIONAL_DECLARATION, FactKind.AMENDMENT_ACCEPTED,
}  # fmt: skip
