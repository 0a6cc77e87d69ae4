"""The bytes of an item, also where they are a slice of what it was found in."""

from __future__ import annotations

import io
import os
from typing import BinaryIO, NamedTuple

from amana.archive.parts import Parts
from amana.catalogue import ItemRow
from amana.core import CHUNK
from amana.core.durable import write_all
from amana.records import Derivation


class Place(NamedTuple):
    """`size` bytes of an object of the vault, from byte `start` on."""

    sha256: str
    start: int
    size: int


def place_of(parts: Parts, row: ItemRow) -> Place:
    """Return where the bytes of an item are: in an object of their own, or in one around them."""
    start, size = 0, row.size
    while row.derivation is Derivation.SLICE and row.parent is not None:
        start += row.start or 0
        row = parts.catalogue.item(row.parent)
    return Place(row.sha256, start, size)


def open_content(parts: Parts, row: ItemRow) -> BinaryIO:
    """Return the bytes of an item as a stream that can seek.

    Raises:
        NotFound: the object that holds them is missing.
    """
    place = place_of(parts, row)
    stream = parts.original(place.sha256)
    if place.sha256 == row.sha256:
        return stream
    return io.BufferedReader(_Window(stream, place.start, place.size))


def descriptor_of(parts: Parts, row: ItemRow) -> tuple[int, int]:
    """Return a descriptor and the byte behind it where the content of an item begins.

    The descriptor holds the object of the vault that the content is in, and nothing else.

    Raises:
        NotFound: that object is missing.
    """
    place = place_of(parts, row)
    with parts.original(place.sha256) as stream:
        if isinstance(getattr(stream, "raw", None), io.FileIO):
            return os.dup(stream.fileno()), place.start
        descriptor = os.memfd_create("original", os.MFD_CLOEXEC)
        while chunk := stream.read(CHUNK):
            write_all(descriptor, chunk)
    return descriptor, place.start


class _Window(io.RawIOBase):
    """A part of a stream, as if it were all of it."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream = stream
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # narrower than any buffer
        self._stream.seek(self._start + self._at)
        data = self._stream.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._stream.close()
        super().close()
