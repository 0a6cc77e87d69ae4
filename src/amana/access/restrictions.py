"""Conditions of use as people write them: `confidential`, `embargo:2027-01-31`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from amana.core import UsageError
from amana.records import Restriction, RestrictionKind


def parse_restriction(text: str) -> Restriction:
    """Return the restriction that a person wrote.

    Raises:
        UsageError: an unknown kind, an embargo without a day, or a day that is none.
    """
    kind_text, mark, until = text.strip().partition(":")
    try:
        kind = RestrictionKind(kind_text.strip().lower())
        day = date.fromisoformat(until.strip()).isoformat() if mark else None
    except ValueError:
        kind, day = None, None
    if kind is None or (kind is RestrictionKind.EMBARGO) != (day is not None):
        names = ", ".join(k.value for k in RestrictionKind if k is not RestrictionKind.EMBARGO)
        raise UsageError(
            f"{text!r} is not a restriction",
            remedy=f"use one of: {names}, embargo:YYYY-MM-DD",
        )
    return Restriction(kind=kind, until=day)


def spell_restriction(restriction: Restriction) -> str:
    """Return a restriction as people write it."""
    return restriction.kind.value + (f":{restriction.until}" if restriction.until else "")


def checked(restriction: Restriction) -> Restriction:
    """Return a restriction in its one spelling; only an embargo has a day, and it must have one.

    Raises:
        UsageError: a day is missing, is none, or stands where none belongs.
    """
    return parse_restriction(spell_restriction(restriction))


def free_from(restrictions: Iterable[Restriction]) -> date | None:
    """Return the day from which none of `restrictions` binds any more; None: there is no such day.

    Only an embargo ends by itself; one without a readable day does not. Without restrictions it is
    the first day that can be written.
    """
    last = date.min
    for restriction in restrictions:
        if restriction.kind is not RestrictionKind.EMBARGO:
            return None
        try:
            last = max(last, date.fromisoformat(restriction.until or ""))
        except ValueError:
            return None
    return last


def in_force(restrictions: Iterable[Restriction], today: date) -> tuple[Restriction, ...]:
    """Return the restrictions that bind on the day `today`: all but embargoes that are over."""
    return tuple(
        restriction
        for restriction in restrictions
        if (over := free_from([restriction])) is None or over > today
    )
