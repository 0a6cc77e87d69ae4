"""Which items come next: chosen by conditions, page by page, in the order of the log."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, false, or_, select, tuple_

from amana.catalogue import tables as t
from amana.catalogue.conditions import Condition, holds
from amana.catalogue.database import Database
from amana.catalogue.details import items_of_rows
from amana.catalogue.rows import ItemRow
from amana.records import State

IN_ORDER = (t.item.c.acquired_entry, t.item.c.position, t.item.c.ref)
"""The order of the log; what came with one entry stands in the order in which it was found."""

_PAGE = 1000


class Queue:
    """Answers from the tables as they are at the moment of asking."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(
        self,
        where: Sequence[Condition],
        *,
        refs: Collection[str] = (),
        entries: tuple[int, int | None] = (0, None),
        after: ItemRow | None = None,
    ) -> Iterator[ItemRow]:
        """Yield items of which conditions hold and that come `after` one, a page in memory.

        Of these `refs` and whatever is inside of them, if there are any; of those that came with
        `entries`, from the first to before the second. Erased items are never among them.
        """
        last = after
        while page := self.page(where, refs=refs, entries=entries, after=last, limit=_PAGE):
            yield from page
            last = page[-1]

    def page(
        self,
        where: Sequence[Condition],
        *,
        refs: Collection[str] = (),
        entries: tuple[int, int | None] = (0, None),
        after: ItemRow | None = None,
        limit: int,
    ) -> list[ItemRow]:
        """Return the first `limit` of what `rows` yields."""
        first, end = entries
        c = t.item.c
        query = select(t.item).where(holds(where), c.state != State.ERASED.value)
        query = query.where(c.acquired_entry >= first)
        if end is not None:
            query = query.where(c.acquired_entry < end)
        if refs:
            query = query.where(within(sorted(refs)))
        if after is not None:
            last = (after.acquired_entry, after.position, after.ref)
            query = query.where(tuple_(*IN_ORDER) > tuple_(*last))
        with self._database.reading() as db:
            found = db.execute(query.order_by(*IN_ORDER).limit(limit))
            return items_of_rows(db, found.mappings())


def within(refs: Sequence[str]) -> ColumnElement[bool]:
    """Return whether an item is one of these or inside of one of them, at any depth."""
    c = t.item.c
    roots = [ref for ref in refs if "." not in ref]
    children = [ref for ref in refs if "." in ref]
    below = (c.ref.startswith(f"{ref}.", autoescape=True) for ref in children)
    return or_(false(), c.root.in_(roots), c.ref.in_(children), *below)
