"""The catalogue: what can be asked about items, readings and facts.

A projection: `apply` takes entries in the order of the log, and nothing else changes a row.
One process writes, others read (SQLite in write-ahead mode, or PostgreSQL).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import msgspec
from sqlalchemy import Select, Table, func, or_, select

from amana.catalogue import tables as t
from amana.catalogue.accounts import Accounts
from amana.catalogue.analyses import Analyses
from amana.catalogue.checks import CheckRow
from amana.catalogue.companions import Companions
from amana.catalogue.conditions import Condition, holds
from amana.catalogue.containment import Containment
from amana.catalogue.database import CatalogueUnusable, Database
from amana.catalogue.decided import Decisions
from amana.catalogue.details import batches, is_bound, items_of_rows, members, occurrence, record
from amana.catalogue.holdings import Holdings
from amana.catalogue.likenesses import Likenesses
from amana.catalogue.projection import Load, project
from amana.catalogue.queue import IN_ORDER, Queue
from amana.catalogue.rows import FactRow, ItemRow, Line, OccurrenceRow, ReadingRow, StampRow
from amana.catalogue.storing import meta, set_meta, store
from amana.catalogue.watched import Watched
from amana.core import NotFound, prepared
from amana.records import Claimed, Entry, RestrictionKind

_TABLES: Sequence[Table] = t.metadata.sorted_tables


class Catalogue:
    """Answers questions about an archive from its tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def log_size(self) -> int:
        """Return how many entries of the log the catalogue has taken in (0: `clear` it first)."""
        try:
            with self._database.reading() as db:
                known = dict(db.execute(select(t.meta.c.name, t.meta.c.value)).all())
        except CatalogueUnusable:
            return 0
        return int(known.get("log_size", 0)) if known.get("schema") == str(t.SCHEMA) else 0

    def apply(self, entries: Sequence[Entry], load: Load) -> None:
        """Take in the next entries of the log, all of them or none.

        Raises:
            ValueError: they are not those that follow what was taken in before.
            StorageFull: no room.
        """
        if not entries:
            return
        rows = project(entries, load)
        with self._database.writing() as db:
            size = int(meta(db, "log_size") or 0)
            if [entry.index for entry in entries] != list(range(size, size + len(entries))):
                raise ValueError(f"the catalogue wants entry {size}, not {entries[0].index}")
            store(db, rows)
            set_meta(db, "log_size", str(size + len(entries)))
            latest = max(str(row["at"]) for row in rows.entries)
            set_meta(db, "last_time", max(latest, meta(db, "last_time") or ""))

    def clear(self) -> None:
        """Forget everything, so that the log can be taken in again from its first entry."""
        self._database.make_again(t.metadata)
        with self._database.writing() as db:
            set_meta(db, "schema", str(t.SCHEMA))

    def compact(self) -> None:
        """Leave nothing in the files of the database but the rows that are there now.

        Raises:
            UnavailableError: somebody else reads and does not end, or there is no room.
        """
        self._database.compact()

    def holdings(self) -> Holdings:
        """Return what tells for many inputs at once whether they are here already."""
        return Holdings(self._database)

    def companions(self) -> Companions:
        """Return what tells what came in beside items."""
        return Companions(self._database)

    def containment(self) -> Containment:
        """Return what tells how much is inside of items."""
        return Containment(self._database)

    def queue(self) -> Queue:
        """Return what tells which items are to be read, page by page."""
        return Queue(self._database)

    def likenesses(self) -> Likenesses:
        """Return what tells which texts and pictures may be like which."""
        return Likenesses(self._database)

    def decisions(self) -> Decisions:
        """Return what tells what people decided about facts."""
        return Decisions(self._database)

    def watched(self) -> Watched:
        """Return what tells which pages are watched, and what became of them."""
        return Watched(self._database)

    def analyses(self) -> Analyses:
        """Return what tells which readings are analysed, and what was observed in them."""
        return Analyses(self._database)

    def accounts(self) -> Accounts:
        """Return what tells how many items are in which state, and why."""
        return Accounts(self._database)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def count(self) -> dict[str, int]:
        """Return how many items are in each state."""
        return self._count(select(t.item.c.state, func.count()))

    def restricted(self, today: date) -> dict[str, int]:
        """Return how many items are in each state whose bytes a restriction binds on that day."""
        return self._count(select(t.item.c.state, func.count()).where(is_bound(today)))

    def _count(self, query: Select[str, int]) -> dict[str, int]:
        with self._database.reading() as db:
            return dict(db.execute(query.group_by(t.item.c.state)).all())

    def items(
        self,
        *,
        where: Sequence[Condition] = (),
        differing: bool = False,
        open_on: date | None = None,
        inside: str | None = None,
        limit: int = -1,
        offset: int = 0,
    ) -> tuple[int, list[ItemRow]]:
        """Return how many items there are, and one page of them in the order of the log.

        With `differing`, only those of which a package that they came in claimed something else;
        with `open_on`, items whose bytes a restriction binds on that day are left out. Child items
        are among those `where` conditions hold; otherwise only those `inside` a parent are listed.
        """
        query = select(t.item).where(holds(where))
        if inside is not None:
            query = query.where(t.item.c.parent == inside)
        elif not where:
            query = query.where(t.item.c.parent.is_(None))
        if differing:
            c = t.occurrence.c
            query = query.where(t.item.c.ref.in_(select(c.item).where(c.agrees == 0)))
        if open_on is not None:
            query = query.where(~is_bound(open_on))
        total = select(func.count()).select_from(query.subquery())
        query = query.order_by(*IN_ORDER)
        if limit >= 0:
            query = query.limit(limit).offset(offset)
        with self._database.reading() as db:
            found = items_of_rows(db, db.execute(query).mappings())
            return int(db.scalar(total) or 0), found if limit >= 0 else found[offset:]

    def item(self, ref: str) -> ItemRow:
        """Return one item.

        Raises:
            NotFound: there is no such item.
        """
        found = self.some_items([ref])
        if not found:
            raise NotFound(f"this archive has no item {ref}", remedy="`amana list` shows its items")
        return found[ref]

    def some_items(self, refs: Collection[str]) -> dict[str, ItemRow]:
        """Return the items of these references, as far as there are such items."""
        with self._database.reading() as db:
            found: list[ItemRow] = []
            for some in batches(refs):
                query = select(t.item).where(t.item.c.ref.in_(some))
                found += items_of_rows(db, db.execute(query).mappings())
        return {row.ref: row for row in found}

    def some_read(self, digests: Collection[str]) -> dict[str, ItemRow]:
        """Return, by reference, the items that have a reading and are on bytes of these digests.

        And whatever is found inside them.
        """
        found: list[ItemRow] = []
        with self._database.reading() as db:
            for some in batches(digests):
                roots = select(t.item.c.root).where(t.item.c.sha256.in_(some))
                query = select(t.item).where(
                    or_(t.item.c.sha256.in_(some), t.item.c.root.in_(roots)),
                    t.item.c.reading.is_not(None),
                )
                found += items_of_rows(db, db.execute(query).mappings())
        return {row.ref: row for row in found}

    def same_bytes(self, sha256: str) -> list[ItemRow]:
        """Return the items on the bytes of this digest, oldest first; erased ones have none."""
        if not sha256:
            return []
        query = select(t.item).where(t.item.c.sha256 == sha256)
        with self._database.reading() as db:
            return items_of_rows(db, db.execute(query.order_by(*IN_ORDER)).mappings())

    def occurrences(self, ref: str) -> list[OccurrenceRow]:
        """Return where the bytes of an item were found, in the order of the log."""
        c = t.occurrence.c
        query = select(c.name, c.path, c.at, c.number, c.claimed).where(c.item == ref)
        with self._database.reading() as db:
            found = db.execute(query.order_by(c.number)).mappings()
            return [occurrence(row) for row in found]

    def differing(self, refs: Collection[str]) -> dict[str, tuple[Claimed, ...]]:
        """Return, by item, what packages claimed of these that is not so, in the order of the log.

        A listed file that is missing counts; it is told with the declaration of its bag.
        """
        c = t.occurrence.c
        found: dict[str, tuple[Claimed, ...]] = {}
        with self._database.reading() as db:
            for some in batches(refs):
                query = select(c.item, c.claimed).where(c.agrees == 0, c.item.in_(some))
                for ref, claimed in db.execute(query.order_by(c.number)):
                    said = msgspec.json.decode(claimed, type=prepared(Claimed))
                    found[ref] = (*found.get(ref, ()), said)
        return found

    def last_restriction(self) -> int:
        """Return the index of the last entry that restricted any bytes further, or -1."""
        with self._database.reading() as db:
            number = db.scalar(select(func.max(t.restriction.c.number)))
            return -1 if number is None else number

    def embargoes(self) -> list[date]:
        """Return every day on which an embargo ends, in order."""
        c = t.restriction.c
        query = select(c.until).where(c.kind == RestrictionKind.EMBARGO.value, c.until != "")
        with self._database.reading() as db:
            found = db.scalars(query.distinct().order_by(c.until))
            return [date.fromisoformat(day) for day in found]

    def readings(self, original: str) -> list[ReadingRow]:
        """Return every reading of an original, oldest first."""
        query = select(t.reading).where(t.reading.c.original == original)
        with self._database.reading() as db:
            found = db.execute(query.order_by(t.reading.c.number, t.reading.c.key))
            return [record(row, ReadingRow) for row in found.mappings()]

    def reading(self, key: str) -> ReadingRow | None:
        """Return the reading of this key."""
        with self._database.reading() as db:
            row = db.execute(select(t.reading).where(t.reading.c.key == key)).mappings().first()
        return None if row is None else record(row, ReadingRow)

    def facts(self, reading: str, kind: str | None = None) -> list[FactRow]:
        """Return the facts of a reading in their order."""
        c = t.fact.c
        query = select(c.id, c.kind, c.line).where(c.reading == reading)
        if kind is not None:
            query = query.where(c.kind == kind)
        with self._database.reading() as db:
            found = db.execute(query.order_by(c.kind, c.position))
            return [record(row, FactRow) for row in found.mappings()]

    def last_time(self) -> str:
        """Return the latest time that any entry states, or an empty string."""
        with self._database.reading() as db:
            return meta(db, "last_time") or ""

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
        with self._database.reading() as db:
            found = db.scalars(query.limit(limit) if limit >= 0 else query)
            return int(db.scalar(total) or 0), list(found)

    def checks(self) -> Iterator[CheckRow]:
        """Yield what was covered by checks, newest first."""
        c, m = t.checked.c, t.check.c
        own = (m.number, t.entry.c.at, m.scope, m.entries, m.of_log, m.problems)
        query = select(*own, c.room, c.first, c.last, c.length).join(t.check, m.number == c.number)
        query = query.join(t.entry, t.entry.c.number == c.number)
        query = query.order_by(m.number.desc(), c.position)
        with self._database.reading() as db:
            for row in db.execute(query).mappings():
                values = members(row)
                values["of_log"] = bool(values["of_log"])
                yield msgspec.convert(values, prepared(CheckRow))

    def entries_of_types(
        self, types: Collection[str], *, about: Collection[str] | None = None
    ) -> list[int]:
        """Return the indexes of all entries of some types (`about` items) in their order."""
        c, e = t.entry.c, t.entry_item.c
        query = select(c.number).where(c.type.in_(types)).order_by(c.number)
        with self._database.reading() as db:
            if about is None:
                return list(db.scalars(query))
            found: set[int] = set()
            for some in batches(about):
                of_these = select(e.number).where(e.item.in_(some))
                found.update(db.scalars(query.where(c.number.in_(of_these))))
        return sorted(found)

    def stamps(self, *, above: int = 0) -> list[StampRow]:
        """Return the time-stamps over more than `above` entries, in the order of the log."""
        c = t.stamp.c
        with self._database.reading() as db:
            found = db.execute(select(t.stamp).where(c.size > above).order_by(c.number))
            return [record(row, StampRow) for row in found.mappings()]

    def dump(self) -> Iterator[Line]:
        """Yield every row of every table, in the order of tables and keys."""
        with self._database.reading() as db:
            for number, table in enumerate(_TABLES):
                keys = list(table.primary_key.columns)
                for row in db.execute(select(table).order_by(*keys)).mappings():
                    values = members(row)
                    place = (number, *(values[column.name] for column in keys))
                    yield Line(place, f"{table.name} {msgspec.json.encode(values).decode()}")


def open_catalogue(url: str) -> Catalogue:
    """Open the catalogue at `url`: `sqlite:///path`, `sqlite://` (memory) or `postgresql://`.

    Raises:
        UsageError: there is no engine for this URL.
    """
    return Catalogue(Database(url))
