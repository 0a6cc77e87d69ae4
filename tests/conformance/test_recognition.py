"""Real scans and pictures, held against what a person saw in them (see `test_files.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.conformance.conftest import Tally
from tests.conformance.test_files import RECOGNISED, Expected, faults
from tests.conformance.trees import Keeping, read_bytes

from amana.reading import Limits, ReadingPool

LIMITS = Limits(cpu_seconds=60, wall_seconds=110, ocr="ara+eng+fra")


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    """A pool that recognises text in the languages of the settings."""
    with ReadingPool(1, LIMITS) as pool:
        yield pool


def test_a_picture_of_words_is_read_as_people_read_it(pool: ReadingPool, test_data: Path) -> None:
    assert not missed(RECOGNISED[:1], pool, test_data)


@pytest.mark.deep
@pytest.mark.timeout(900)
def test_scans_and_pictures_are_read_as_people_read_them(
    pool: ReadingPool, test_data: Path, tally: Tally
) -> None:
    wrong = missed(RECOGNISED, pool, test_data)
    misses = [f"{each.file}: {each.misses}" for each in RECOGNISED if each.misses]
    passed = len(RECOGNISED) - len(misses)
    tally("Scans and pictures by eye", passed=passed, total=len(RECOGNISED), misses=misses)
    assert not wrong, "\n".join(wrong)


def missed(files: Sequence[Expected], pool: ReadingPool, test_data: Path) -> list[str]:
    """Return what is not as it was expected; what is known not to be must not be, either."""
    wrong = []
    for expected in files:
        path, taker = test_data / "files" / expected.file, Keeping()
        found = faults(expected, read_bytes(pool, path.read_bytes(), path.name, taker), taker, pool)
        if expected.misses:
            wrong += [] if found else [f"{expected.file} is well now: take out its `misses`"]
        wrong += [] if expected.misses else [f"{expected.file}: {fault}" for fault in found]
    return wrong
