"""Asking which pages are watched, and what the looks at them found."""

from __future__ import annotations

import msgspec
from sqlalchemy import func, select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.details import members, record
from amana.catalogue.watches import LookRow, WatchRow
from amana.core import prepared


class Watched:
    """Answers from the tables as they are now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def watches(self, *, ended: bool = False) -> list[WatchRow]:
        """Return the watches that stand, with `ended` also the others, in the log's order."""
        c = t.watch.c
        query = select(t.watch).order_by(c.number)
        if not ended:
            query = query.where(c.ended.is_(None))
        with self._database.reading() as db:
            return [_watch(members(row)) for row in db.execute(query).mappings()]

    def watch(self, name: str) -> WatchRow | None:
        """Return the watch of this name; None: there is none."""
        query = select(t.watch).where(t.watch.c.watch == name)
        with self._database.reading() as db:
            row = db.execute(query).mappings().first()
            return None if row is None else _watch(members(row))

    def looks(self, watch: str) -> list[LookRow]:
        """Return every look at a watched page, in the log's order."""
        c = t.look.c
        query = select(t.look).where(c.watch == watch).order_by(c.number)
        with self._database.reading() as db:
            return [record(row, LookRow) for row in db.execute(query).mappings()]

    def last_looks(self) -> dict[str, LookRow]:
        """Return the last look at each watched page, by the name of the watch."""
        c = t.look.c
        last = select(func.max(c.number)).group_by(c.watch)
        query = select(t.look).where(c.number.in_(last))
        with self._database.reading() as db:
            found = [record(row, LookRow) for row in db.execute(query).mappings()]
        return {row.watch: row for row in found}

    def looks_of(self, item: str) -> list[LookRow]:
        """Return the looks whose capture an item is, in the log's order."""
        c = t.look.c
        query = select(t.look).where(c.item == item).order_by(c.number)
        with self._database.reading() as db:
            return [record(row, LookRow) for row in db.execute(query).mappings()]


def _watch(values: dict[str, object]) -> WatchRow:
    """Return a row of watches; its conditions are stored as JSON."""
    restrictions = msgspec.json.decode(str(values["restrictions"]))
    return msgspec.convert({**values, "restrictions": restrictions}, prepared(WatchRow))
