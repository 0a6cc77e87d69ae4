"""What an audit asks a replica for, and what the right answer is.

The archive's own bytes give the answer; they are hashed on the way, so that damage here never
convicts a replica.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from amana.archive.digests import digests_of
from amana.archive.parts import Parts
from amana.core import AmanaError, CustodyError
from amana.custody import VKEY_PATH, around, as_of, paths_of, stated_files
from amana.records import Entry
from amana.vault import Answer, Challenge, stretch

_SAMPLE = b"amana sample v1\n"


class Asked(NamedTuple):
    """One question: the name that stands in the result, the challenge, and our own bytes.

    `sha256` is the digest that our bytes must have; None: they were proven otherwise.
    """

    name: str
    challenge: Challenge
    own: Callable[[], Iterator[bytes]]
    sha256: str | None


def right_answer(asked: Asked, nonce: bytes) -> str | None:
    """Return the answer that our own bytes give; None where they are damaged."""
    answer, digest, size = Answer(nonce), hashlib.sha256(), 0
    try:
        for piece in asked.own():
            answer.update(piece)
            digest.update(piece)
            size += len(piece)
    except (AmanaError, OSError):
        return None
    if size != asked.challenge.size or asked.sha256 not in (None, digest.hexdigest()):
        return None
    return answer.text()


def sampled(nonce: bytes, size: int, count: int) -> list[int]:
    """Return the entries that an audit with this nonce asks about, `count` of `size` at most.

    Entry number j is SHA-256("amana sample v1" LF || nonce || j as 8 bytes), its first 8 bytes as a
    big-endian number, modulo `size`; what comes twice counts once.
    """
    if count >= size:
        return list(range(size))
    found: dict[int, None] = {}
    for number in range(count):
        drawn = hashlib.sha256(_SAMPLE + nonce + number.to_bytes(8, "big")).digest()
        found[int.from_bytes(drawn[:8], "big") % size] = None
    return list(found)


class Questions:
    """Makes the questions for a replica that has the first `size` entries."""

    def __init__(self, parts: Parts, size: int) -> None:
        self._parts = parts
        self._size = size
        self._told: set[str] = set()

    def about(self, entries: Iterable[int]) -> Iterator[Asked]:
        """Yield questions for what entries brought in, and for the files that hold them."""
        for index in entries:
            yield from self._of_entry(self._parts.log.entry(index))
            for path in around(index, self._size):
                yield from self._log_file(path)
        yield from self._log_file(VKEY_PATH)

    def everything(self) -> Iterator[Asked]:
        """Yield every question that there is."""
        for entry in self._parts.log.entries(0, self._size):
            yield from self._of_entry(entry)
        for path, _ in paths_of(self._size):
            yield from self._log_file(path)
        yield from self._log_file(VKEY_PATH)

    def _of_entry(self, entry: Entry) -> Iterator[Asked]:
        for sha256 in digests_of(entry):
            if sha256 not in self._told:
                self._told.add(sha256)
                yield self._object(sha256)
        for path, sha256 in stated_files(entry.fields).items():
            yield from self._log_file(path, sha256)

    def _object(self, sha256: str) -> Asked:
        place = self._parts.vault.locate(sha256)
        challenge = place or Challenge(path=f"vault/{sha256}", start=0, size=-1)

        def own() -> Iterator[bytes]:
            with (self._parts.layout.root / challenge.path).open("rb") as stream:
                yield from stretch(stream, challenge)

        return Asked(sha256, challenge, own, sha256)

    def _log_file(self, path: str, sha256: str | None = None) -> Iterator[Asked]:
        name = f"custody/{path}"
        if name in self._told:
            return
        self._told.add(name)
        data = b""
        with contextlib.suppress(CustodyError):
            data = as_of(self._parts.storage, path, self._size)
        size = len(data) or -1  # no file of the log is empty
        yield Asked(name, Challenge(path=name, start=0, size=size), lambda: iter([data]), sha256)
