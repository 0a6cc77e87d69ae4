"""Rows of items with what other tables know about their bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, or_, select

from amana.catalogue import tables as t
from amana.catalogue.projection import OF_ROOT
from amana.catalogue.rows import ItemRow, OccurrenceRow
from amana.core import prepared
from amana.records import Restriction, RestrictionKind

_T = TypeVar("_T")
V = TypeVar("V", str, int)

BATCH = 500
"""So many values are asked for at once (SQLite takes at least 999 in one statement)."""

# Made once: an alias copies every column, which is most of the work of a small question.
INSIDE, ROOT = t.item.alias(), t.item.alias()
OWN = select(t.restriction.c.sha256, t.restriction.c.kind, t.restriction.c.until)
OF_ROOTS = (
    select(INSIDE.c.sha256, t.restriction.c.kind, t.restriction.c.until)
    .join(ROOT, ROOT.c.ref == INSIDE.c.root)
    .join(t.restriction, t.restriction.c.sha256 == ROOT.c.sha256)
    .where(INSIDE.c.parent.is_not(None))
)


def is_bound(today: date) -> ColumnElement[bool]:
    """Return whether a restriction binds the bytes of an item, as `access.in_force` tells it.

    It does where it binds these bytes, those of the root that they are inside of, or those of any
    root that has the same bytes inside.
    """
    c = t.restriction.c
    binding = or_(
        c.kind != RestrictionKind.EMBARGO.value, c.until == "", c.until > today.isoformat()
    )
    inside, i = INSIDE.c, t.item.c
    bound = select(c.sha256).where(binding)
    roots = select(inside.ref).where(inside.sha256.in_(bound))
    found_inside = select(inside.sha256).where(inside.root.in_(roots), inside.parent.is_not(None))
    return or_(i.sha256.in_(bound), i.root.in_(roots), i.sha256.in_(found_inside))


def items_of_rows(db: Connection, found: Iterable[RowMapping]) -> list[ItemRow]:
    """Return item rows with what other tables know about their bytes."""
    rows = [members(row) for row in found]
    origins = _origins(db, {row["root"] for row in rows if row["parent"]})
    conditions = _restrictions(db, {row["sha256"] for row in rows})
    heads = _headings(db, {row["reading"] for row in rows if row["reading"]})
    for row in rows:
        row["restrictions"] = conditions.get(row["sha256"], ())
        row.update(origins.get(row["root"], {}) if row["parent"] else {})
        row["title"], row["language"], row["articles"] = heads.get(row["reading"], (None, None, 0))
    return [msgspec.convert(row, prepared(ItemRow)) for row in rows]


def _origins(db: Connection, roots: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return, by reference, where items came from: what their children have from them."""
    columns = [t.item.c[name] for name in OF_ROOT]
    found: dict[str, dict[str, Any]] = {}
    for some in batches(roots):
        query = select(t.item.c.ref, *columns).where(t.item.c.ref.in_(some))
        for row in db.execute(query).mappings():
            values = members(row)
            found[values.pop("ref")] = values
    return found


def _restrictions(db: Connection, digests: Collection[str]) -> dict[str, tuple[Restriction, ...]]:
    """Return, by digest, the restrictions of the bytes, as `is_bound` tells whose they are."""
    found: dict[str, set[tuple[str, str]]] = {}
    for some in batches(digests):
        asked = (
            OWN.where(t.restriction.c.sha256.in_(some)),
            OF_ROOTS.where(INSIDE.c.sha256.in_(some)),
        )
        for sha256, kind, until in chain.from_iterable(db.execute(query) for query in asked):
            found.setdefault(sha256, set()).add((kind, until))
    return {
        sha256: tuple(
            Restriction(kind=RestrictionKind(kind), until=until or None)
            for kind, until in sorted(pairs)
        )
        for sha256, pairs in found.items()
    }


def _headings(
    db: Connection, keys: Collection[str]
) -> dict[str, tuple[str | None, str | None, int]]:
    """Return title, language and the number of articles, by reading."""
    c, r = t.fact.c, t.reading.c
    heads: dict[str, tuple[str | None, str | None, int]] = {}
    for some in batches(keys):
        own = select(r.key, r.title, r.language).where(r.key.in_(some))
        for key, title, language in db.execute(own):
            heads[key] = (title, language, 0)
        query = select(c.reading, c.language).where(c.reading.in_(some), c.kind == "article")
        for key, language in db.execute(query.order_by(c.reading, c.position)):
            title, first_language, number = heads[key]
            first_language = language or first_language if number == 0 else first_language
            heads[key] = (title, first_language, number + 1)
    return heads


def record(row: RowMapping, kind: type[_T]) -> _T:
    """Return a row as a record of `kind`, whose fields are named like the columns."""
    return msgspec.convert(members(row), prepared(kind))


def occurrence(row: RowMapping) -> OccurrenceRow:
    """Return a row of occurrences; what a package claimed is stored as JSON."""
    values = members(row)
    if values["claimed"] is not None:
        values["claimed"] = msgspec.json.decode(values["claimed"])
    return msgspec.convert(values, prepared(OccurrenceRow))


def members(row: RowMapping) -> dict[str, Any]:
    """Return a row as values by name."""
    # Column names are a subclass of `str`, which strict conversion does not take.
    return {str(name): value for name, value in row.items()}


def batches(values: Collection[V]) -> Iterator[list[V]]:
    """Yield values in order, as many at a time as one statement takes."""
    ordered = sorted(values)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
