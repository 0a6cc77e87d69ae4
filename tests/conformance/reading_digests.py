"""A program of its own: read files of a folder and print the digest of what each gave.

    python tests/conformance/reading_digests.py FOLDER EVERY LARGEST

reads every EVERY-th file of at most LARGEST bytes, in the order of their paths, with whatever is
inside of them. A line is the digest of the readings, their articles and children, and the path.
Run under several PYTHONHASHSEEDs, it must print the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from amana.core import Digests, Hasher, spoken
from amana.reading import Allowance, ChildRow, Limits, Outcome, ReadingPool
from amana.reading.articles import find_articles

DEEPEST = 3
MOST = 12
"""So many things inside of one are read: a package of packages has no end."""

BUDGET = Allowance(children=500, child_bytes=64 << 20)


class Keeping:
    """Takes children in and keeps their bytes."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []

    def take(self, row: ChildRow, pieces: Iterable[bytes]) -> Digests:
        """See `amana.reading.Taker`."""
        del row
        data = b"".join(pieces)
        hasher = Hasher()
        hasher.update(data)
        self.kept.append(data)
        return hasher.digests()


def plain(outcome: Outcome) -> Iterator[bytes]:
    """Yield what an outcome holds, without the protection under which it was made."""
    recipe = msgspec.structs.replace(outcome.recipe, environment=())
    reading = outcome.reading and msgspec.structs.replace(outcome.reading, recipe=recipe)
    told = msgspec.structs.replace(outcome, recipe=recipe, reading=reading)
    yield msgspec.json.encode(told, order="deterministic")
    for article in find_articles(reading) if reading else ():
        yield msgspec.json.encode(article, order="deterministic")


def digest(pool: ReadingPool, data: bytes, name: str, depth: int = 0) -> str:
    """Return the digest of everything that reading gives, at all depths."""
    taker, hasher = Keeping(), sha256()
    descriptor = os.memfd_create("original")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        outcome = pool.read(
            descriptor, original=sha256(data).hexdigest(), name=name, size=len(data), taker=taker,
            allowance=BUDGET,
        )  # fmt: skip
    finally:
        os.close(descriptor)
    for part in plain(outcome):
        hasher.update(part)
    if depth < DEEPEST:
        pairs = list(zip(outcome.children, taker.kept, strict=True))
        for child, inner in pairs[:MOST]:
            inside = (spoken(child.path) or "").rpartition("/")[2]
            hasher.update(digest(pool, inner, inside, depth + 1).encode())
    return hasher.hexdigest()


def main(folder: Path, every: int, largest: int) -> None:
    """Print a line for each file that is chosen."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    small = [path for path in paths if path.stat().st_size <= largest]
    with ReadingPool(1, Limits(cpu_seconds=60, wall_seconds=110, ocr="")) as pool:
        for path in small[::every]:
            sys.stdout.write(f"{digest(pool, path.read_bytes(), path.name)} {path}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
