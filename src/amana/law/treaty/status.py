"""What follows from treaty facts: who was bound when, and what was accepted or referred.

`Treaty.as_of(day)` leaves only what had been done by the end of that day, so that each question
can be asked as it stood then: a fact that came later does not exist yet, an effect that was already
laid down (an entry into force, the end of a withdrawal's year) does. All methods are pure lookups.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

import msgspec

from amana.law.treaty.facts import FactKind, TreatyFact
from amana.law.treaty.lists import laid_over, packaged_facts

K = TypeVar("K")


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """A time during which a State is party: from `since`, and before `until` where it withdrew."""

    state: str
    deposit: TreatyFact
    since: str
    until: str | None = None
    withdrawal: TreatyFact | None = None

    def covers(self, day: str) -> bool:
        """Tell whether the State is party on that day."""
        return self.since <= day and (self.until is None or day < self.until)


class Treaty:
    """The Rome Statute's dated facts, with what follows from them."""

    def __init__(self, facts: Iterable[TreatyFact]) -> None:
        self.facts = tuple(sorted(facts, key=lambda fact: fact.done))
        self._done = [fact.done for fact in self.facts]
        self._kinds = _grouped(self.facts, lambda fact: fact.kind)
        self._states = _grouped(self.facts, lambda fact: fact.state)
        self._both = _grouped(self.facts, lambda fact: (fact.kind, fact.state))
        self._declared = _grouped(self._kinds[FactKind.DECLARATION], lambda fact: fact.state)
        self._referred = _grouped(self._kinds[FactKind.COUNCIL_REFERRAL], lambda fact: fact.state)
        self._answered = {
            (fact.kind, fact.about): fact for fact in self.facts if fact.about is not None
        }
        parties = {fact.state for fact in self._kinds[FactKind.DEPOSIT] if fact.state is not None}
        self._members = {state: self._memberships(state) for state in sorted(parties)}
        self._past: dict[int, Treaty] = {}

    def as_of(self, day: str) -> Treaty:
        """Return the treaty as it stood at the end of that day."""
        count = bisect_right(self._done, day)
        if count == len(self.facts):
            return self
        past = self._past.get(count)
        if past is None:
            past = self._past[count] = Treaty(self.facts[:count])
        return past

    def of_kind(self, kind: FactKind, state: str | None = None) -> tuple[TreatyFact, ...]:
        """Return the facts of a kind, of one State or of all, in the order of their days."""
        return self._kinds[kind] if state is None else self._both[kind, state]

    def of_state(self, state: str) -> tuple[TreatyFact, ...]:
        """Return all facts of a State, in the order of their days."""
        return self._states[state]

    def states(self) -> tuple[str, ...]:
        """Return every State that a fact is about, in alphabetical order."""
        return tuple(sorted(state for state in self._states if state is not None))

    def answer(self, fact: TreatyFact, kind: FactKind) -> TreatyFact | None:
        """Return the fact of that kind which confirms, ends or answers `fact`, if there is one."""
        return self._answered.get((kind, fact.id))

    def memberships(self, state: str) -> tuple[Membership, ...]:
        """Return the times during which the State is party, the earliest first."""
        return self._members.get(state, ())

    def membership(self, state: str, day: str) -> Membership | None:
        """Return the membership of the State on that day, or None where it is not party."""
        for each in self._members.get(state, ()):
            if each.since <= day and (each.until is None or day < each.until):
                return each
        return None

    def parties(self, day: str) -> tuple[str, ...]:
        """Return the States for which the Statute is in force on that day."""
        return tuple(state for state in self._members if self.membership(state, day) is not None)

    def deposited(self, day: str) -> tuple[str, ...]:
        """Return the States with an instrument deposited by that day and not withdrawn.

        This is the count that is published; it holds States for which the Statute is not yet in
        force, so that it must not be used to tell who is bound.
        """
        return tuple(state for state in self._members if self._deposited(state, day))

    def declarations(self, state: str) -> tuple[TreatyFact, ...]:
        """Return the declarations under Article 12(3) that the State lodged."""
        return self._declared[state]

    def referrals(self, state: str) -> tuple[TreatyFact, ...]:
        """Return the referrals of the State's situation by the Security Council, Article 13(b)."""
        return self._referred[state]

    def accepted(self, state: str, amendment: str) -> TreatyFact | None:
        """Return the State's acceptance of an amendment, or None."""
        accepted = self.of_kind(FactKind.AMENDMENT_ACCEPTED, state)
        return next((fact for fact in accepted if fact.amendment == amendment), None)

    def adopted(self, amendment: str) -> TreatyFact | None:
        """Return the adoption of an amendment, or None."""
        adopted = self.of_kind(FactKind.AMENDMENT_ADOPTED)
        return next((fact for fact in adopted if fact.amendment == amendment), None)

    def known_until(self, area: str) -> str | None:
        """Return the last day of which the acts of an area are known, or None where none is said.

        The areas are `membership`, `declarations`, `council` and `referrals`. None is also what a
        treaty tells that is looked at as of an earlier day.
        """
        told = self.of_kind(FactKind.KNOWN_UNTIL)
        return max((fact.date for fact in told if fact.area == area), default=None)

    def opted_out(self, state: str, day: str) -> TreatyFact | None:
        """Return the declaration under Article 15 bis(4) that the State had lodged by that day."""
        for fact in self.of_kind(FactKind.AGGRESSION_NOT_ACCEPTED, state):
            taken_back = self.answer(fact, FactKind.AGGRESSION_NOT_ACCEPTED_WITHDRAWN)
            if fact.done <= day and (taken_back is None or day < taken_back.done):
                return fact
        return None

    def transitional(self, state: str, day: str) -> TreatyFact | None:
        """Return the declaration under Article 124 that covers crimes of that day, or None."""
        for fact in self.of_kind(FactKind.TRANSITIONAL_DECLARATION, state):
            taken_back = self.answer(fact, FactKind.TRANSITIONAL_WITHDRAWN)
            if taken_back is not None and day >= (taken_back.since or taken_back.done):
                continue
            if (fact.since or fact.done) <= day and (fact.until is None or day <= fact.until):
                return fact
        return None

    def _memberships(self, state: str) -> tuple[Membership, ...]:
        found = []
        for deposit in self._both[FactKind.DEPOSIT, state]:
            gone = self._withdrawal(deposit)
            until = None if gone is None else gone.since
            if deposit.since is not None and (until is None or deposit.since < until):
                found.append(
                    Membership(
                        state=state,
                        deposit=deposit,
                        since=deposit.since,
                        until=until,
                        withdrawal=gone,
                    )
                )
        return tuple(found)

    def _withdrawal(self, deposit: TreatyFact) -> TreatyFact | None:
        """Return the notice by which the State left after that deposit and did not rescind."""
        for fact in self._both[FactKind.WITHDRAWAL, deposit.state]:
            if fact.done >= deposit.done and not self.answer(fact, FactKind.WITHDRAWAL_RESCINDED):
                return fact
        return None

    def _deposited(self, state: str, day: str) -> bool:
        for deposit in self._both[FactKind.DEPOSIT, state]:
            gone = self._withdrawal(deposit)
            if deposit.done <= day and (gone is None or day < (gone.since or gone.done)):
                return True
        return False


def _grouped(
    facts: Iterable[TreatyFact], by: Callable[[TreatyFact], K]
) -> defaultdict[K, tuple[TreatyFact, ...]]:
    """Return facts by what `by` says of them, in their order; none where there is none."""
    found: defaultdict[K, tuple[TreatyFact, ...]] = defaultdict(tuple)
    for fact in facts:
        found[by(fact)] += (fact,)
    return found


@cache
def packaged_treaty() -> Treaty:
    """Return the treaty with all facts that come with the program."""
    return Treaty(packaged_facts())


def treaty_with(content: bytes, name: str) -> Treaty:
    """Return the treaty with an operator's list of facts laid over those of the program.

    Raises:
        UsageError: a line of the list, which errors call `name`, cannot be used.
    """
    return Treaty(laid_over(packaged_facts(), content, name))
