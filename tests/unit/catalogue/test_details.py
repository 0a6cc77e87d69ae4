"""Rows of items with what other tables know about their bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.access import in_force
from amana.catalogue import Catalogue, open_catalogue
from amana.catalogue.details import BATCH, batches
from amana.catalogue.projection import project
from amana.records import Restriction, RestrictionKind

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_title_and_language_are_those_of_the_first_article(
    log: Log, fed: Callable[[], Catalogue]
) -> None:
    log.acquired("IT-A", "letter")
    log.derived("IT-A", "letter", titles=("One", "Two", "Three"))
    log.acquired("IT-B", "empty")
    log.derived("IT-B", "empty", titles=())
    log.acquired("IT-C", "unread")
    found = fed().some_items(["IT-A", "IT-B", "IT-C"])
    told = {ref: (row.title, row.language, row.articles) for ref, row in found.items()}
    assert told == {"IT-A": ("One", "en", 3), "IT-B": (None, "en", 0), "IT-C": (None, None, 0)}


@pytest.mark.parametrize("number", [0, 1, BATCH, BATCH + 1])
def test_batches_hold_everything_once(number: int) -> None:
    values = [f"{n:05d}" for n in range(number)]
    cut = list(batches(set(values)))
    assert [value for some in cut for value in some] == values
    assert all(0 < len(some) <= BATCH for some in cut)


@given(
    restrictions=st.lists(
        st.builds(
            Restriction,
            kind=st.sampled_from([*RestrictionKind, *[RestrictionKind.EMBARGO] * 6]),
            until=st.none() | DAYS.map(date.isoformat),
        ),
        max_size=3,
    ),
    today=DAYS,
)
def test_the_tables_say_what_binds_as_the_rules_do(
    new_log: Callable[[], Log], restrictions: list[Restriction], today: date
) -> None:
    log = new_log()
    log.acquired("IT-A", "letter", restrictions=[(r.kind.value, r.until) for r in restrictions])
    catalogue = open_catalogue("sqlite://")
    catalogue.clear()
    catalogue.apply(log.entries, log.load)
    row = catalogue.item("IT-A")
    bound = bool(in_force(row.restrictions, today))
    assert bound == bool(in_force(restrictions, today))
    assert bool(catalogue.restricted(today)) == bound
    assert (catalogue.items(open_on=today)[0] == 0) == bound
    assert len(project(log.entries, log.load).restrictions) == len(restrictions)
    catalogue.close()
