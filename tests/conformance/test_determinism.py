"""The same bytes and the same recipe give the same reading, whatever a process was seeded with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parent / "reading_digests.py"
SEEDS = ("0", "1", "271828")
SMALL = 20_000


def read_under(seed: str, folder: Path, every: int, largest: int) -> list[str]:
    """Return what reading some files of a folder gives in a process with this seed."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), str(every), str(largest)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def compare(folder: Path, every: int, largest: int, seeds: tuple[str, ...] = SEEDS) -> int:
    """Return how many files gave the same under every seed; name those that did not."""
    first, *others = [read_under(seed, folder, every, largest) for seed in seeds]
    for other in others:
        assert [line for line in first if line not in set(other)] == []
        assert len(other) == len(first)
    return len(first)


def test_small_files_read_the_same_under_two_seeds(test_data: Path) -> None:
    assert compare(test_data / "files", every=4, largest=SMALL, seeds=SEEDS[1:]) >= 40


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_the_whole_corpus_reads_the_same_under_three_seeds(test_data: Path) -> None:
    for folder in ("files", "pdf-arabic", "transfers"):
        assert compare(test_data / folder, every=1, largest=8_000_000)
