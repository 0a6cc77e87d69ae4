"""Asking what people decided about facts, and which matters they entered."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import func, or_, select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.decisions import DecisionRow
from amana.catalogue.details import batches, members, record
from amana.catalogue.matters import CiteRow, MatterRow
from amana.core import prepared


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

    def matters(self, keys: Collection[str] | None = None) -> list[MatterRow]:
        """Return every version of all matters, or of those of some keys, in the log's order."""
        c = t.matter.c
        every = select(t.matter).order_by(c.number)
        queries = [every] if keys is None else [every.where(c.key.in_(s)) for s in batches(keys)]
        with self._database.reading() as db:
            found = [_matter(members(row)) for q in queries for row in db.execute(q).mappings()]
        return sorted(found, key=lambda each: each.number)

    def cites(self, matters: Collection[int] | None = None) -> dict[int, list[CiteRow]]:
        """Return what matters cite, by the entry of the matter: all, or those of some entries."""
        c = t.cite.c
        every = select(t.cite).order_by(c.number)
        numbers = None if matters is None else batches(matters)
        queries = [every] if numbers is None else [every.where(c.matter.in_(s)) for s in numbers]
        found: dict[int, list[CiteRow]] = {}
        with self._database.reading() as db:
            for query in queries:
                for row in db.execute(query).mappings():
                    cite = record(row, CiteRow)
                    found.setdefault(cite.matter, []).append(cite)
        return found

    def cited(self, item: str) -> int:
        """Return how many passages of an item, or of what is inside of it, matters cite."""
        c = t.cite.c
        inside = or_(c.item == item, c.item.startswith(f"{item}.", autoescape=True))
        with self._database.reading() as db:
            return int(db.scalar(select(func.count()).where(inside)) or 0)


def _matter(values: dict[str, object]) -> MatterRow:
    """Return a row of matters; its conditions are stored as JSON."""
    conditions = msgspec.json.decode(str(values["conditions"]))
    return msgspec.convert({**values, "conditions": conditions}, prepared(MatterRow))
