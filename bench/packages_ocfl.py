"""Write and check OCFL storage roots with amana, and with ocfl-py, on the same disk in one run.

    python bench/packages_ocfl.py [--objects 300] [--large 256] [--folder FOLDER]

The objects are those of an export: one original, nine small files of a proof; most originals have
16 KiB, four have `--large` MiB each. Both write them into a storage root of the same layout (0003)
by SHA-512; amana adds SHA-256 and BLAKE2b, makes objects durable before they appear, and puts each
in place by one rename. Then both check the root that amana wrote, all three digests of every file.

Each way runs in a process of its own; `cpu` counts its user and system seconds, `peak_mb` its
largest resident memory. Prints JSON lines: one for each way, then the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

SEED = 20_140_512
PROOF = [f"proof/{number}.txt" for number in range(9)]
KIB, MIB = 1 << 10, 1 << 20

WRITE = """
import hashlib, pathlib, sys
from amana.sharing.ocfl.spelling import About
from amana.sharing.ocfl.writing import RootWriter
source, target = map(pathlib.Path, sys.argv[1:])
root = RootWriter(target)
for item in sorted(source.iterdir()):
    with open(item / "original", "rb") as stream:
        digest = (source.parent / "sums" / item.name).read_text()
        assert root.stage(f"urn:x:{item.name}", "original", stream, digest)
    proof = {f"proof/{path.name}": path.read_bytes() for path in (item / "proof").iterdir()}
    about = About(f"urn:x:{item.name}", "2026-11-21T18:00:00Z", "exported", ("a", "urn:x"))
    root.publish(about, proof, {})
root.finish()
root.close()
"""
WRITE_PEER = """
import pathlib, sys, tempfile
import ocfl
source, target = map(pathlib.Path, sys.argv[1:])
layout = "0003-hash-and-id-n-tuple-storage-layout"
root = ocfl.StorageRoot(root=str(target), layout_name=layout)
root.initialize(spec_version="1.1")
for item in sorted(source.iterdir()):
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        built = scratch + "/object"
        metadata = ocfl.VersionMetadata(message="exported", name="a", address="urn:x")
        one = ocfl.Object(identifier="urn:x:" + item.name, spec_version="1.1")
        one.create(srcdir=str(item), metadata=metadata, objdir=built)
        root.add(object_path=built)
"""
CHECK = """
import pathlib, sys
from amana.sharing import check_ocfl
report = check_ocfl(pathlib.Path(sys.argv[1]))
assert report.valid, report.findings
"""
CHECK_PEER = """
import sys
import ocfl
root = ocfl.StorageRoot(root=sys.argv[1])
root.validate(check_digests=True)
assert root.good_objects == root.num_objects > 0
"""
START, START_PEER = "import amana.sharing", "import ocfl"


class Used(NamedTuple):
    """What a way used: wall and CPU seconds, peak resident memory in MB."""

    wall: float
    cpu: float
    peak_mb: float


def make_items(folder: Path, objects: int, large: int) -> int:
    """Write what is to be packed; return its bytes."""
    import hashlib  # noqa: PLC0415 - a child's peak begins at the size of its parent

    chance = random.Random(SEED)  # noqa: S311 - no secret
    total = 0
    (folder / "sums").mkdir()
    for number in range(objects + 4):
        item = folder / "items" / f"{number:06}"
        (item / "proof").mkdir(parents=True)
        digest = hashlib.sha256()
        with (item / "original").open("wb") as stream:
            for _ in range(large if number >= objects else 1):
                chunk = chance.randbytes(MIB if number >= objects else 16 * KIB)
                digest.update(chunk)
                stream.write(chunk)
                total += len(chunk)
        (folder / "sums" / item.name).write_text(digest.hexdigest(), encoding="utf-8")
        for name in PROOF:
            (item / name).write_bytes(chance.randbytes(2 * KIB))
            total += 2 * KIB
    return total


def measure(code: str, *words: Path) -> Used:
    """Return what a program used."""
    os.sync()  # what others left to be written is not to be paid here
    began = time.perf_counter()
    command = [sys.executable, "-c", code, *map(str, words)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.stderr.write(said.decode())
        raise subprocess.CalledProcessError(process.returncode, command)
    wall = time.perf_counter() - began
    return Used(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / KIB)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=300)
    parser.add_argument("--large", type=int, default=256)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        size = make_items(folder, asked.objects, asked.large)
        found = {
            "amana write": measure(WRITE, folder / "items", folder / "ours"),
            "ocfl-py write": measure(WRITE_PEER, folder / "items", folder / "theirs"),
            "amana check": measure(CHECK, folder / "ours"),
            "ocfl-py check": measure(CHECK_PEER, folder / "ours"),
            "amana start": measure(START),
            "ocfl-py start": measure(START_PEER),
        }
    for way, used in found.items():
        line = {"way": way, **{key: round(value, 2) for key, value in used._asdict().items()}}
        print(json.dumps(line), flush=True)
    print(json.dumps(ratios(found, size, asked.objects + 4)))


def ratios(found: dict[str, Used], size: int, objects: int) -> dict[str, float]:
    """Return what amana used, as parts of what ocfl-py used."""
    cpu = {way: used.cpu for way, used in found.items()}
    work = cpu["amana check"] - cpu["amana start"]
    return {
        "objects": objects,
        "megabytes": round(size / MIB),
        "check, cpu of ocfl-py's": round(cpu["amana check"] / cpu["ocfl-py check"], 3),
        "check, MB a second of one core": round(size / MIB / work),
        "check, peak MB": round(found["amana check"].peak_mb, 1),
        "check of ocfl-py, peak MB": round(found["ocfl-py check"].peak_mb, 1),
        "write, cpu of ocfl-py's": round(cpu["amana write"] / cpu["ocfl-py write"], 3),
        "write, wall of ocfl-py's": round(
            found["amana write"].wall / found["ocfl-py write"].wall, 3
        ),
    }


if __name__ == "__main__":
    main()
