"""Compound files ([MS-CFB]): storages and streams, whatever damage there is, within bounds."""

from __future__ import annotations

import struct
from typing import NamedTuple

import olefile  # type: ignore[import-untyped]  # it has no types

from amana.reading.notices import Code
from amana.reading.readers.intake import Content, GiveUp, stream

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_STORAGE, _ROOT = 1, 5
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
        self._bound_sizes()
        self.entries = tuple(
            Entry(tuple(path), self._size(tuple(path))) for path in self._listed(streams=True)
        )
        self._places = {_folded(entry.path): entry.path for entry in reversed(self.entries)}
        self.storages = tuple(tuple(path) for path in self._listed(streams=False))

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

    def _bound_sizes(self) -> None:
        for entry in self._ole.direntries:
            if entry is not None and entry.size > self._document.size:
                entry.size = self._document.size
                self.damaged += 1

    def _listed(self, *, streams: bool) -> list[list[str]]:
        try:
            listed: list[list[str]] = self._ole.listdir(streams=streams, storages=not streams)
        except (*_BROKEN, *_BROKEN_TOO):
            self.damaged += 1
            return []
        return listed

    def _size(self, path: Path) -> int:
        try:
            return int(self._ole.get_size(list(path)))
        except (*_BROKEN, *_BROKEN_TOO):
            return 0

    def has(self, *path: str) -> bool:
        """Tell whether there is a stream of this path; case does not count."""
        return _folded(path) in self._places

    def read(self, *path: str) -> bytes | None:
        """Return the bytes of a stream, or None when there is none; what is damaged is counted."""
        place = self._places.get(_folded(path))
        if place is None:
            return None
        try:
            data: bytes = self._ole.openstream(list(place)).read()
        except (*_BROKEN, *_BROKEN_TOO):
            self.damaged += 1
            return None
        self.damaged += len(data) < self._size(place)
        return data

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
        try:
            if not path:
                return str(self._ole.root.clsid) if self._ole.root else ""
            return str(self._ole.getclsid(list(path)))
        except (*_BROKEN, *_BROKEN_TOO):
            return ""


def _folded(path: Path) -> Path:
    return tuple(name.upper() for name in path)
