"""The log in memory: for tests, ours and our users'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amana.core import CustodyError
from amana.custody.head import Head, decode_head, encode_head


class MemoryLog:
    """A `LogStorage` that forgets everything when it is dropped.

    `files` holds what a folder would hold, `lines` the payloads, so that tests can damage them.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.lines: list[bytes] = []
        self.staged: dict[int, dict[str, bytes]] = {}
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
        """Store payload lines."""
        self.lines[first:] = lines

    def payloads(self, start: int, end: int) -> Iterator[bytes]:
        """Yield payload lines."""
        if end > len(self.lines):
            raise CustodyError(f"the payload of entry {max(start, len(self.lines))} is missing")
        yield from self.lines[start:end]

    def cut_payloads(self, size: int) -> bool:
        """Move uncommitted payload lines to quarantine."""
        tail = self.lines[size:]
        if tail:
            self.quarantine.append(b"".join(tail))
            del self.lines[size:]
        return bool(tail)

    def stage(self, size: int, resources: Mapping[str, bytes]) -> None:
        """Keep files aside."""
        self.staged[size] = dict(resources)

    def publish(self, size: int) -> bool:
        """Put staged files in their places."""
        resources = self.staged.pop(size, None)
        self.staged.clear()
        self.files.update(resources or {})
        return resources is not None

    def read(self, path: str) -> bytes:
        """Return a file."""
        try:
            return self.files[path]
        except KeyError:
            raise CustodyError(f"{path} is missing from the log") from None

    def paths(self) -> Iterator[str]:
        """Yield every path."""
        yield from sorted(self.files)
