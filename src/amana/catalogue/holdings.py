"""What is here already, asked for a whole group of inputs in a few queries."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import RowMapping, select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.details import batches
from amana.catalogue.projection import Result
from amana.records import Restriction, RestrictionKind


class Sibling(NamedTuple):
    """One item on certain bytes, and where it came from."""

    ref: str
    source: str | None


class Holdings:
    """Answers from the tables as they are now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def places(self, keys: Collection[str]) -> dict[str, str]:
        """Return, by occurrence key, the item that was acquired under it."""
        c = t.occurrence.c
        found: dict[str, str] = {}
        with self._database.reading() as db:
            for some in batches(keys):
                query = select(c.key, c.item).where(c.key.in_(some))
                found.update(db.execute(query).all())
        return found

    def siblings(self, digests: Collection[str]) -> dict[str, list[Sibling]]:
        """Return, by digest, the items on these bytes, oldest first."""
        c = t.item.c
        found: dict[str, list[Sibling]] = {}
        with self._database.reading() as db:
            for some in batches(digests):
                query = select(c.sha256, c.ref, c.source).where(c.sha256.in_(some))
                for sha256, ref, source in db.execute(query.order_by(c.acquired_entry, c.ref)):
                    found.setdefault(sha256, []).append(Sibling(ref, source))
        return found

    def restrictions(self, refs: Collection[str]) -> dict[str, set[Restriction]]:
        """Return, by item, the restrictions that came with that very item."""
        c = t.restriction.c
        found: dict[str, set[Restriction]] = {}
        with self._database.reading() as db:
            for some in batches(refs):
                query = select(c.item, c.kind, c.until).where(c.item.in_(some))
                for ref, kind, until in db.execute(query):
                    restriction = Restriction(kind=RestrictionKind(kind), until=until or None)
                    found.setdefault(ref, set()).add(restriction)
        return found

    def taken(self, refs: Collection[str]) -> set[str]:
        """Return those of `refs` that name an item."""
        found: set[str] = set()
        with self._database.reading() as db:
            for some in batches(refs):
                found.update(db.scalars(select(t.item.c.ref).where(t.item.c.ref.in_(some))))
        return found

    def results(self, refs: Collection[str]) -> dict[str, Result]:
        """Return, by item, the result of reading at which it stands."""
        i, r = t.item.c, t.reading.c
        found: dict[str, Result] = {}
        with self._database.reading() as db:
            for some in batches(refs):
                query = (
                    select(t.item, r.derivative, r.facts)
                    .outerjoin(t.reading, r.key == i.reading)
                    .where(i.ref.in_(some))
                )
                for row in db.execute(query).mappings():
                    found[row["ref"]] = _result(row)
        return found


def _result(row: RowMapping) -> Result:
    return Result(
        state=row["state"],
        media_type=row["media_type"] or "",
        reason=row["reason"],
        key=row["reading"],
        reading=row["derivative"],
        facts=row["facts"],
        code=row["code"],
        tried=row["tried"],
        other=row["other"],
    )
