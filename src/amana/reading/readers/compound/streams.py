"""Compound files ([MS-CFB]): storages and streams, whatever damage there is, within bounds."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import olefile  # type: ignore[import-untyped]  # it has no types

from amana.reading.notices import Code
from amana.reading.readers.intake import Content, GiveUp, stream

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_DEEPEST = 200
_STORAGE, _STREAM = 1, 2
_BROKEN = (OSError, ValueError, IndexError, KeyError, struct.error, RecursionError, AttributeError)
_BROKEN_TOO = (TypeError, AssertionError, OverflowError)

Path = tuple[str, ...]


class Entry(NamedTuple):
    """A stream: its path and its size."""

    path: Path
    size: int


class Compound:
    """An open compound file. `damaged` counts streams and storages that could not be read."""

    def __init__(self, document: Content) -> None:
        """Open `document`.

        Raises:
            GiveUp: it is no compound file, or its directory is lost.
        """
        self._document = document
        self.damaged = 0
        self._refuse_lies()
        try:
            self._ole = olefile.OleFileIO(stream(document))
        except (*_BROKEN, *_BROKEN_TOO):
            raise GiveUp(Code.CONTAINER_BROKEN) from None
        if self._ole.root is None:
            raise GiveUp(Code.CONTAINER_BROKEN)
        self._nodes: dict[Path, olefile.OleDirectoryEntry] = {}
        entries, storages = list[Entry](), list[Path]()
        for path, node in self._walk():
            self._nodes.setdefault(_folded(path), node)
            if node.entry_type == _STREAM:
                entries.append(Entry(path, node.size))
            elif node.entry_type == _STORAGE:
                storages.append(path)
        self.entries, self.storages = tuple(entries), tuple(storages)
        self._held: dict[Path, list[Entry]] = {}
        for entry in self.entries:
            self._held.setdefault(_folded(entry.path[:-1]), []).append(entry)

    def _walk(self) -> Iterator[tuple[Path, olefile.OleDirectoryEntry]]:
        """Return every storage and stream; no stream is longer than the file."""
        waiting: list[tuple[Path, olefile.OleDirectoryEntry]] = [((), self._ole.root)]
        seen: set[int] = set()
        while waiting:
            path, node = waiting.pop()
            if node.sid in seen or len(path) > _DEEPEST:  # storages can be said to hold themselves
                self.damaged += 1
                continue
            seen.add(node.sid)
            if node.size > self._document.size:
                node.size = self._document.size
                self.damaged += 1
            if path:
                yield path, node
            waiting += [((*path, kid.name), kid) for kid in reversed(node.kids)]

    def _refuse_lies(self) -> None:
        """Refuse a header that claims more allocation tables than the file has room for."""
        head = self._document.at(0, _HEADER)
        if len(head) < _HEADER or not head.startswith(MAGIC):
            raise GiveUp(Code.CONTAINER_BROKEN)
        (shift,) = struct.unpack_from("<H", head, 0x1E)
        tables, _, _, _, _, small, _, chained = struct.unpack_from("<8I", head, 0x2C)
        room = (self._document.size >> shift) + 1
        if shift not in {9, 12} or max(tables, chained, small) > room:
            raise GiveUp(Code.CONTAINER_BROKEN)

    def has(self, *path: str) -> bool:
        """Tell whether there is a stream of this path; case does not count."""
        node = self._nodes.get(_folded(path))
        return node is not None and node.entry_type == _STREAM

    def read(self, *path: str) -> bytes | None:
        """Return the bytes of a stream, or None when there is none; what is damaged is counted."""
        node = self._nodes.get(_folded(path))
        if node is None or node.entry_type != _STREAM:
            return None
        try:
            # its own search by path takes time in proportion to the number of streams
            data: bytes = self._ole._open(node.isectStart, node.size).read()  # noqa: SLF001 - see above
        except (*_BROKEN, *_BROKEN_TOO):
            self.damaged += 1
            return None
        self.damaged += len(data) < node.size
        return data

    def stream(self) -> BinaryIO:
        """Return the whole file, for libraries."""
        return stream(self._document)

    def right_below(self, *path: str) -> dict[str, bytes]:
        """Return the streams that lie in a storage itself, by their names."""
        held = self._held.get(_folded(path), ())
        return {entry.path[-1]: self.read(*entry.path) or b"" for entry in held}

    def below(self, *path: str) -> dict[Path, bytes]:
        """Return the streams below a storage, by their paths from there."""
        found = {}
        folded = _folded(path)
        for entry in self.entries:
            if len(entry.path) > len(path) and _folded(entry.path[: len(path)]) == folded:
                data = self.read(*entry.path)
                if data is not None:
                    found[entry.path[len(path) :]] = data
        return found

    def children(self, *path: str) -> list[str]:
        """Return the names of the storages right below a storage."""
        folded, depth = _folded(path), len(path)
        return [
            storage[depth]
            for storage in self.storages
            if len(storage) == depth + 1 and _folded(storage[:depth]) == folded
        ]

    def class_of(self, *path: str) -> str:
        """Return the class identifier of a storage (of the file, without a path), or ''."""
        node = self._nodes.get(_folded(path)) if path else self._ole.root
        return str(node.clsid) if node is not None else ""


def _folded(path: Path) -> Path:
    return tuple(name.upper() for name in path)
