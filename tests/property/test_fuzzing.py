"""Every reader that we wrote, on real files that were damaged: an answer, or it gives up."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from amana.reading.readers.catalogue import FAMILIES

PROGRAM = Path(__file__).resolve().parent / "fuzzing.py"
BY_PROGRAMS = frozenset({"media"})
"""Families that have no reader of ours: programs read for them, each confined."""

NAMES = [family.name for family in FAMILIES if family.name not in BY_PROGRAMS]
SHORT, LONG = 8, 2000


def fuzz(folder: Path, family: str, seed: int, rounds: int, keep: Path) -> None:
    """Fail with what went wrong in any round."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), family, str(seed), str(rounds), str(keep)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *wrong, last = done.stdout.splitlines()
    assert wrong == []
    assert last == f"{family}: {rounds} rounds, 0 failures"


@pytest.mark.parametrize("family", NAMES)
def test_damaged_files_are_read_or_given_up(family: str, test_data: Path, tmp_path: Path) -> None:
    fuzz(test_data / "files", family, 0, SHORT, tmp_path)


@pytest.mark.deep
@pytest.mark.parametrize("family", NAMES)
def test_files_damaged_in_other_ways_each_day(family: str, test_data: Path, tmp_path: Path) -> None:
    seed = 1 if "CI" in os.environ else random.SystemRandom().randrange(1, 1 << 30)
    fuzz(test_data / "files", family, seed, LONG, tmp_path)
