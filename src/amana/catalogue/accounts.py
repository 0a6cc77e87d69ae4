"""How many items are in which state, and because of what."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.details import is_bound
from amana.records import State


class Accounts:
    """Answers from the tables as they are now. Items count, and everything inside of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_reason(
        self, *, open_on: date | None = None
    ) -> dict[tuple[State, str | None], dict[str | None, int]]:
        """Return how many there are by media type, in each state by each deciding notice.

        With `open_on`, items whose bytes a restriction binds on that day are left out.
        """
        c = t.item.c
        query = select(c.state, c.code, c.media_type, func.count())
        if open_on is not None:
            query = query.where(~is_bound(open_on))
        found: dict[tuple[State, str | None], dict[str | None, int]] = {}
        with self._database.reading() as db:
            for state, code, kind, number in db.execute(
                query.group_by(c.state, c.code, c.media_type)
            ):
                found.setdefault((State(state), code), {})[kind] = number
        return found

    def not_determinate(self) -> int:
        """Return how many items have a recipe that gave two different readings."""
        query = select(func.count()).where(t.item.c.other.is_not(None))
        with self._database.reading() as db:
            return int(db.scalar(query) or 0)
