"""What came in beside an item: found inside the same one, or acquired from the same source."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, func, select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.queue import IN_ORDER
from amana.catalogue.rows import ItemRow

_LAST = "\U0010ffff"


class Companions:
    """Answers from the tables as they are now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def at(self, row: ItemRow, paths: Collection[str], media_types: Collection[str]) -> list[str]:
        """Return the items of these media types at one of these paths, beside `row`, in order."""
        beside = _beside(row).where(_path(row).in_(paths), t.item.c.media_type.in_(media_types))
        query = select(t.item.c.ref).where(t.item.c.ref.in_(beside)).order_by(*IN_ORDER)
        with self._database.reading() as db:
            return list(db.scalars(query))

    def below(self, row: ItemRow, folder: str) -> int:
        """Return how many items beside `row` are in a folder, whose path ends in `/`."""
        path = _path(row)
        within = _beside(row).where(path > folder, path < folder + _LAST).distinct()
        with self._database.reading() as db:
            return int(db.scalar(select(func.count()).select_from(within.subquery())) or 0)


def _path(row: ItemRow) -> ColumnElement[str]:
    return t.occurrence.c.path if row.parent is None else t.item.c.path


def _beside(row: ItemRow) -> Select[tuple[str]]:
    c = t.item.c
    others = select(c.ref).where(c.ref != row.ref)
    if row.parent is not None:
        return others.where(c.parent == row.parent)
    others = others.join(t.occurrence, t.occurrence.c.item == c.ref)
    return others.where(c.source.is_not_distinct_from(row.source))
