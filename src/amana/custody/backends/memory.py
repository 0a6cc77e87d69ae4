"""The log in memory: for tests, ours and our users'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amana.core import CustodyError
from amana.custody.enclosures import is_file_path, taken
from amana.custody.head import Head, decode_head, encode_head
from amana.custody.segments import SEGMENT, segment_path, uncommitted


class MemoryLog:
    """A `LogStorage` that forgets everything when it is dropped.

    `files` holds what a folder would hold, so that tests can look at it and damage it.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.aside: dict[int, dict[str, bytes]] = {}
        self.quarantine: list[bytes] = []

    def head(self) -> Head | None:
        """Return the committed state."""
        data = self.files.get("head")
        return None if data is None else decode_head(data)

    def swap_head(self, expected: Head | None, new: Head) -> None:
        """Replace the head if it still is `expected`."""
        if self.head() != expected:
            raise CustodyError("another writer has moved the head of this log")
        self.files["head"] = encode_head(new)

    def append_payloads(self, first: int, lines: Sequence[bytes]) -> None:
        """Append payload lines."""
        for index, line in enumerate(lines, first):
            path = segment_path(index // SEGMENT)
            self.files[path] = self.files.get(path, b"") + line

    def cut_payloads(self, size: int) -> bool:
        """Move uncommitted payload lines to quarantine."""
        cuts = uncommitted(self.read, size)
        for path, length, tail in cuts:
            self.quarantine.append(tail)
            self.files[path] = self.files[path][:length]
            if not length:
                del self.files[path]
        return bool(cuts)

    def replace_segment(self, number: int, data: bytes) -> None:
        """Replace a segment."""
        self.read(segment_path(number))
        self.files[segment_path(number)] = data

    def stage(self, size: int, resources: Mapping[str, bytes]) -> None:
        """Keep files aside."""
        self.aside[size] = dict(resources)

    def staged(self, size: int) -> Mapping[str, bytes] | None:
        """Return what is kept aside."""
        return self.aside.get(size)

    def publish(self, size: int) -> None:
        """Put staged files in their places."""
        resources = self.aside.get(size, {})
        for path, data in resources.items():
            if is_file_path(path) and self.files.get(path, data) != data:
                raise taken(path)
        self.files.update(resources)
        self.drop_staged()

    def drop_staged(self) -> None:
        """Drop what is kept aside."""
        self.aside.clear()

    def read(self, path: str) -> bytes:
        """Return a file."""
        try:
            return self.files[path]
        except KeyError:
            raise CustodyError(f"custody/{path} is missing") from None

    def paths(self) -> Iterator[str]:
        """Yield every path."""
        yield from sorted(self.files)
