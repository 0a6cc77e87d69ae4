"""Which texts and pictures may be like which: signatures as rows that find each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter

import msgspec
from sqlalchemy import func, select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.details import batches, record
from amana.records import LikenessMethod

_ROWS = 1000


class LikenessRow(msgspec.Struct, frozen=True, kw_only=True):
    """One signature: of which reading, of which of its articles (None: of everything).

    `mark` is a short name of the fact, its first 60 bits. `hash` is that of a picture, in hex.
    """

    mark: int
    reading: str
    original: str
    method: LikenessMethod
    article: int | None
    shingles: int
    hash: str | None


class Likenesses:
    """Answers from the tables as they are now. Only readings that are current are told of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, reading: str) -> list[LikenessRow]:
        """Return the signatures of a reading: of its texts in their order, of its picture."""
        c = t.likeness.c
        query = select(t.likeness).where(c.reading == reading)
        with self._database.reading() as db:
            found = db.execute(query.order_by(c.method, c.article, c.mark)).mappings()
            return [record(row, LikenessRow) for row in found]

    def near(self, mark: int, limit: int) -> list[LikenessRow]:
        """Return up to `limit` signatures that share bands with that of `mark`, most bands first.

        That one is left out.
        """
        b, c = t.band.c, t.likeness.c
        keys = select(b.key).where(b.mark == mark)
        shared = (
            select(b.mark, func.count().label("bands"))
            .where(b.key.in_(keys), b.mark != mark)
            .group_by(b.mark)
            .subquery()
        )
        query = select(t.likeness).join(shared, shared.c.mark == c.mark)
        query = query.where(c.reading.in_(_CURRENT))
        with self._database.reading() as db:
            ordered = query.order_by(shared.c.bands.desc(), c.mark).limit(limit)
            return [record(row, LikenessRow) for row in db.execute(ordered).mappings()]

    def pictures(self) -> Iterator[LikenessRow]:
        """Yield the signature of each picture."""
        yield from self._all(LikenessMethod.PDQ)

    def texts(self) -> Iterator[LikenessRow]:
        """Yield the signature of each text."""
        yield from self._all(LikenessMethod.MINHASH)

    def buckets(self) -> Iterator[list[int]]:
        """Yield the marks that share a band, two at least, band by band.

        They are read in the order of the index, so that memory does not grow with the archive.
        """
        b = t.band.c
        with self._database.reading() as db:
            rows = db.execute(
                select(b.key, b.mark).order_by(b.key, b.mark),
                execution_options={"yield_per": _ROWS},
            )
            for _, bucket in groupby(rows, key=itemgetter(0)):
                marks = [mark for _, mark in bucket]
                if len(marks) > 1:
                    yield marks

    def items(self, readings: Collection[str]) -> dict[str, list[str]]:
        """Return, by reading, the references of the items whose current reading it is, in order."""
        c = t.item.c
        found: dict[str, list[str]] = {}
        with self._database.reading() as db:
            for some in batches(readings):
                query = select(c.reading, c.ref).where(c.reading.in_(some))
                ordered = query.order_by(c.acquired_entry, c.position, c.ref)
                for reading, ref in db.execute(ordered):
                    found.setdefault(reading, []).append(ref)
        return found

    def _all(self, method: LikenessMethod) -> Iterator[LikenessRow]:
        c, after = t.likeness.c, -1
        while True:
            query = select(t.likeness).where(
                c.method == method.value, c.mark > after, c.reading.in_(_CURRENT)
            )
            with self._database.reading() as db:
                rows = db.execute(query.order_by(c.mark).limit(_ROWS)).mappings().all()
            if not rows:
                return
            for row in rows:
                yield record(row, LikenessRow)
            after = int(rows[-1]["mark"])


_CURRENT = select(t.item.c.reading).where(t.item.c.reading.is_not(None))
