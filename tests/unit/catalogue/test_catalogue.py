"""What can be asked about items, readings, facts and entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from amana.catalogue import Catalogue, in_state, open_catalogue
from amana.core import NotFound, UsageError, sha256_hex
from amana.records import Restriction, RestrictionKind, State

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log

Feed = Callable[[], Catalogue]
TODAY = date(2027, 1, 31)
CONFIDENTIAL = Restriction(kind=RestrictionKind.CONFIDENTIAL)


def test_items_come_in_the_order_of_the_log_page_by_page(log: Log, fed: Feed) -> None:
    for ref in ("IT-C", "IT-A", "IT-B"):
        log.acquired(ref, f"content of {ref}")
    catalogue = fed()
    total, rows = catalogue.items()
    assert (total, [row.ref for row in rows]) == (3, ["IT-C", "IT-A", "IT-B"])
    assert [row.ref for row in catalogue.items(limit=2)[1]] == ["IT-C", "IT-A"]
    assert [row.ref for row in catalogue.items(limit=2, offset=2)[1]] == ["IT-B"]
    assert [row.ref for row in catalogue.items(offset=1)[1]] == ["IT-A", "IT-B"]
    assert catalogue.items(limit=0) == (3, [])


def test_an_item_has_its_state_reading_title_and_articles(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter", source="S-1")
    log.derived("IT-A", "letter", titles=("One", "Two"))
    row = fed().item("IT-A")
    assert (row.state, row.title, row.articles, row.language) == (State.READ, "One", 2, "en")
    assert (row.sha256, row.size, row.source) == (sha256_hex(b"letter"), 6, "S-1")
    assert row.reading is not None
    assert fed().items(where=in_state(State.READ))[0] == 1
    assert fed().items(where=in_state(State.PRESERVED))[0] == 0


def test_what_is_not_there_is_not_found(fed: Feed) -> None:
    with pytest.raises(NotFound, match="IT-A"):
        fed().item("IT-A")
    assert fed().reading("none") is None
    assert fed().readings("none") == []
    assert fed().some_items(["IT-A"]) == {}
    assert fed().last_time() == ""
    assert fed().last_restriction() == -1


def test_restrictions_govern_the_bytes_whoever_brought_them(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter", source="S-1")
    log.acquired("IT-B", "other", source="S-1")
    assert fed().item("IT-A").restrictions == ()
    log.acquired("IT-C", "letter", source="S-2", restrictions=[("confidential", None)])
    catalogue = fed()
    assert catalogue.item("IT-A").restrictions == (CONFIDENTIAL,)
    assert catalogue.item("IT-C").restrictions == (CONFIDENTIAL,)
    assert catalogue.item("IT-B").restrictions == ()
    assert catalogue.restricted(TODAY) == {"preserved": 2}
    assert catalogue.count() == {"preserved": 3}
    assert [r.ref for r in catalogue.items(open_on=TODAY)[1]] == ["IT-B"]
    assert catalogue.items(open_on=TODAY)[0] == 1


@pytest.mark.parametrize(
    ("until", "bound"),
    [("2027-02-01", True), ("2027-01-31", False), ("2027-01-30", False), (None, True)],
)
def test_an_embargo_binds_until_its_day(
    log: Log, fed: Feed, until: str | None, *, bound: bool
) -> None:
    log.acquired("IT-A", "letter", restrictions=[("embargo", until)])
    assert fed().restricted(TODAY) == ({"preserved": 1} if bound else {})
    assert fed().items(open_on=TODAY)[0] == (0 if bound else 1)


def test_the_days_of_embargoes_and_the_last_restriction(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "1", restrictions=[("embargo", "2027-03-01"), ("lead-only", None)])
    log.acquired("IT-B", "2", restrictions=[("embargo", "2026-03-01")])
    log.acquired("IT-C", "3", restrictions=[("embargo", None)])
    log.acquired("IT-D", "4")
    catalogue = fed()
    assert catalogue.embargoes() == [date(2026, 3, 1), date(2027, 3, 1)]
    assert catalogue.last_restriction() == 2
    log.acquired("IT-C", "3", restrictions=[("embargo", None)])
    assert fed().last_restriction() == 2, "nothing further was restricted"


def test_an_item_acquired_again_has_one_more_place(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter", path="/one")
    log.acquired("IT-A", "letter", path="/two")
    log.acquired("IT-A", "letter", path="/one", restrictions=[("lead-only", None)])
    catalogue = fed()
    assert [(p.path, p.number) for p in catalogue.occurrences("IT-A")] == [("/one", 0), ("/two", 1)]
    assert catalogue.item("IT-A").acquired_entry == 0
    assert catalogue.entry_numbers(ref="IT-A") == (3, [2, 1, 0])
    assert [r.kind.value for r in catalogue.item("IT-A").restrictions] == ["lead-only"]


def test_items_on_the_same_bytes(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter", source="S-1")
    log.acquired("IT-B", "letter", source="S-2")
    log.acquired("IT-C", "other", source="S-2")
    log.derived("IT-B", "letter")
    sha256 = sha256_hex(b"letter")
    assert [row.ref for row in fed().same_bytes(sha256)] == ["IT-A", "IT-B"]
    assert list(fed().some_read([sha256])) == ["IT-B"]


def test_what_waits_comes_in_pages_that_never_repeat(log: Log, fed: Feed) -> None:
    for number in range(5):
        log.acquired(f"IT-{number}", str(number))
    log.derived("IT-1", "1")
    catalogue = fed()
    first = catalogue.queue().page(in_state(State.PRESERVED), limit=2)
    assert [row.ref for row in first] == ["IT-0", "IT-2"]
    rest = catalogue.queue().page(in_state(State.PRESERVED), after=first[-1], limit=9)
    assert [row.ref for row in rest] == ["IT-3", "IT-4"]
    both = catalogue.queue().page(in_state(State.PRESERVED, State.READ), limit=9)
    assert len(both) == 5


def test_readings_stand_beside_each_other_and_facts_in_their_order(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter")
    log.derived("IT-A", "letter", titles=("One", "Two"))
    catalogue = fed()
    (reading,) = catalogue.readings(sha256_hex(b"letter"))
    assert catalogue.reading(reading.key) == reading
    facts = catalogue.facts(reading.key)
    assert [fact.kind for fact in facts] == ["article", "article"]
    assert '"quote":"One"' in facts[0].line
    assert catalogue.facts(reading.key, "claim") == []


def test_the_newest_entries_come_first(log: Log, fed: Feed) -> None:
    for _ in range(5):
        log.add()
    assert fed().entry_numbers(limit=2) == (5, [4, 3])
    assert fed().entry_numbers(limit=2, before=3) == (5, [2, 1])
    assert fed().entry_numbers(ref="IT-A") == (0, [])


def test_the_latest_time_is_that_of_the_latest_not_of_the_last(log: Log, fed: Feed) -> None:
    log.add(at={"time": "2030-01-01T00:00:00.000000Z"})
    log.add(at={"time": "2020-01-01T00:00:00.000000Z"})
    assert fed().last_time().startswith("2030")
    log.add(at={"time": "2025-01-01T00:00:00.000000Z"})
    assert fed().last_time().startswith("2030")


def test_entries_are_taken_in_order_or_not_at_all(log: Log, fed: Feed) -> None:
    for ref in ("IT-A", "IT-B", "IT-C"):
        log.acquired(ref, ref)
    catalogue = fed()
    assert catalogue.log_size() == 3
    log.acquired("IT-D", "d")
    log.acquired("IT-E", "e")
    for wrong in (log.entries[4:], log.entries[2:], log.entries[3:4] + log.entries[3:4]):
        with pytest.raises(ValueError, match="entry 3"):
            catalogue.apply(wrong, log.load)
    assert catalogue.log_size() == 3
    assert catalogue.count() == {"preserved": 3}
    catalogue.apply([], log.load)
    assert fed().log_size() == 5


def test_what_cannot_be_taken_in_leaves_nothing_behind(log: Log, catalogue: Catalogue) -> None:
    log.acquired("IT-A", "letter")
    log.derived("IT-A", "letter")

    def broken(_: str) -> bytes:
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        catalogue.apply(log.entries, broken)
    assert catalogue.log_size() == 0
    assert list(catalogue.dump())[:-1] == []


def test_the_dump_has_every_row_in_the_order_of_tables_and_keys(log: Log, fed: Feed) -> None:
    log.acquired("IT-B", "letter", restrictions=[("confidential", None)])
    log.acquired("IT-A", "other")
    log.derived("IT-A", "other")
    lines = list(fed().dump())
    assert [line.place for line in lines] == sorted(line.place for line in lines)
    assert len({line.place for line in lines}) == len(lines)
    tables = {line.text.partition(" ")[0] for line in lines}
    assert tables == {
        "analysis", "entry", "entry_item", "fact", "item", "meta", "occurrence", "reading",
        "restriction",
    }  # fmt: skip


def test_clearing_forgets_everything(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter")
    catalogue = fed()
    before = list(catalogue.dump())
    catalogue.clear()
    assert catalogue.log_size() == 0
    assert catalogue.items() == (0, [])
    assert list(fed().dump()) == before


def test_an_engine_that_is_not_there_is_refused() -> None:
    for url in ("nonsense", "nonsense://x", "mysql+nothing://x"):
        with pytest.raises(UsageError, match="no catalogue engine"):
            open_catalogue(url)


def test_thousands_of_references_are_asked_for_at_once(log: Log, fed: Feed) -> None:
    for number in range(1201):
        log.acquired(f"IT-{number}", str(number))
    catalogue = fed()
    assert len(catalogue.some_items([f"IT-{n}" for n in range(2000)])) == 1201
    digests = [sha256_hex(str(n).encode()) for n in range(1201)]
    assert len(catalogue.holdings().siblings(digests)) == 1201
