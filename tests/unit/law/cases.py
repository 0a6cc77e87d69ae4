"""Standings of an invented archive, made from matters alone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.records import Cite, Entered, Standing


def standings(*matters: Entered, by: str = "Rana Haddad") -> tuple[Standing, ...]:
    """Return how matters stand when entered in this order, each version after the older one."""
    count: dict[str, int] = {}
    found = []
    for number, matter in enumerate(matters, 1):
        count[matter.key] = count.get(matter.key, 0) + 1
        found.append(
            Standing(
                matter=matter,
                number=number,
                version=count[matter.key],
                by=by,
                at=f"2026-01-01T00:00:00.{number:06d}Z",
            )
        )
    return tuple(found)


def without(found: Sequence[Standing], number: int) -> tuple[Standing, ...]:
    """Return the standings when entry `number` was withdrawn by a later one."""
    return tuple(
        msgspec.structs.replace(each, withdrawn=900) if each.number == number else each
        for each in found
    )


def passage(published: str | None = None, item: str = "IT-7F3K-Q2M9") -> Cite:
    """Return a complete citation of a passage whose article was published on a day."""
    return Cite(item=item, char_start=0, char_end=4, quote="news", reading="r", published=published)
