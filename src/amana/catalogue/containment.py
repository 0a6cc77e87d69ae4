"""How much is inside of items."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, case, func, select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.records import Derivation


class Containment:
    """Answers from the tables as they are now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """Return how many child items there are."""
        query = select(func.count()).where(t.item.c.parent.is_not(None))
        with self._database.reading() as db:
            return int(db.scalar(query) or 0)

    def of(self, root: str) -> tuple[int, int]:
        """Return how many items are inside of `root`, at any depth, and how many bytes they took.

        A slice of its parent takes none.
        """
        return self._spent(t.item.c.root == root)

    def directly(self, parent: str) -> tuple[int, int]:
        """Return how many items are inside of `parent` and of nothing in between, as `of` does."""
        return self._spent(t.item.c.parent == parent)

    def numbers(self, parents: Iterable[str]) -> dict[str, int]:
        """Return how many items are directly inside of each of these, where there are any."""
        c = t.item.c
        query = select(c.parent, func.count()).where(c.parent.in_(list(parents))).group_by(c.parent)
        with self._database.reading() as db:
            return {parent: int(number) for parent, number in db.execute(query)}

    def _spent(self, wanted: ColumnElement[bool]) -> tuple[int, int]:
        c = t.item.c
        taken = func.sum(case((c.derivation == Derivation.SLICE.value, 0), else_=c.size))
        query = select(func.count(), taken).where(wanted, c.parent.is_not(None))
        with self._database.reading() as db:
            number, size = db.execute(query).one()
            return int(number), int(size or 0)
