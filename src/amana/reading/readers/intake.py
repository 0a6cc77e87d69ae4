"""What a reader is given: the document to read from, an outlet for what is inside it.

A worker may read the descriptor of its document at a position (`pread64`) and nothing else. So
whatever a reader hands to a library is bytes, or the seekable `stream` of a document.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from typing import Protocol

from amana.reading.notices import Code
from amana.reading.wire import ChildRow

_CHUNK = 16 << 20


class GiveUp(Exception):
    """The document cannot be read; the notice says why."""

    def __init__(self, code: Code, n: int = 0) -> None:
        super().__init__(code.value)
        self.code = code
        self.n = n


class Content(Protocol):
    """The bytes of one original, or of a slice of one. Offsets count from its first byte."""

    size: int

    def at(self, start: int, length: int) -> bytes:
        """Return `length` bytes from `start` on; fewer where the document ends before.

        Raises:
            GiveUp: the file has lost bytes.
        """
        ...


class Outlet(Protocol):
    """Takes out what is found inside a document, as far as the budget goes."""

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """Hand out a child; return whether it was taken.

        `pieces` are its bytes in order, none for a slice. They are asked for as far as the budget
        allows; where it ends, the child is not taken, and the reading says that it was not.
        Whatever `pieces` raises ends the child, which is then not taken, and goes on to the caller.
        """
        ...


class Closed:
    """An outlet that takes nothing: for readers that find nothing, and for warming up."""

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """See `Outlet.child`."""
        del row, pieces
        return False


class DescriptorContent:
    """`size` bytes behind a descriptor, from `start` on."""

    def __init__(self, descriptor: int, start: int, size: int) -> None:
        self._descriptor = descriptor
        self._start = start
        self.size = size

    def at(self, start: int, length: int) -> bytes:
        """See `Content.at`."""
        length = max(0, min(length, self.size - start))
        if 0 < length <= _CHUNK:  # nearly always all of it comes at once
            first = os.pread(self._descriptor, length, self._start + start)
            if len(first) == length:
                return first
        data = bytearray()
        while len(data) < length:
            wanted = min(_CHUNK, length - len(data))
            chunk = os.pread(self._descriptor, wanted, self._start + start + len(data))
            if not chunk:
                raise GiveUp(Code.READER_FAILED)
            data += chunk
        return bytes(data)


class BytesContent:
    """A document in memory: what a reader unpacked itself, and what tests read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def at(self, start: int, length: int) -> bytes:
        """See `Content.at`."""
        return self._data[start : start + length]


def whole(document: Content) -> bytes:
    """Return all bytes of a document."""
    return document.at(0, document.size)


class _Raw(io.RawIOBase):
    """A document as the lowest layer of a file."""

    def __init__(self, document: Content) -> None:
        self._document = document
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # narrower than any buffer
        data = self._document.at(self._at, len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._document.size}[whence]
        if base + offset < 0:
            raise OSError("a place before the beginning of the document")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at


def stream(document: Content, buffer: int = 1 << 16) -> io.BufferedReader:
    """Return a document as a seekable file for libraries; reads ahead by `buffer` bytes."""
    return io.BufferedReader(_Raw(document), buffer)
