"""Preserve a tree with amana, and with what people use instead, on the same disk in one run.

    python bench/preserve.py [mixed|small] [--rounds N] [--folder FOLDER]

`mixed` is a tree of 2 GB: 19,000 documents of 0.5 to 64 KiB, 60 of 1 to 16 MiB, five of 220 MiB,
one of these twice; half of the bytes are text, half cannot be compressed. `small` is a tree of
10,000 files of 100 bytes to 16 KiB. Both are the same in every run.

The peers: `cp -r` and a sync of the file system; a copy with an fsync for each file (`small` only);
borg without compression and without encryption; restic as it comes (it encrypts and compresses);
the bagit library, which moves nothing, but hashes in place a copy that is made and synced before
the clock starts. Peers are found on the PATH; one that is not there is named and left out.

amana hashes each file twice (SHA-256, BLAKE3), makes it durable, logs and signs it, and lists it in
the catalogue. Each way runs in a process of its own; `cpu` counts user and system seconds of it and
its children, `peak_mb` the largest resident memory of one process. `amana start` adds one file:
what the others need not pay, because they start no interpreter. It is taken off where the cost of
an item is told. Prints JSON lines: one for each way and round, then the ratios of the medians.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

SEED = 20_140_512
IN_A_FOLDER = 100
KIB, MIB = 1 << 10, 1 << 20
WORDS = b"the quay and who was there when it was heard that night from the second house ".split()

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
assert not report.failed, report
"""
BAG = "import sys, bagit; bagit.make_bag(sys.argv[1], checksums=['sha256'])"
PASSWORD = {"RESTIC_PASSWORD": "of no consequence", "BORG_RELOCATED_REPO_ACCESS_IS_OK": "yes"}


class Used(NamedTuple):
    """What a command used: wall and CPU seconds, peak resident memory in MB."""

    wall: float
    cpu: float
    peak_mb: float


Way = Callable[[Path, Path], list[str]]


def content(chance: random.Random, size: int) -> bytes:
    """Return `size` bytes: text as often as bytes that cannot be compressed."""
    if chance.random() < 0.5:  # noqa: PLR2004 - as often
        return chance.randbytes(size)
    page = b" ".join(chance.choices(WORDS, k=min(size, 64 * KIB) // 4 + 1))
    return (page * (size // len(page) + 1))[:size]


def sizes(kind: str, chance: random.Random) -> Iterator[int]:
    """Yield the size of each file of a tree."""
    if kind == "small":
        yield from (chance.randint(100, 16 * KIB) for _ in range(10_000))
        return
    yield from (chance.randint(KIB // 2, 64 * KIB) for _ in range(19_000))
    yield from (chance.randint(MIB, 16 * MIB) for _ in range(60))
    yield from [220 * MIB - 1] * 4


def make_tree(folder: Path, kind: str, most: int | None = None) -> tuple[int, int]:
    """Write the files; return how many there are, and their bytes."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    total, count, last = 0, 0, b""
    for number, size in enumerate(sizes(kind, chance)):
        if number == most:
            break
        path = folder / f"{number // IN_A_FOLDER:05}" / f"{number:07}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        last = content(chance, size)
        path.write_bytes(last)
        total, count = total + size, count + 1
    if kind == "mixed" and most is None:
        (folder / "again.bin").write_bytes(last)
        total, count = total + len(last), count + 1
    return count, total


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


def borg_with(borg: str) -> Way:
    """Return the way of borg."""

    def command(source: Path, target: Path) -> list[str]:
        subprocess.run([borg, "init", "--encryption=none", str(target)], check=True)
        return [borg, "create", "--compression=none", f"{target}::first", str(source)]

    return command


def restic_with(restic: str) -> Way:
    """Return the way of restic."""

    def command(source: Path, target: Path) -> list[str]:
        restic_init = [restic, "init", "--quiet", "--repo", str(target)]
        subprocess.run(restic_init, env={**os.environ, **PASSWORD}, check=True)
        return [restic, "backup", "--quiet", "--repo", str(target), str(source)]

    return command


def bagged(source: Path, target: Path) -> list[str]:
    """Return the command that makes a bag of a copy in its place."""
    subprocess.run(copied(source, target), check=True)
    return [sys.executable, "-c", BAG, str(target)]


def ways(kind: str) -> dict[str, Way]:
    """Return the ways to measure, in the order in which they run."""
    found: dict[str, Way] = {"cp and sync": copied, "amana": preserved, "amana start": preserved}
    if kind == "small":
        found["fsync each"] = synced
    for name, make in (("borg", borg_with), ("restic", restic_with)):
        if program := shutil.which(name):
            found[name] = make(program)
        else:
            print(json.dumps({"way": name, "absent": True}), flush=True)
    return {**found, "bagit": bagged}


def measure(command: list[str]) -> Used:
    """Return what a command used."""
    os.sync()  # what others left to be written is not to be paid here
    began = time.perf_counter()
    with subprocess.Popen(command, env={**os.environ, **PASSWORD}) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    wall = time.perf_counter() - began
    return Used(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / KIB)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["mixed", "small"], nargs="?", default="mixed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    chosen = ways(asked.kind)
    taken: dict[str, list[Used]] = {way: [] for way in chosen}
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        # Made by a process of its own: the peak of a child begins at the size of its parent.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            files, size = pool.apply(make_tree, (folder / "many", asked.kind))
            pool.apply(make_tree, (folder / "one", "small", 1))
        for number in range(asked.rounds):
            for way, command_for in chosen.items():
                source, target = folder / ("one" if way == "amana start" else "many"), folder / "to"
                used = measure(command_for(source, target))
                shutil.rmtree(target)
                taken[way].append(used)
                print(json.dumps({"way": way, "round": number, **used._asdict()}), flush=True)
    print(json.dumps(told(taken, files, size)))


def told(taken: dict[str, list[Used]], files: int, size: int) -> dict[str, float | int]:
    """Return medians and ratios."""
    middle = {
        way: Used(*(statistics.median(part) for part in zip(*rounds, strict=True)))
        for way, rounds in taken.items()
    }
    own, start = middle["amana"], middle["amana start"]
    lines: dict[str, float | int] = {
        "files": files,
        "bytes": size,
        "items_per_second": round(files / (own.wall - start.wall)),
        "cpu_us_per_item": round((own.cpu - start.cpu) / files * 1e6),
        "peak_mb": round(own.peak_mb),
    }
    for way, used in middle.items():
        if not way.startswith("amana"):
            lines[f"wall_ratio_to_{way.replace(' ', '_')}"] = round(own.wall / used.wall, 2)
            lines[f"cpu_ratio_to_{way.replace(' ', '_')}"] = round(own.cpu / used.cpu, 2)
    return lines


if __name__ == "__main__":
    main()
