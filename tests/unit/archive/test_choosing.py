from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from amana.archive import EVERYTHING, ROLLING, Archive, oldest, sample
from amana.archive.choosing import choose_objects, choose_units
from amana.archive.parts import Parts
from amana.core import FixedClock, sha256_hex
from amana.vault import Unit

Write = Callable[[str, str], Path]
PACK = Unit("packs", "00000001")


def test_everything_is_read_of_everything(parts: Parts) -> None:
    choice = choose_units(parts, EVERYTHING)
    assert choice
    assert choice.reads(PACK, "00")
    assert choice.order is None


def test_the_oldest_units_are_chosen_from_those_that_are_there(
    archive: Archive, write: Write, parts: Parts
) -> None:
    archive.add([write("a.txt", "one")], read=False)
    choice = choose_units(parts, oldest("1"))
    assert choice
    assert (choice.order, choice.units) == ((PACK,), frozenset({PACK}))
    assert choice.reads(PACK, "00")
    assert not choice.reads(Unit("packs", "00000002"), "00")


def test_a_rolling_check_recomputes_the_log_once_a_day(
    archive: Archive, write: Write, clock: FixedClock
) -> None:
    archive.add([write("a.txt", "one")], read=False)
    parts = archive._parts
    assert choose_units(parts, ROLLING) is None
    clock.at += timedelta(days=100)
    choice = choose_units(parts, ROLLING)
    assert choice
    assert choice.log
    assert archive.check(scope=sample("1")).ok
    choice = choose_units(parts, ROLLING)
    assert choice
    assert not choice.log


def test_a_sample_is_of_objects() -> None:
    digests = [sha256_hex(b"%d" % number) for number in range(10)]
    choice = choose_objects(sample("3", "07"), digests)
    assert sum(choice.reads(PACK, sha256) for sha256 in digests) == 3
    assert choice.sample
    assert choice.sample.seed == "07"
    assert (
        choose_objects(sample("3"), digests).sample != choose_objects(sample("3"), digests).sample
    )
