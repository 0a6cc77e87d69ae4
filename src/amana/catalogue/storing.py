"""Writing rows: what is there already stays, states are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy import bindparam as bind
from sqlalchemy.dialects import sqlite

from amana.catalogue import tables as t
from amana.catalogue.projection import Rows

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def meta(db: Connection, name: str) -> str | None:
    """Return what the catalogue noted of itself under `name`."""
    return db.scalar(select(t.meta.c.value).where(t.meta.c.name == name))


def set_meta(db: Connection, name: str, value: str) -> None:
    """Note something of the catalogue itself."""
    db.execute(delete(t.meta).where(t.meta.c.name == name))
    db.execute(insert(t.meta).values(name=name, value=value))


def store(db: Connection, rows: Rows) -> None:
    """Insert rows; what is there already stays (an item acquired again, a reading made again)."""
    pairs = (
        (t.entry, rows.entries),
        (t.entry_item, rows.entry_items),
        (t.stamp, rows.stamps),
        (t.item, rows.items),
        (t.occurrence, rows.occurrences),
        (t.restriction, rows.restrictions),
        (t.reading, rows.readings),
        (t.fact, rows.facts),
        (t.likeness, rows.likenesses),
        (t.band, rows.bands),
        (t.decision, rows.decisions),
        (t.check, rows.checks),
        (t.checked, rows.checked),
    )
    for table, values in pairs:
        if values:
            db.execute(_insert_new(db, table), values)
    if rows.states:
        columns = ("state", "reason", "media_type", "reading", "code", "tried", "other")
        statement = update(t.item).where(t.item.c.ref == bind("at_ref"))
        db.execute(statement.values({name: bind(name) for name in columns}), rows.states)
    if rows.withdrawals:
        taken_back = update(t.decision).where(t.decision.c.number == bind("at_number"))
        db.execute(taken_back.values(withdrawn=bind("withdrawn")), rows.withdrawals)


def _insert_new(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if db.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - slow to load

        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
