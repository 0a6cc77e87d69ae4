"""What the facts say of one State on one day, and how many States are bound: for lists and pages.

Two counts exist and must not be mixed: instruments deposited (the count that is published), and
States for which the Statute is in force (the one that jurisdiction needs).
"""

from __future__ import annotations

import msgspec

from amana.law.treaty.facts import FactKind, TreatyFact
from amana.law.treaty.states import State, StateKind, states
from amana.law.treaty.status import Treaty


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A State, and what was done about the Statute by the end of a day (`on`).

    `in_force` says whether it is bound on that day (null for a territory: it is a matter of the
    State that it is `part_of`, and of what that State declared of it), from `entry_into_force`
    until, and without, `withdrawal_effective`; both may lie after it. Null: there is no such act.
    An announced withdrawal has no effect, nor has a notice that was rescinded. `facts` are all
    facts of the State, where they were asked for.
    """

    iso3: str
    name: str
    name_ar: str
    kind: StateKind
    on: str
    signed: str | None
    deposited: str | None
    instrument: str | None
    entry_into_force: str | None
    withdrawal_notified: str | None
    withdrawal_effective: str | None
    withdrawal_announced: str | None
    withdrawal_rescinded: str | None
    in_force: bool | None
    declarations: tuple[TreatyFact, ...]
    existed_since: str | None
    existed_until: str | None
    part_of: str | None
    contested: str
    note: str
    facts: tuple[TreatyFact, ...] | None = None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many States there are on a day of each kind; signatures stay when a State withdraws.

    `known_until` is the last day of which signatures, instruments and withdrawals are known, where
    that is before the day that is asked about.
    """

    on: str
    signed: int
    deposited: int
    in_force: int
    known_until: str | None = None


def counts(treaty: Treaty, on: str) -> Counts:
    """Return the counts of a day."""
    then = treaty.as_of(on)
    known = then.known_until("membership")
    return Counts(
        on=on,
        signed=len(then.of_kind(FactKind.SIGNATURE)),
        deposited=len(then.deposited(on)),
        in_force=len(then.parties(on)),
        known_until=known if known is not None and known < on else None,
    )


def profiles(treaty: Treaty, on: str) -> tuple[Profile, ...]:
    """Return the profile of every State that existed on a day, by code; territories are left out.

    A contested one is among them.
    """
    there = (each for each in states() if each.kind.is_state and each.existed(on))
    return tuple(profile(treaty, each, on, facts=False) for each in there)


def profile(treaty: Treaty, it: State, on: str, *, facts: bool = True) -> Profile:
    """Return what the facts say of a State or territory on a day, without what came later."""
    then = treaty.as_of(on)
    signed = _last(then, FactKind.SIGNATURE, it)
    deposit = _last(then, FactKind.DEPOSIT, it)
    bound = then.memberships(it.code)
    notice = _last(then, FactKind.WITHDRAWAL, it)
    back = None if notice is None else then.answer(notice, FactKind.WITHDRAWAL_RESCINDED)
    left = None if back or (deposit and notice and notice.done < deposit.done) else notice
    announced = _last(then, FactKind.WITHDRAWAL_ANNOUNCED, it)
    return Profile(
        iso3=it.code,
        name=it.name,
        name_ar=it.name_ar,
        kind=it.kind,
        on=on,
        signed=signed.date if signed else None,
        deposited=deposit.date if deposit else None,
        instrument=deposit.instrument if deposit else None,
        entry_into_force=bound[-1].since if bound else None,
        withdrawal_notified=left.date if left else None,
        withdrawal_effective=left.since if left else None,
        withdrawal_announced=announced.date if announced else None,
        withdrawal_rescinded=back.date if back else None,
        in_force=then.membership(it.code, on) is not None if it.kind.is_state else None,
        declarations=then.declarations(it.code),
        existed_since=it.since,
        existed_until=it.until,
        part_of=it.of,
        contested=it.contested,
        note=it.note,
        facts=_facts(then, it) if facts else None,
    )


def _facts(then: Treaty, it: State) -> tuple[TreatyFact, ...]:
    """Return the facts of a State; of a territory, those that name it."""
    if it.kind.is_state:
        return then.of_state(it.code)
    return tuple(fact for fact in then.of_state(it.of or "") if fact.area == it.code)


def _last(then: Treaty, kind: FactKind, it: State) -> TreatyFact | None:
    return next(reversed(then.of_kind(kind, it.code)), None)
