"""The digests that should be in a vault, in memory that does not grow with their number.

A check of ten million objects must not need ten million strings. Digests are collected in runs of
bounded size, sorted, spilled to a file without a name, and merged into one table of 32-byte digests
that is looked into where it lies. What was seen is one bit each.
"""

from __future__ import annotations

import heapq
import mmap
import tempfile
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import accumulate, pairwise
from typing import BinaryIO

from amana.core import is_sha256

_SIZE = 32
_RUN = 1 << 16
_FENCES = 1 << 16
_BLOCK = 4096 * _SIZE


class Wanted(Collection[str]):
    """A set of SHA-256 digests: `add` them all, then ask. Asking for the first time closes it."""

    def __init__(self, digests: Iterable[str] = (), *, run: int = _RUN) -> None:
        self._limit = run
        self._run: list[bytes] = []
        self._spilled: BinaryIO | None = None
        self._runs: list[int] = []
        self._closed: _Table | None = None
        self._strange: set[str] = set()
        for digest in digests:
            self.add(digest)

    def add(self, sha256: str) -> None:
        """Take in a digest; what is none is kept as it is, and will be missing.

        Raises:
            ValueError: somebody has asked already.
        """
        if self._closed is not None:
            raise ValueError("this set of digests is closed")
        if not is_sha256(sha256):
            self._strange.add(sha256)
            return
        self._run.append(bytes.fromhex(sha256))
        if len(self._run) == self._limit:
            self._spill()

    def _spill(self) -> None:
        """Write the sorted run behind the others; they all are of one length, but for the last."""
        if self._spilled is None:
            self._spilled = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as this set
        self._run.sort()
        self._spilled.write(b"".join(self._run))
        self._runs.append(len(self._run))
        self._run.clear()

    def _table(self) -> _Table:
        if self._closed is None:
            if self._spilled is None:
                self._closed = _Table(sorted(self._run), None)
            else:
                self._spill()
                self._spilled.flush()
                with mmap.mmap(self._spilled.fileno(), 0, access=mmap.ACCESS_READ) as runs:
                    starts = [0, *accumulate(count * _SIZE for count in self._runs)]
                    pieces = (_digests(runs, *place) for place in pairwise(starts))
                    with tempfile.TemporaryFile() as file:
                        self._closed = _Table(heapq.merge(*pieces), file)
                self._spilled.close()
            self._run.clear()
        return self._closed

    def __contains__(self, sha256: object) -> bool:
        """Tell whether a digest is wanted."""
        return isinstance(sha256, str) and (
            sha256 in self._strange
            or (is_sha256(sha256) and self._table().find(bytes.fromhex(sha256)) >= 0)
        )

    def __len__(self) -> int:
        """Return how many digests are wanted."""
        return self._table().count + len(self._strange)

    def __iter__(self) -> Iterator[str]:
        """Yield all digests in order."""
        yield from self._table().digests(lambda _: True)
        yield from sorted(self._strange)

    def see(self, sha256: str) -> bool:
        """Note that a digest is there; tell whether it was wanted."""
        table = self._table()
        place = table.find(bytes.fromhex(sha256)) if is_sha256(sha256) else -1
        if place >= 0:
            table.seen[place >> 3] |= 1 << (place & 7)
        return place >= 0

    def missing(self) -> Iterator[str]:
        """Yield the digests that were not seen, in order."""
        table = self._table()
        yield from table.digests(lambda place: not table.seen[place >> 3] & 1 << (place & 7))
        yield from sorted(self._strange)


class _Table:
    """Sorted digests, once each, in a file or, if they are few, in memory."""

    def __init__(self, ordered: Iterable[bytes], file: BinaryIO | None) -> None:
        counts = array("Q", bytes(8 * (_FENCES + 1)))
        held, last, self.count = bytearray(), b"", 0
        for digest in ordered:
            if digest != last:
                held += digest
                last = digest
                self.count += 1
                counts[int.from_bytes(digest[:2], "big") + 1] += 1
                if file is not None and len(held) == _BLOCK:
                    file.write(held)
                    held.clear()
        self._fences = array("Q", accumulate(counts))
        self._bytes: bytes | mmap.mmap = bytes(held)
        if file is not None:
            file.write(held)
            file.flush()
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.seen = bytearray((self.count + 7) // 8)

    def find(self, digest: bytes) -> int:
        """Return the place of a digest, or -1."""
        prefix = int.from_bytes(digest[:2], "big")
        start, end = self._fences[prefix] * _SIZE, self._fences[prefix + 1] * _SIZE
        while (found := self._bytes.find(digest, start, end)) >= 0:
            if found % _SIZE == 0:
                return found // _SIZE
            start = found + 1
        return -1

    def digests(self, chosen: Callable[[int], bool]) -> Iterator[str]:
        """Yield the digests at the chosen places."""
        for place in range(self.count):
            if chosen(place):
                yield self._bytes[place * _SIZE : (place + 1) * _SIZE].hex()


def _digests(runs: mmap.mmap, start: int, end: int) -> Iterator[bytes]:
    for block in range(start, end, _BLOCK):
        piece = runs[block : min(block + _BLOCK, end)]
        yield from (piece[at : at + _SIZE] for at in range(0, len(piece), _SIZE))
