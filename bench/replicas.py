"""Replicate and audit a tree of mixed sizes; hold it against `cp -r && sync` and `rsync`.

    python bench/replicas.py [MEGABYTES] [--folder FOLDER] [--rounds ROUNDS]

Prints JSON lines: one for each way and round, then the ratios of the medians. Half of the bytes are
in files of 4 to 64 KiB, half in files of 8 MiB, random, the same in every run. Each way copies the
same archive, or audits the same replica, to the same disk in a process of its own; `cpu` counts
that process and its children, user and system. `cp` and `rsync` copy `vault/` and `custody/` and
hash nothing; amana hashes everything on the way, and enters the run in the log.
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
from pathlib import Path

SEED = 20_140_512
LARGE = 8 << 20
ROOMS = ("vault", "custody")

MAKE = """
import sys, amana
source, target, replica = sys.argv[1:]
amana.init(target).close()
with open(target + "/amana.toml", "a") as settings:
    settings.write(f'[[replicas]]\\nname = "cellar"\\npath = "{replica}"\\nsite = "bank"\\n')
with amana.open(target) as archive:
    archive.add([source], read=False)
"""
REPLICATE = """
import sys, amana
with amana.open(sys.argv[1]) as archive:
    (report,) = archive.copies.replicate(anew=True)
assert not report.problems, report
"""
AUDIT = """
import sys, amana
with amana.open(sys.argv[1]) as archive:
    (report,) = archive.copies.audit()
assert report.ok, report
"""


def make_tree(folder: Path, size: int) -> None:
    """Write files of `size` bytes in all."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    left, number = size, 0
    while left > 0:
        share = LARGE if left > size // 2 else chance.randint(4 << 10, 64 << 10)
        path = folder / f"{number // 100:04}" / f"{number:06}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(chance.randbytes(min(share, left)))
        left, number = left - share, number + 1


def ways(archive: Path, replica: Path) -> dict[str, list[str]]:
    """Return the command of each way, in the order in which they run."""
    rooms = [str(archive / room) for room in ROOMS]
    copied = 'mkdir -p "$0" && cp -r -- "$@" "$0" && sync -f -- "$0"'
    found = {"cp and sync": ["sh", "-c", copied, str(replica), *rooms]}
    if shutil.which("rsync"):
        synced = 'rsync -a -- "$@" "$0" && sync -f -- "$0"'
        found["rsync"] = ["sh", "-c", synced, str(replica), *rooms]
    return {
        **found,
        "replicate": [sys.executable, "-c", REPLICATE, str(archive)],
        "replicate again": [sys.executable, "-c", REPLICATE, str(archive)],
        "audit": [sys.executable, "-c", AUDIT, str(archive)],
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
    parser.add_argument("megabytes", type=int, nargs="?", default=500)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    taken: dict[str, list[tuple[float, float]]] = {}
    size = asked.megabytes * 1_000_000
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        archive, replica = folder / "archive", folder / "replica"
        make_tree(folder / "source", size)
        made = [sys.executable, "-c", MAKE, str(folder / "source"), str(archive), str(replica)]
        subprocess.run(made, check=True)
        for number in range(asked.rounds):
            for way, command in ways(archive, replica).items():
                if way in {"cp and sync", "rsync", "replicate"}:
                    shutil.rmtree(replica, ignore_errors=True)
                wall, cpu = measure(command)
                taken.setdefault(way, []).append((wall, cpu))
                line = {"way": way, "round": number, "wall": wall, "cpu": cpu}
                print(json.dumps(line), flush=True)
    print(json.dumps(told(taken, size)))


def told(taken: dict[str, list[tuple[float, float]]], size: int) -> dict[str, float | int]:
    """Return medians and ratios."""
    wall, cpu = (
        {way: statistics.median(each[part] for each in rounds) for way, rounds in taken.items()}
        for part in (0, 1)
    )
    figures: dict[str, float | int] = {"bytes": size}
    for way in taken:
        figures[f"{way}: MB/s"] = round(size / 1e6 / wall[way], 1)
        figures[f"{way}: CPU s/GB"] = round(cpu[way] / size * 1e9, 2)
    for peer in taken.keys() & {"cp and sync", "rsync"}:
        figures[f"replicate: wall ratio to {peer}"] = round(wall["replicate"] / wall[peer], 2)
        figures[f"replicate: CPU ratio to {peer}"] = round(cpu["replicate"] / cpu[peer], 2)
    return figures


if __name__ == "__main__":
    main()
