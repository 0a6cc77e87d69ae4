"""The catalogue against a model of a few lines, over any history and any way of feeding it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from amana.access import in_force
from amana.archive.comparing import differences
from amana.catalogue import Catalogue, Line, open_catalogue
from amana.core import JSON, NotFound, sha256_hex
from amana.records import Entry, Field, Restriction, RestrictionKind

TODAY = date(2027, 1, 31)


class Acquired(NamedTuple):
    """What matters of an acquisition."""

    content: str
    source: str | None
    path: str
    restrictions: tuple[Restriction, ...]


RESTRICTIONS = st.lists(
    st.one_of(
        st.builds(Restriction, kind=st.sampled_from([RestrictionKind.LEAD_ONLY])),
        st.builds(
            Restriction,
            kind=st.just(RestrictionKind.EMBARGO),
            until=st.sampled_from(["2027-01-30", "2027-01-31", "2027-02-01"]),
        ),
    ),
    max_size=2,
    unique=True,
).map(tuple)
HISTORIES = st.lists(
    st.builds(
        Acquired,
        content=st.sampled_from("abc"),
        source=st.sampled_from([None, "S-1", "S-2"]),
        path=st.sampled_from(["/1", "/2"]),
        restrictions=RESTRICTIONS,
    ),
    max_size=25,
)


def reference(acquired: Acquired) -> str:
    return f"IT-{acquired.content}-{acquired.source}"


def entry(index: int, acquired: Acquired) -> Entry:
    values: dict[str, JSON] = {
        "type": "acquired",
        "at": {"time": f"2026-11-21T18:00:00.{index:06d}Z"},
        "item": reference(acquired),
        "digests": {"sha256": digest(acquired), "blake3": "b3", "size": 1},
        "name": acquired.content,
        "path": acquired.path,
        "source": acquired.source,
        "restrictions": [{"kind": r.kind.value, "until": r.until} for r in acquired.restrictions],
    }
    return Entry(
        index=index,
        fields=tuple(Field(name=n, value=v, salt="0" * 64) for n, v in values.items()),
    )


def digest(acquired: Acquired) -> str:
    return sha256_hex(acquired.content.encode())


def nothing_stored(_: str) -> bytes:
    raise NotFound("no such object")


def fed(catalogue: Catalogue, history: Sequence[Acquired], cuts: Sequence[int]) -> list[Line]:
    catalogue.clear()
    entries = [entry(index, acquired) for index, acquired in enumerate(history)]
    edges = sorted({0, len(entries), *(cut for cut in cuts if cut < len(entries))})
    for first, last in pairwise(edges):
        catalogue.apply(entries[first:last], nothing_stored)
    return list(catalogue.dump())


@given(HISTORIES, st.lists(st.integers(0, 25), max_size=4))
@settings(max_examples=40)
def test_the_model(history: list[Acquired], cuts: list[int]) -> None:
    catalogue = open_catalogue("sqlite://")
    fed(catalogue, history, cuts)
    items: dict[str, Acquired] = {}
    conditions: dict[str, set[Restriction]] = {}
    places: dict[str, list[str]] = {}
    for acquired in history:
        items.setdefault(reference(acquired), acquired)
        conditions.setdefault(digest(acquired), set()).update(acquired.restrictions)
        found = places.setdefault(reference(acquired), [])
        found.extend([acquired.path] if acquired.path not in found else [])
    total, rows = catalogue.items()
    assert (total, [row.ref for row in rows]) == (len(items), list(items))
    bound = 0
    for row in rows:
        assert row.sha256 == digest(items[row.ref])
        assert row.source == items[row.ref].source
        assert set(row.restrictions) == conditions[row.sha256]
        assert [place.path for place in catalogue.occurrences(row.ref)] == places[row.ref]
        assert catalogue.entry_numbers(ref=row.ref)[1] == [
            index for index, a in reversed(list(enumerate(history))) if reference(a) == row.ref
        ]
        bound += bool(in_force(row.restrictions, TODAY))
    assert sum(catalogue.restricted(TODAY).values()) == bound
    assert catalogue.items(open_on=TODAY)[0] == total - bound
    catalogue.close()


@given(HISTORIES, st.lists(st.integers(0, 25), max_size=4))
@settings(max_examples=15)
def test_the_rows_do_not_depend_on_how_it_was_fed(history: list[Acquired], cuts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = open_catalogue(f"sqlite:///{Path(folder) / 'catalogue.db'}")
        fresh = open_catalogue("sqlite://")
        lines = fed(kept, history, cuts)
        kept.close()
        kept = open_catalogue(f"sqlite:///{Path(folder) / 'catalogue.db'}")
        assert list(kept.dump()) == lines == fed(fresh, history, ())
        kept.close()
        fresh.close()


LINES = st.dictionaries(st.tuples(st.integers(0, 3), st.text(max_size=2)), st.text(max_size=2)).map(
    lambda rows: [Line(place, text) for place, text in sorted(rows.items())]
)


@given(LINES, LINES)
def test_every_difference_is_named_once_and_nothing_else(
    left: list[Line], right: list[Line]
) -> None:
    stored, fresh = dict(left), dict(right)
    expected = sum(stored.get(place) != fresh.get(place) for place in stored.keys() | fresh.keys())
    told = list(differences(iter(left), iter(right)))
    assert len(told) == expected
    assert (told == []) == (left == right)
