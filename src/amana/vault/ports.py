"""What the archive needs of a place that keeps bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO, Protocol

import msgspec

from amana.core import Digests
from amana.records import Problem

SMALL = 1 << 20
"""Bytes below this size go into packs; others stand as files of their own (1 MiB)."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One object that was looked at during a check: its digest, size, and what is wrong if any."""

    sha256: str | None
    size: int
    problem: Problem | None = None


class Vault(Protocol):
    """Keeps originals and derivatives under their SHA-256. Nothing is ever overwritten."""

    def put(self, stream: BinaryIO) -> Digests:
        """Take in a stream to its end. Durable only after the next `sync`.

        Errors of the stream itself pass as they are, and nothing of it is kept.

        Raises:
            StorageFull: no room; `discard` is all that can follow.
            UnavailableError: an earlier write failed, or nobody has said yet what became of the
                last `sync`.
        """
        ...

    @property
    def empty_state(self) -> str:
        """The state of a vault that holds nothing."""
        ...

    def sync(self) -> str:
        """Make everything taken in durable; return how far the vault reaches now."""
        ...

    def accept(self) -> None:
        """Tell the vault that what the last `sync` made durable is committed."""
        ...

    def discard(self) -> None:
        """Undo whatever was taken in since the last `accept`, without keeping it in quarantine.

        After `sync`, what it made durable may have been committed: then only a caller that has
        looked at the log, and found that it was not, may call this.
        """
        ...

    def recover(self, state: str, committed: Callable[[str], bool]) -> None:
        """Move whatever was taken in beyond `state` to quarantine, and accept the rest.

        `state` is what an earlier `sync` returned. Called before anything is put.

        `committed` tells whether the custody log knows a digest.

        Raises:
            IntegrityError: the vault does not reach `state` any more.
        """
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Return the bytes of a committed object as a stream that can seek.

        Raises:
            NotFound: the vault has no such object.
        """
        ...

    def __contains__(self, sha256: str) -> bool:
        """Tell whether the vault holds an object of this digest, committed or pending."""
        ...

    def check(self, wanted: Collection[str]) -> Iterator[Verdict]:
        """Re-read every byte and yield a verdict for each object and each stray byte.

        `wanted` are the digests that the log says should be here.
        """
        ...

    def close(self) -> None:
        """Let go of files."""
        ...
