"""What the log needs of others: a place to live in, and somebody who tells the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from amana.custody.head import Head


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
        """Append the payload lines of the entries from index `first` on to their segments."""
        ...

    def cut_payloads(self, size: int) -> bool:
        """Move whatever lies behind the line of entry `size` - 1 to quarantine; tell if any.

        Raises:
            CustodyError: it cannot be told where that line ends; nothing was moved.
        """
        ...

    def replace_segment(self, number: int, data: bytes) -> None:
        """Put `data` in the place of payload segment `number`, which is there, in one step.

        Only for erasure: every line stays in its place and fits its leaf.

        Raises:
            CustodyError: there is no such segment.
        """
        ...

    def stage(self, size: int, resources: Mapping[str, bytes]) -> None:
        """Keep the files of the log at `size` aside until they may be published."""
        ...

    def staged(self, size: int) -> Mapping[str, bytes] | None:
        """Return the files that are kept aside for `size`, or None.

        Raises:
            CustodyError: they are damaged.
        """
        ...

    def publish(self, size: int) -> None:
        """Put the files staged for `size` in their places, the checkpoint last; drop the rest.

        Safe to be called again after a crash, and where nothing is staged. A file of an entry
        (`is_file_path`) never replaces another.

        Raises:
            CustodyError: there is something else at the path of such a file.
        """
        ...

    def drop_staged(self) -> None:
        """Drop everything that is kept aside."""
        ...

    def read(self, path: str) -> bytes:
        """Return a published file of the log, or a payload segment.

        Raises:
            CustodyError: it is missing or cannot be read.
        """
        ...

    def paths(self) -> Iterator[str]:
        """Yield the path of every file of the log, in sorted order."""
        ...


class Authority(Protocol):
    """Somebody who signs that bytes existed at a time (RFC 3161)."""

    def ask(self, query: bytes) -> bytes:
        """Return the answer to a query, as it came. Nothing of it has been checked.

        Raises:
            UnavailableError: there is no answer.
        """
        ...
