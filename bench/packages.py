"""Check and write bags side by side with `bagit`, the library of the Library of Congress.

    python bench/packages.py [--files N ...] [--rounds N] [--folder FOLDER]

One tree for each number of files (1,000 and 100,000 unless said otherwise), 100 bytes to 16 KiB
each, half of them text; the same in every run. Both write SHA-256 and SHA-512 manifests, and check
both.

`write`: `bagit` moves nothing, but hashes in place a copy that is made before the clock starts, and
makes nothing durable; amana copies every byte and makes all of it durable. `check`: each checks the
bag that `bagit` wrote. Each way runs in a process of its own; `cpu` counts its user and system
seconds, `peak_mb` its largest resident memory. Starting each of them is in it, and is told, too.
Prints JSON lines: one for each way and round, then the ratios of the medians on the largest tree
(amana / bagit), and how much memory grew from the smallest tree to the largest.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 20_261_121
IN_A_FOLDER = 500
WORDS = b"the quay and who was there when it was heard that night from the second house "

WAYS = {
    ("check", "amana"): """
import sys
from pathlib import Path
from amana.sharing import check_bag
report = check_bag(Path(sys.argv[1]))
assert report.verdict == "valid", report.findings
""",
    ("check", "bagit"): """
import sys
import bagit
bagit.Bag(sys.argv[1]).validate()
""",
    ("start", "amana"): """
import amana.sharing
""",
    ("start", "bagit"): """
import bagit
""",
    ("write", "amana"): """
import sys
from pathlib import Path
from amana.sharing.bagit.write import BagWriter
source = Path(sys.argv[1])
bag = BagWriter(Path(sys.argv[2]))
for path in source.rglob("*"):
    if path.is_file():
        with path.open("rb") as stream:
            bag.payload(str(path.relative_to(source)), stream)
bag.finish([("Payload-Oxum", bag.oxum)])
""",
    ("write", "bagit"): """
import sys
import bagit
bagit.make_bag(sys.argv[2], checksums=["sha256", "sha512"])
""",
}
"""Programs of each deed and way; they get the source and the target."""


def make_tree(folder: Path, files: int) -> None:
    """Write the tree."""
    source = random.Random(SEED)  # noqa: S311 - the same tree in every run, no secret
    for number in range(files):
        path = folder / f"{number // IN_A_FOLDER:04}" / f"{number:06}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        size = source.randrange(100, 16 << 10)
        text = WORDS * (size // len(WORDS) + 1)
        path.write_bytes(text[:size] if number % 2 else source.randbytes(size))


def run(program: str, *words: Path) -> dict[str, float]:
    """Run a program in a process of its own and return what it took."""
    # A process between the two, so that its children's usage is that of the program alone.
    outer = (
        "import json, resource, subprocess, sys, time\n"
        "began = time.monotonic()\n"
        "subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True)\n"
        "wall = time.monotonic() - began\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps({'wall': wall, 'cpu': used.ru_utime + used.ru_stime,"
        " 'peak_mb': used.ru_maxrss / 1024}))\n"
    )
    command = [sys.executable, "-c", outer, program, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name: round(value, 3) for name, value in json.loads(done.stdout).items()}


def measure(folder: Path, files: int, rounds: int) -> dict[tuple[str, str], dict[str, float]]:
    """Return the medians of every deed and way on a tree of so many files."""
    tree = folder / f"tree-{files}"
    make_tree(tree, files)
    bag = folder / f"bag-{files}"
    taken: dict[tuple[str, str], list[dict[str, float]]] = {way: [] for way in WAYS}
    for number in range(rounds):
        for (deed, who), program in sorted(WAYS.items(), reverse=True):  # written before checked
            target = folder / f"{who}-{files}-{number}"
            if deed != "write":
                told = run(program, bag)
            else:
                if who == "bagit":
                    shutil.copytree(tree, target)
                told = run(program, tree, target)
                if who == "bagit" and not bag.exists():
                    target.rename(bag)
                else:
                    shutil.rmtree(target)
            taken[deed, who].append(told)
            print(json.dumps({"files": files, "deed": deed, "way": who, "round": number, **told}))
            time.sleep(0.2)
    return {
        way: {name: statistics.median(each[name] for each in some) for name in some[0]}
        for way, some in taken.items()
    }


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--files", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    found: dict[int, dict[tuple[str, str], dict[str, float]]] = {}
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for files in sorted(asked.files):
            found[files] = measure(Path(folder), files, asked.rounds)
    print(json.dumps(summary(found)))


def summary(found: dict[int, dict[tuple[str, str], dict[str, float]]]) -> dict[str, float]:
    """Return the ratios on the largest tree, and how memory grew."""
    small, large = found[min(found)], found[max(found)]
    lines: dict[str, float] = {"files": max(found)}
    for deed in ("check", "write"):
        for name in ("wall", "cpu", "peak_mb"):
            ratio = large[deed, "amana"][name] / large[deed, "bagit"][name]
            lines[f"{deed}, {name} of bagit's"] = round(ratio, 2)
        for who in ("amana", "bagit"):
            grown = large[deed, who]["peak_mb"] / small[deed, who]["peak_mb"]
            lines[f"{deed}, memory of {who}, from {min(found)} files"] = round(grown, 2)
    return lines


if __name__ == "__main__":
    main()
