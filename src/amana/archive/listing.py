"""The rows of a list, with what is told of them beside the catalogue's own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from amana.access import in_force
from amana.archive.parts import Parts
from amana.archive.remedies import remedy_for
from amana.archive.standing import standing_on
from amana.archive.views import ListedItem
from amana.catalogue import ItemRow
from amana.records import State


def listed(
    parts: Parts,
    rows: Sequence[ItemRow],
    shown: Iterable[ItemRow],
    today: date,
    *,
    differing: bool,
) -> list[ListedItem]:
    """Return rows of a list. Of those that are not `shown`, next to nothing is told.

    Conditions of use are those that bind on the day. With `differing`, each comes with what
    packages claimed of it that is not so.
    """
    told = {row.ref: row for row in shown}
    erased = [row.ref for row in told.values() if row.state is State.ERASED]
    standing = standing_on(parts, erased)
    claims = parts.catalogue.differing(told) if differing else {}
    inside = parts.catalogue.containment().numbers(told)
    return [
        ListedItem(
            ref=row.ref,
            restrictions=in_force(row.restrictions, today),
            hidden=row.ref not in told,
            item=told.get(row.ref),
            order=standing.order_on(row.ref),
            differing=claims.get(row.ref, ()),
            remedy=remedy_for(row.state, row.code) if row.ref in told else None,
            inside=inside.get(row.ref, 0),
        )
        for row in rows
    ]
