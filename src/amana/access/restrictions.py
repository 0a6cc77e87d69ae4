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


def strictest(restrictions: Iterable[Restriction]) -> tuple[Restriction, ...]:
    """Return every restriction of several items on the same bytes: all of them govern."""
    return tuple(sorted(set(restrictions), key=spell_restriction))
