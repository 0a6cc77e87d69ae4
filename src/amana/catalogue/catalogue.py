"""The catalogue: what can be asked about items, readings and facts.

A projection: `apply` takes entries in the order of the log, and nothing else changes a row.
One process writes, others read (SQLite in write-ahead mode, or PostgreSQL).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import bindparam as bind
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from amana.catalogue import tables as t
from amana.catalogue.projection import Load, Rows, project
from amana.catalogue.rows import FactRow, ItemRow, OccurrenceRow, ReadingRow
from amana.core import NotFound, UnavailableError
from amana.records import Entry, Restriction, RestrictionKind

_TABLES: Sequence[Table] = t.metadata.sorted_tables
_BATCH = 500

_T = TypeVar("_T")


class Catalogue:
    """Answers questions about an archive from its tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        try:
            with engine.begin() as db:
                t.metadata.create_all(db)
                found = _meta(db, "schema")
                if found is None:
                    db.execute(insert(t.meta).values(name="schema", value=str(t.SCHEMA)))
        except DatabaseError as error:
            raise UnavailableError(
                "the catalogue cannot be read", remedy="run `amana rebuild`: it makes it again"
            ) from error
        self._stale = found not in (None, str(t.SCHEMA))

    # -- writing -----------------------------------------------------------------------------

    def log_size(self) -> int:
        """Return how many entries of the log the catalogue has taken in (0: rebuild it)."""
        if self._stale:
            return 0
        with self._engine.connect() as db:
            return int(_meta(db, "log_size") or 0)

    def apply(self, entries: Sequence[Entry], load: Load) -> None:
        """Take in the next entries of the log, in one transaction."""
        if not entries:
            return
        rows = project(entries, load)
        with self._engine.begin() as db:
            _store(db, rows)
            _upsert(db, t.meta, {"name": "log_size", "value": str(entries[-1].index + 1)})

    def clear(self) -> None:
        """Forget everything, so that the log can be taken in again from its first entry."""
        with self._engine.begin() as db:
            t.metadata.drop_all(db)
            t.metadata.create_all(db)
            db.execute(insert(t.meta).values(name="schema", value=str(t.SCHEMA)))
        self._stale = False

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # -- reading -----------------------------------------------------------------------------

    def count(self) -> dict[str, int]:
        """Return how many items are in each state."""
        query = select(t.item.c.state, func.count()).group_by(t.item.c.state)
        with self._engine.connect() as db:
            return dict(db.execute(query).tuples().all())

    def restricted(self) -> dict[str, int]:
        """Return how many items are in each state whose bytes are under a restriction."""
        query = (
            select(t.item.c.state, func.count())
            .where(t.item.c.sha256.in_(select(t.restriction.c.sha256)))
            .group_by(t.item.c.state)
        )
        with self._engine.connect() as db:
            return dict(db.execute(query).tuples().all())

    def items(
        self, *, state: str | None = None, limit: int = -1, offset: int = 0
    ) -> tuple[int, list[ItemRow]]:
        """Return how many items there are, and one page of them in the order of the log."""
        query = select(t.item).order_by(t.item.c.acquired_entry, t.item.c.ref)
        total = select(func.count()).select_from(t.item)
        if state is not None:
            query, total = (
                query.where(t.item.c.state == state),
                total.where(t.item.c.state == state),
            )
        if limit >= 0:
            query = query.limit(limit)
        with self._engine.connect() as db:
            found = db.execute(query.offset(offset) if limit >= 0 else query).all()
            return int(db.scalar(total) or 0), _items(db, found)

    def item(self, ref: str) -> ItemRow:
        """Return one item.

        Raises:
            NotFound: there is no such item.
        """
        with self._engine.connect() as db:
            found = _items(db, db.execute(select(t.item).where(t.item.c.ref == ref)).all())
        if not found:
            raise NotFound(f"this archive has no item {ref}", remedy="`amana list` shows its items")
        return found[0]

    def last_time(self) -> str:
        """Return the latest time that any entry states, or an empty string."""
        with self._engine.connect() as db:
            return db.scalar(select(func.max(t.entry.c.at))) or ""

    def has_item(self, ref: str) -> bool:
        """Tell whether a reference is taken."""
        with self._engine.connect() as db:
            return db.scalar(select(t.item.c.ref).where(t.item.c.ref == ref)) is not None

    def same_bytes(self, sha256: str) -> list[ItemRow]:
        """Return the items on the bytes of this digest, oldest first."""
        query = select(t.item).where(t.item.c.sha256 == sha256).order_by(t.item.c.acquired_entry)
        with self._engine.connect() as db:
            return _items(db, db.execute(query).all())

    def occurrence(self, key: str) -> str | None:
        """Return the item that was acquired under this occurrence key."""
        with self._engine.connect() as db:
            return db.scalar(select(t.occurrence.c.item).where(t.occurrence.c.key == key))

    def occurrences(self, ref: str) -> list[OccurrenceRow]:
        """Return where the bytes of an item were found, in the order of the log."""
        c = t.occurrence.c
        query = select(c.name, c.path, c.at, c.number).where(c.item == ref).order_by(c.number)
        with self._engine.connect() as db:
            return [_record(row, OccurrenceRow) for row in db.execute(query)]

    def readings(self, original: str) -> list[ReadingRow]:
        """Return every reading of an original, oldest first."""
        query = select(t.reading).where(t.reading.c.original == original)
        with self._engine.connect() as db:
            found = db.execute(query.order_by(t.reading.c.number, t.reading.c.key))
            return [_record(row, ReadingRow) for row in found]

    def reading(self, key: str) -> ReadingRow | None:
        """Return the reading of this key."""
        with self._engine.connect() as db:
            row = db.execute(select(t.reading).where(t.reading.c.key == key)).first()
        return None if row is None else _record(row, ReadingRow)

    def facts(self, reading: str, kind: str | None = None) -> list[FactRow]:
        """Return the facts of a reading in their order."""
        c = t.fact.c
        query = select(c.id, c.kind, c.line).where(c.reading == reading)
        if kind is not None:
            query = query.where(c.kind == kind)
        with self._engine.connect() as db:
            found = db.execute(query.order_by(c.kind, c.position))
            return [_record(row, FactRow) for row in found]

    def entry_numbers(
        self, *, ref: str | None = None, before: int | None = None, limit: int = -1
    ) -> tuple[int, list[int]]:
        """Return how many entries there are (about an item), and the newest of them first."""
        c = t.entry.c
        query = select(c.number)
        if ref is not None:
            chosen = select(t.entry_item.c.number).where(t.entry_item.c.item == ref)
            query = query.where(c.number.in_(chosen))
        total = select(func.count()).select_from(query.subquery())
        if before is not None:
            query = query.where(c.number < before)
        query = query.order_by(c.number.desc())
        with self._engine.connect() as db:
            found = db.scalars(query.limit(limit) if limit >= 0 else query)
            return int(db.scalar(total) or 0), list(found)

    def dump(self) -> Iterator[str]:
        """Yield every row of every table as one line of text, in a fixed order."""
        with self._engine.connect() as db:
            for table in _TABLES:
                keys = list(table.primary_key.columns)
                for row in db.execute(select(table).order_by(*keys)):
                    yield f"{table.name} {msgspec.json.encode(list(row)).decode()}"


