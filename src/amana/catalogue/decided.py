"""Asking what people decided about facts."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.decisions import DecisionRow
from amana.catalogue.details import batches, record


class Decisions:
    """Answers from the tables as they are now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def items(self) -> set[str]:
        """Return the items about whose facts anything was decided."""
        with self._database.reading() as db:
            return set(db.scalars(select(t.decision.c.item).distinct()))

    def on(self, items: Collection[str]) -> list[DecisionRow]:
        """Return every decision about facts of some items, in the order of the log."""
        c = t.decision.c
        found: list[DecisionRow] = []
        with self._database.reading() as db:
            for some in batches(items):
                query = select(t.decision).where(c.item.in_(some)).order_by(c.number)
                found += [record(row, DecisionRow) for row in db.execute(query).mappings()]
        return sorted(found, key=lambda each: each.number)
