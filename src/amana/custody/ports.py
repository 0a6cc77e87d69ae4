"""What the log needs of a place to live in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from amana.custody.head import Head

SEGMENT = 1024
"""Entries per payload segment."""


class LogStorage(Protocol):
    """Keeps the files of one log. Whatever a method returns from is durable."""

    def head(self) -> Head | None:
        """Return the committed state, or None where there is no log yet.

        Raises:
            CustodyError: the head is damaged.
        """
        ...

    def swap_head(self, expected: Head | None, new: Head) -> None:
        """Replace the head if it still is `expected`. This is the commit.

        Raises:
            CustodyError: the head is another one.
        """
        ...

    def append_payloads(self, first: int, lines: Sequence[bytes]) -> None:
        """Store the payload lines of the entries from index `first` on."""
        ...

    def payloads(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the stored payload lines of the entries `start` to `end` (exclusive).

        Raises:
            CustodyError: a line is missing.
        """
        ...

    def cut_payloads(self, size: int) -> bool:
        """Move whatever lies behind the line of entry `size` - 1 to quarantine; tell if any."""
        ...

    def stage(self, size: int, resources: Mapping[str, bytes]) -> None:
        """Keep the files of the log at `size` aside until they may be published."""
        ...

    def publish(self, size: int) -> bool:
        """Put the files staged for `size` in their places; drop other staged ones.

        Returns False where nothing was staged for `size`.
        """
        ...

    def read(self, path: str) -> bytes:
        """Return a published file of the log.

        Raises:
            CustodyError: it is missing.
        """
        ...

    def paths(self) -> Iterator[str]:
        """Yield the path of every file of the log, in sorted order."""
        ...
