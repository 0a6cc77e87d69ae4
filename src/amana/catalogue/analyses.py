"""Which readings are analysed, which wait, and what steps observed in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.details import batches, is_bound, items_of_rows, record
from amana.catalogue.observed import WAITING, mark_of
from amana.catalogue.queue import within
from amana.catalogue.rows import ItemRow
from amana.core import prepared
from amana.records import State

_PAGE = 1000


class AnalysisRow(msgspec.Struct, frozen=True, kw_only=True):
    """How the analysis of an item stands: of which reading, by which recipes, since which entry.

    `recipes` is empty while it waits. `marks` names what its steps observed: that stays where a
    later analysis of the same reading failed.
    """

    item: str
    reading: str
    recipes: str
    marks: str | None
    failed: bool
    code: str | None
    reason: str | None
    number: int

    @property
    def observed(self) -> tuple[int, ...]:
        """The marks of what was observed, in the order of the names of the steps."""
        return tuple(map(int, (self.marks or "").split()))


class ObservedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a step observed in a reading: its key, and the derivative with its facts, if any."""

    mark: int
    key: str
    reading: str
    step: str
    derivative: str | None
    number: int


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """So many items stand like this: analysed by the recipes of now or not, and why not."""

    current: bool
    failed: bool
    code: str | None
    number: int


class Analyses:
    """Answers from the tables as they are at the moment of asking."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(
        self, recipes: Collection[str], *, refs: Collection[str] = (), failed_before: int = 0
    ) -> Iterator[ItemRow]:
        """Yield the items whose current reading was not analysed by `recipes` (digests).

        In the order in which they were read, of these `refs` and whatever is inside of them, if
        there are any. Those that failed by these recipes come last, as far as that was entered
        before entry `failed_before`.
        """
        c = t.analysis.c
        with self._database.reading() as db:
            every = sorted(db.scalars(select(c.recipes).distinct()))
        for value in every:
            if value not in recipes:
                yield from self._pages(c.recipes == value, refs)
        for value in sorted(recipes):
            of_these = and_(c.recipes == value, c.failed == 1, c.number < failed_before)
            yield from self._pages(of_these, refs)

    def _pages(self, which: ColumnElement[bool], refs: Collection[str]) -> Iterator[ItemRow]:
        c, last = t.analysis.c, (-1, "")
        while True:
            query = select(c.number, c.item).where(which, tuple_(c.number, c.item) > last)
            if refs:
                query = query.where(c.item.in_(select(t.item.c.ref).where(within(sorted(refs)))))
            query = query.order_by(c.number, c.item).limit(_PAGE)
            with self._database.reading() as db:
                found = db.execute(query).all()
                asked = select(t.item).where(
                    t.item.c.ref.in_([ref for _, ref in found]),
                    t.item.c.state != State.ERASED.value,
                )
                rows = {row.ref: row for row in items_of_rows(db, db.execute(asked).mappings())}
            if not found:
                return
            yield from (rows[ref] for _, ref in found if ref in rows)
            last = (found[-1][0], found[-1][1])

    def of(self, refs: Collection[str]) -> dict[str, AnalysisRow]:
        """Return, by reference, how the analysis of items stands that have a text."""
        c = t.analysis.c
        found: dict[str, AnalysisRow] = {}
        with self._database.reading() as db:
            for some in batches(refs):
                for row in db.execute(select(t.analysis).where(c.item.in_(some))).mappings():
                    values = {str(name): value for name, value in row.items()}
                    values["failed"] = bool(values["failed"])
                    found[row["item"]] = msgspec.convert(values, prepared(AnalysisRow))
        return found

    def observed(self, marks: Collection[int]) -> list[ObservedRow]:
        """Return what is known by these marks, in their order."""
        with self._database.reading() as db:
            query = select(t.observed).where(t.observed.c.mark.in_(marks))
            rows = [record(row, ObservedRow) for row in db.execute(query).mappings()]
        by_mark = {row.mark: row for row in rows}
        return [by_mark[mark] for mark in marks if mark in by_mark]

    def every_step(self) -> Iterator[ObservedRow]:
        """Yield what every step observed in every reading, reading by reading."""
        c, last = t.observed.c, ("", -1)
        while True:
            query = select(t.observed).where(tuple_(c.reading, c.mark) > last)
            with self._database.reading() as db:
                found = db.execute(query.order_by(c.reading, c.mark).limit(_PAGE)).mappings()
                rows = [record(row, ObservedRow) for row in found]
            if not rows:
                return
            yield from rows
            last = (rows[-1].reading, rows[-1].mark)

    def stored(self, keys: Collection[str]) -> dict[str, ObservedRow]:
        """Return, by key, what steps observed, as far as it is here."""
        rows = self.observed([mark_of(key) for key in keys])
        return {row.key: row for row in rows if row.key in keys}

    def kinds(self, marks: Collection[int]) -> dict[str, int]:
        """Return how many facts of each kind stand under these marks."""
        c = t.observation.c
        query = select(c.kind, func.count()).where(c.mark.in_(marks)).group_by(c.kind)
        with self._database.reading() as db:
            return {kind: int(number) for kind, number in db.execute(query.order_by(c.kind))}

    def methods(self) -> list[tuple[AnalysisRow, int]]:
        """Return by which recipes items were analysed: one item of each, and how many there are.

        What waits, or failed, was not analysed by any.
        """
        c = t.analysis.c
        query = select(func.min(c.item), func.count()).where(c.failed == 0, c.recipes != "")
        with self._database.reading() as db:
            found = db.execute(query.group_by(c.recipes).order_by(func.min(c.item))).all()
        rows = self.of([ref for ref, _ in found])
        return [(rows[ref], int(number)) for ref, number in found]

    def any_done(self) -> bool:
        """Tell whether anything was analysed, or found not to be possible to analyse."""
        c = t.analysis.c
        with self._database.reading() as db:
            return db.scalar(select(c.item).where(c.recipes != WAITING).limit(1)) is not None

    def account(
        self, recipes: Collection[str], *, open_on: date | None = None
    ) -> tuple[Counted, ...]:
        """Return how many items stand how, with regard to `recipes` (digests).

        With `open_on`, items whose bytes a restriction binds on that day are left out.
        """
        c = t.analysis.c
        current = c.recipes.in_(recipes)
        query: Select[bool, int, str | None, int] = (
            select(current, c.failed, c.code, func.count())
            .join(t.item, t.item.c.ref == c.item)
            .where(t.item.c.state != State.ERASED.value)
        )
        if open_on is not None:
            query = query.where(~is_bound(open_on))
        with self._database.reading() as db:
            rows = db.execute(query.group_by(current, c.failed, c.code).order_by(c.code)).all()
        return tuple(
            Counted(current=bool(now), failed=bool(failed), code=code, number=number)
            for now, failed, code, number in rows
        )
