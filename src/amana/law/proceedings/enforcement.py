"""Which States are obliged to co-operate: members of the Court are, others are not.

Rules: a State Party co-operates fully with the Court (Article 86) and arrests and surrenders on
request (Article 89(1)). Who was a party on a day is taken from the dated treaty facts, as far as
they were done by the day on which the status is asked. A State that withdraws stays bound until
that takes effect, and after it in proceedings that began before (Article 127(2)). Others may agree
to co-operate (Article 87(5)), or be bound by a resolution of the Security Council; that is told as
a sentence, and decided nowhere here.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.core import UsageError
from amana.law.label import Label
from amana.law.proceedings.machine import Ran
from amana.law.proceedings.placing import Placed
from amana.law.proceedings.telling import say
from amana.law.treaty import Treaty
from amana.law.treaty.states import state as named_state

_TOLD = frozenset({"visit_without_arrest", "request_not_executed"})


class Duty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a State that step `key` names was a member when it happened; None: not certain."""

    key: str
    state: str
    member: bool | None
    says: tuple[Label, ...]


class Enforcement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The States Parties (ISO 3166-1 alpha-3) on the day `on`, and what is told of single ones."""

    on: str
    members: tuple[str, ...]
    says: Label
    duties: tuple[Duty, ...]


def enforcement(ran: Sequence[Ran], on: str, known_on: str, treaty: Treaty) -> Enforcement:
    """Return who is obliged on `on`, by the facts that were done by `known_on`."""
    then = treaty.as_of(known_on)
    members = then.parties(on)
    return Enforcement(
        on=on,
        members=members,
        says=say("obliged", count=str(len(members)), on=on),
        duties=tuple(
            duty
            for each in ran
            if each.placed.step.step in _TOLD and (duty := _duty(each.placed, then)) is not None
        ),
    )


def _duty(placed: Placed, treaty: Treaty) -> Duty | None:
    """Return what bound the State that is told not to have co-operated; None: no State is named."""
    try:
        found = named_state(placed.step.by)
    except UsageError:
        return None
    state, name = found.code, Label(en=found.name, ar=found.name_ar)
    first = treaty.membership(state, placed.first)
    last = treaty.membership(state, placed.last)
    date = placed.step.date or placed.first
    key = placed.step.key
    if (first is None) != (last is None):
        return Duty(key=key, state=state, member=None, says=(say("obliged-straddles", state=name),))
    if last is None:
        free = say("obliged-not", state=name, date=date)
        return Duty(key=key, state=state, member=False, says=(free,))
    told: tuple[Label, ...] = (say("obliged-member", state=name, date=date),)
    if last.until is not None:
        told = (*told, say("obliged-leaving", state=name, until=last.until))
    return Duty(key=key, state=state, member=True, says=told)
