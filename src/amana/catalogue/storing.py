"""Writing rows: what is there already stays, states are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BindParameter,
    Connection,
    Table,
    and_,
    case,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy import bindparam as bind
from sqlalchemy.dialects import sqlite

from amana.catalogue import tables as t
from amana.catalogue.gathered import Rows
from amana.catalogue.observed import WAITING

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
        (t.matter, rows.matters),
        (t.cite, rows.cites),
        (t.watch, rows.watches),
        (t.look, rows.looks),
        (t.observed, rows.observed),
        (t.observation, rows.observations),
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
    for table, taken_back in ((t.decision, rows.withdrawals), (t.matter, rows.matters_withdrawn)):
        if taken_back:
            there = update(table).where(table.c.number == bind("at_number"))
            db.execute(there.values(withdrawn=bind("withdrawn")), taken_back)
    if rows.watches_ended:
        standing = and_(t.watch.c.watch == bind("at_watch"), t.watch.c.ended.is_(None))
        ended: dict[str, BindParameter[str]] = {
            name: bind(name) for name in ("ended", "ended_at", "reason")
        }
        db.execute(update(t.watch).where(standing).values(ended), rows.watches_ended)
    if rows.analyses:
        db.execute(_upsert_analysis(db), rows.analyses)


def _upsert_analysis(db: Connection) -> sqlite.Insert | postgresql.Insert:
    """Return how the analysis of an item is noted.

    That its reading waits is noted where this is another one than before. How an analysis ended is
    noted where it is of that reading; one that failed leaves the observations that there were.
    """
    statement, here = _insert(db, t.analysis), t.analysis.c
    new = statement.excluded
    same = here.reading == new.reading
    kept = case((and_(same, new.marks.is_(None)), here.marks), else_=new.marks)
    columns = ("reading", "recipes", "failed", "code", "reason", "number")
    return statement.on_conflict_do_update(
        index_elements=[here.item],
        set_={"marks": kept, **{name: new[name] for name in columns}},
        where=or_(and_(same, new.recipes != WAITING), and_(~same, new.recipes == WAITING)),
    )


def _insert_new(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return _insert(db, table).on_conflict_do_nothing()


def _insert(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if db.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - slow to load

        return postgresql.insert(table)
    return sqlite.insert(table)
