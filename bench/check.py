"""Check archives: how fast against restic and bagit, and how much memory with many items.

    python bench/check.py [--megabytes N] [--items N ...] [--folder FOLDER]

Prints JSON lines. First, how fast this machine digests (SHA-256 alone is what a check needs; with
BLAKE3 beside it is what taking in computes). Then the same files, warm, checked by `amana check`,
`restic check --read-data` and bagit, each in a process of its own, with ratios of CPU seconds. Then
archives of so many tiny items, made through the log's own writer: seconds and the most memory that
the process of a check had. A peer that is not on this machine is told as absent.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import blake3

import amana
from amana.archive.parts import Parts
from amana.core import SystemClock
from amana.custody import salted
from amana.records import Actor

GROUP = 20_000
CHECK = """
import sys, amana
with amana.open(sys.argv[1]) as archive:
    report = archive.check()
assert report.ok, report.problems[:3]
with open("/proc/self/status") as status:
    print(next(int(line.split()[1]) for line in status if line.startswith("VmHWM")))
"""
BAGIT = "import sys, bagit; bagit.Bag(sys.argv[1]).validate(processes=1)"


def digesting(size: int = 1 << 28) -> dict[str, float]:
    """Return gigabytes a second of one core, by what is computed."""
    data = memoryview(os.urandom(1 << 20))
    speeds = {}
    for name, hashers in {
        "sha256": [hashlib.sha256()],
        "blake3": [blake3.blake3()],
        "both": [hashlib.sha256(), blake3.blake3()],
    }.items():
        began = time.process_time()
        for _ in range(size >> 20):
            for hasher in hashers:
                hasher.update(data)
        speeds[name] = round(size / 1e9 / (time.process_time() - began), 2)
    return speeds


def measured(command: list[str], environment: dict[str, str] | None = None) -> dict[str, float]:
    """Return wall and CPU seconds of a command, and of a check the most memory (MiB)."""
    began, before = time.perf_counter(), os.times()
    done = subprocess.run(
        command, env={**os.environ, **(environment or {})}, capture_output=True, check=True
    )
    wall, after = time.perf_counter() - began, os.times()
    used = after.children_user + after.children_system
    cpu = used - before.children_user - before.children_system
    times = {"wall": round(wall, 2), "cpu": round(cpu, 2)}
    return {**times, "peak_mib": round(int(done.stdout) / 1024, 1)} if CHECK in command else times


def side_by_side(folder: Path, megabytes: int) -> None:
    """Check the same files in every way that is here."""
    source, chance = folder / "source", random.Random(7)  # noqa: S311 - no secret
    source.mkdir()
    for number in range(megabytes // 8):
        (source / f"{number:05}").write_bytes(chance.randbytes(8 << 20))
    with amana.init(folder / "archive") as archive:
        archive.add([source], read=False)
    ways = {"amana": ([sys.executable, "-c", CHECK, str(folder / "archive")], {})}
    try:
        import bagit  # noqa: PLC0415 - it may be absent
    except ImportError:
        print(json.dumps({"absent": "bagit"}))
    else:
        shutil.copytree(source, folder / "bag")
        bagit.make_bag(str(folder / "bag"), checksums=["sha256"])
        ways["bagit"] = ([sys.executable, "-c", BAGIT, str(folder / "bag")], {})
    if restic := shutil.which("restic"):
        secret = {"RESTIC_PASSWORD": "bench", "RESTIC_REPOSITORY": str(folder / "restic")}
        for words in (["init"], ["backup", str(source)]):
            subprocess.run([restic, *words], env={**os.environ, **secret}, check=True, stdout=-3)
        ways["restic"] = ([restic, "check", "--read-data"], secret)
    else:
        print(json.dumps({"absent": "restic"}))
    times = {}
    for way, (command, environment) in ways.items():
        measured(command, environment)  # so that everything is warm
        times[way] = measured(command, environment)
        told = {"way": way, "megabytes": megabytes, **times[way]}
        told["gb_per_cpu_second"] = round(megabytes * 1.048576e-3 / times[way]["cpu"], 2)
        print(json.dumps(told), flush=True)
    for way in times.keys() - {"amana"}:
        ratio = round(times["amana"]["cpu"] / times[way]["cpu"], 2)
        print(json.dumps({"cpu_ratio_to": way, "ratio": ratio}))


def fill(root: Path, items: int) -> None:
    """Make an archive of so many tiny items; only vault and log, no catalogue."""
    amana.init(root).close()
    parts = Parts(root, actor=Actor(name="bench"), clock=SystemClock())
    parts.signing.load()
    writer = parts.signing.open_log()
    parts.vault.recover(writer.vault_state, lambda _: True)
    for start in range(0, items, GROUP):
        entries = []
        for number in range(start, min(items, start + GROUP)):
            digests = parts.vault.put(io.BytesIO(b"item %d" % number))
            value = {"sha256": digests.sha256, "blake3": digests.blake3, "size": digests.size}
            fields = [("type", "acquired"), ("item", f"IT-{number}"), ("digests", value)]
            entries.append(salted(fields))
        writer.append(entries, parts.vault.sync)
        parts.vault.accept()
    parts.close()
    # Without its key the result is not entered, and no catalogue is needed: vault and log alone.
    shutil.move(root / "keys", root.with_name(f"{root.name}.keys"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=512)
    parser.add_argument("--items", type=int, nargs="*", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    print(json.dumps({"gb_per_second": digesting()}), flush=True)
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        if asked.megabytes:
            side_by_side(Path(name), asked.megabytes)
        for items in asked.items:
            root = Path(name) / str(items)
            fill(root, items)
            took = measured([sys.executable, "-c", CHECK, str(root)])
            print(json.dumps({"items": items, **took}), flush=True)
            shutil.rmtree(root)


if __name__ == "__main__":
    main()
