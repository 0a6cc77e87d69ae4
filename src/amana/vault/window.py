"""A part of a file as a stream of its own: a member inside a pack."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class _RawWindow(io.RawIOBase):
    """Bytes `start` to `start + size` of a file, read only."""

    def __init__(self, path: Path, start: int, size: int) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), max(0, self._size - self._at))
        self._file.seek(self._start + self._at)
        got = self._file.readinto(view[:wanted]) or 0
        self._at += got
        return got

    def close(self) -> None:
        self._file.close()
        super().close()


class Window(io.BufferedReader):
    """A buffered, seekable stream over a part of a file."""

    def __init__(self, path: Path, start: int, size: int) -> None:
        super().__init__(_RawWindow(path, start, size))
