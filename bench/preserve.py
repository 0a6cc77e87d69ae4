"""Preserve small files with amana, with `cp -r && sync`, and with an fsync for each file.

    python bench/preserve.py [FILES] [--folder FOLDER] [--rounds ROUNDS]

Prints JSON lines: one for each way and round, then the ratios of the medians. The files are random
bytes of 100 bytes to 16 KiB, the same in every run, a hundred to a folder. Every way copies the
same tree to the same disk in the same run, each in a process of its own; `cpu` counts that process
and its children, user and system. amana hashes each file twice (SHA-256, BLAKE3), makes it durable,
logs and signs it and lists it in the catalogue; the others only copy. `amana start` adds one file:
what the others need not pay, because they start no interpreter. It is taken off where the cost of
an item is told.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FILES = 10_000
SMALLEST, LARGEST = 100, 16 << 10
IN_A_FOLDER = 100
SEED = 20_140_512

FSYNC_EACH = """
import os, sys
source, target = sys.argv[1:]
for base, folders, names in os.walk(source):
    there = os.path.join(target, os.path.relpath(base, source))
    os.makedirs(there)
    for name in names:
        with open(os.path.join(base, name), "rb") as file:
            data = file.read()
        with open(os.path.join(there, name), "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    descriptor = os.open(there, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
"""
AMANA = """
import sys, amana
source, target = sys.argv[1:]
with amana.open(target) as archive:
    report = archive.add([source], read=False)
assert not report.failed and not report.already_held, report
"""


def make_tree(folder: Path, files: int) -> int:
    """Write the files; return how many bytes they have."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    total = 0
    for number in range(files):
        path = folder / f"{number // IN_A_FOLDER:05}" / f"{number:07}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = chance.randbytes(chance.randint(SMALLEST, LARGEST))
        path.write_bytes(data)
        total += len(data)
    return total


def copied(source: Path, target: Path) -> list[str]:
    """Return the command that copies with `cp` and syncs the file system."""
    script = 'cp -r -- "$0" "$1" && sync -f -- "$1"'
    return ["sh", "-c", script, str(source), str(target)]


def synced(source: Path, target: Path) -> list[str]:
    """Return the command that copies with an fsync for each file and folder."""
    return [sys.executable, "-c", FSYNC_EACH, str(source), str(target)]


def preserved(source: Path, target: Path) -> list[str]:
    """Return the command that preserves; the archive is made before the clock starts."""
    made = "import sys, amana; amana.init(sys.argv[1]).close()"
    subprocess.run([sys.executable, "-c", made, str(target)], check=True)
    return [sys.executable, "-c", AMANA, str(source), str(target)]


WAYS: dict[str, Callable[[Path, Path], list[str]]] = {
    "cp and sync": copied,
    "fsync each": synced,
    "amana": preserved,
    "amana start": preserved,
}


def measure(command: list[str]) -> tuple[float, float]:
    """Return wall and CPU seconds of a command."""
    os.sync()  # what others left to be written is not to be paid here
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True)
    wall, after = time.perf_counter() - began, os.times()
    used = after.children_user + after.children_system
    return wall, used - before.children_user - before.children_system


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=int, nargs="?", default=FILES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    taken: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        size = make_tree(folder / "many", asked.files)
        make_tree(folder / "one", 1)
        for number in range(asked.rounds):
            for way, command_for in WAYS.items():
                source, target = folder / ("one" if way == "amana start" else "many"), folder / "to"
                wall, cpu = measure(command_for(source, target))
                shutil.rmtree(target)
                taken[way].append((wall, cpu))
                files = 1 if way == "amana start" else asked.files
                line = {"way": way, "round": number, "files": files, "wall": wall, "cpu": cpu}
                print(json.dumps(line), flush=True)
    print(json.dumps(told(taken, asked.files, size)))


def told(
    taken: dict[str, list[tuple[float, float]]], files: int, size: int
) -> dict[str, float | int]:
    """Return medians and ratios."""
    wall, cpu = (
        {way: statistics.median(each[part] for each in rounds) for way, rounds in taken.items()}
        for part in (0, 1)
    )
    own_wall, own_cpu = (times["amana"] - times["amana start"] for times in (wall, cpu))
    return {
        "files": files,
        "bytes": size,
        "items_per_second": round(files / own_wall),
        "cpu_us_per_item": round(own_cpu / files * 1e6),
        "cpu_us_per_item_of_cp": round(cpu["cp and sync"] / files * 1e6),
        "wall_ratio_to_cp_and_sync": round(wall["amana"] / wall["cp and sync"], 2),
        "wall_ratio_to_fsync_each": round(wall["amana"] / wall["fsync each"], 2),
        "cpu_ratio_to_fsync_each": round(cpu["amana"] / cpu["fsync each"], 2),
    }


if __name__ == "__main__":
    main()