def open_catalogue(url: str) -> Catalogue:
    """Open the catalogue at `url`: `sqlite:///path`, `sqlite://` (memory) or `postgresql://`.

    Raises:
        UnavailableError: the database cannot be opened.
    """
    if url == "sqlite://":
        engine = create_engine(url, connect_args={"check_same_thread": False}, poolclass=StaticPool)
    else:
        engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
    return Catalogue(engine)


def _tune_sqlite(connection: object, record: object) -> None:
    """Many readers beside one writer; durable enough for what can be rebuilt."""
    del record
    cursor = connection.cursor()  # type: ignore[attr-defined]  # DB-API connection of any driver
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _meta(db: Connection, name: str) -> str | None:
    return db.scalar(select(t.meta.c.value).where(t.meta.c.name == name))


def _store(db: Connection, rows: Rows) -> None:
    """Insert rows; what is there already stays (an item acquired again, a reading made again)."""
    pairs = (
        (t.entry, rows.entries),
        (t.entry_item, rows.entry_items),
        (t.item, rows.items),
        (t.occurrence, rows.occurrences),
        (t.restriction, rows.restrictions),
        (t.reading, rows.readings),
        (t.fact, rows.facts),
    )
    for table, values in pairs:
        if values:
            db.execute(_insert_new(db, table), values)
    if rows.states:
        columns = ("state", "reason", "media_type", "reading")
        statement = update(t.item).where(t.item.c.ref == bind("at_ref"))
        db.execute(statement.values({name: bind(name) for name in columns}), rows.states)


def _insert_new(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if db.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def _upsert(db: Connection, table: Table, values: dict[str, str]) -> None:
    db.execute(delete(table).where(table.c.name == values["name"]))
    db.execute(insert(table), values)


def _items(db: Connection, found: Sequence[Row[Any]]) -> list[ItemRow]:
    """Return item rows with what other tables know about their bytes."""
    rows = [_members(row) for row in found]
    conditions = _restrictions(db, {row["sha256"] for row in rows})
    heads = _headings(db, {row["reading"] for row in rows if row["reading"]})
    for row in rows:
        row["restrictions"] = conditions.get(row["sha256"], ())
        row["title"], row["language"], row["articles"] = heads.get(row["reading"], (None, None, 0))
    return [msgspec.convert(row, ItemRow) for row in rows]


def _restrictions(db: Connection, digests: Iterable[str]) -> dict[str, tuple[Restriction, ...]]:
    c = t.restriction.c
    found: dict[str, set[tuple[str, str]]] = {}
    for some in _batches(digests):
        for sha256, kind, until in db.execute(
            select(c.sha256, c.kind, c.until).where(c.sha256.in_(some))
        ):
            found.setdefault(sha256, set()).add((kind, until))
    return {
        sha256: tuple(
            Restriction(kind=RestrictionKind(kind), until=until or None)
            for kind, until in sorted(pairs)
        )
        for sha256, pairs in found.items()
    }


def _headings(db: Connection, keys: Iterable[str]) -> dict[str, tuple[str | None, str | None, int]]:
    """Return title and language of the first article and the number of articles, by reading."""
    c, r = t.fact.c, t.reading.c
    heads: dict[str, tuple[str | None, str | None, int]] = {}
    for some in _batches(keys):
        for key, language in db.execute(select(r.key, r.language).where(r.key.in_(some))):
            heads[key] = (None, language, 0)
        query = select(c.reading, c.title, c.language).where(
            c.reading.in_(some), c.kind == "article"
        )
        for key, title, language in db.execute(query.order_by(c.reading, c.position)):
            first_title, first_language, number = heads[key]
            heads[key] = (
                title if number == 0 else first_title,
                language or first_language if number == 0 else first_language,
                number + 1,
            )
    return heads


def _members(row: Row[Any]) -> dict[str, Any]:
    # Column names are a subclass of `str`, which strict conversion does not take.
    return {str(name): value for name, value in row._asdict().items()}


def _record(row: Row[Any], kind: type[_T]) -> _T:
    return msgspec.convert(_members(row), kind)


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
