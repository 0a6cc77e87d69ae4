"""Reading a file with everything inside it, one layer after the other, as an archive does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec

from amana.core import Digests, Hasher, spoken
from amana.reading import Allowance, Outcome, ReadingPool
from amana.reading.wire import ChildRow

MIB = 1 << 20
BUDGET = Allowance(children=5000, child_bytes=256 * MIB, depth=8)


class Keeping:
    """Takes children in and keeps their bytes."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []

    def take(self, row: ChildRow, pieces: Iterable[bytes]) -> Digests:
        """See `amana.reading.Taker`."""
        del row
        hasher, data = Hasher(), bytearray()
        for piece in pieces:
            hasher.update(piece)
            data += piece
        self.kept.append(bytes(data))
        return hasher.digests()


class Leaf(msgspec.Struct, frozen=True):
    """One original of the tree: the names that lead to it, and how its reading ended."""

    names: tuple[str, ...]
    outcome: Outcome


def read_tree(pool: ReadingPool, path: Path, allowance: Allowance = BUDGET) -> list[Leaf]:
    """Read a file and everything inside it, within one budget; return all, outermost first."""
    waiting: list[tuple[tuple[str, ...], bytes, int]] = [((path.name,), path.read_bytes(), 0)]
    leaves: list[Leaf] = []
    children, child_bytes = allowance.children, allowance.child_bytes
    while waiting:
        names, data, depth = waiting.pop(0)
        taker = Keeping()
        rest = Allowance(children=children, child_bytes=child_bytes, depth=allowance.depth - depth)
        outcome = read_bytes(pool, data, names[-1], taker, rest)
        leaves.append(Leaf(names, outcome))
        for child, inside in zip(outcome.children, taker.kept, strict=True):
            children -= 1
            child_bytes -= len(inside)
            name = spoken(child.path) or str(child.n)
            waiting.append(((*names, name), inside, depth + 1))
    return leaves


def read_bytes(
    pool: ReadingPool,
    data: bytes,
    name: str,
    taker: Keeping | None = None,
    allowance: Allowance = BUDGET,
) -> Outcome:
    """Read bytes in the pool as a file of that name."""
    with _descriptor(data) as fd:
        return pool.read(
            fd,
            original=sha256(data).hexdigest(),
            name=name,
            size=len(data),
            taker=taker or Keeping(),
            allowance=allowance,
        )


@contextmanager
def _descriptor(data: bytes) -> Iterator[int]:
    fd = os.memfd_create("original")
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        yield fd
    finally:
        os.close(fd)
