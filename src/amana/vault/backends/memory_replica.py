"""A replica in memory: for tests, ours and our users'."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from amana.core import IntegrityError, NotFound
from amana.vault.challenge import Challenge, answer_to


class MemoryReplica:
    """A `Replica` that forgets everything when it is dropped.

    `held` is what a folder would hold, so that tests can look at it and damage it.
    """

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def files(self, under: str = "") -> Iterator[tuple[str, int]]:
        """Yield path and size of everything."""
        below = f"{under}/" if under else ""
        yield from ((path, len(data)) for path, data in self.held.items() if path.startswith(below))

    def size(self, path: str) -> int | None:
        """Return the size of a file."""
        data = self.held.get(path)
        return None if data is None else len(data)

    def open(self, path: str) -> BinaryIO:
        """Return a file."""
        try:
            return io.BytesIO(self.held[path])
        except KeyError:
            raise NotFound(f"{path} is not in the replica") from None

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Put a file in its place."""
        self.held[path] = b"".join(pieces)

    def extend(self, path: str, at: int, pieces: Iterable[bytes]) -> None:
        """Cut and append."""
        if len(self.held[path]) < at:
            raise IntegrityError(f"{path} of the replica is too short")
        self.held[path] = self.held[path][:at]
        for piece in pieces:
            self.held[path] += piece

    def remove(self, path: str) -> None:
        """Remove a file."""
        self.held.pop(path, None)

    def settle(self) -> None:
        """Nothing is durable in memory."""

    def answer(self, nonce: bytes, challenge: Challenge) -> str | None:
        """Answer from the bytes."""
        data = self.held.get(challenge.path)
        if data is None:
            return None
        return answer_to(nonce, [data[challenge.start : challenge.start + challenge.size]])
