"""Bytes on their way into a record: counted and hashed as they come; on the disk when many."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from amana.acquire.capture.accounts import Digested

IN_MEMORY = 1 << 20
_PIECE = 1 << 18


class Spool:
    """One block of a record: what is kept here is exactly what went over the wire.

    `payload` is hashed from byte `head` on, once that is told.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pieces: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._block = hashlib.sha256()
        self._payload = hashlib.sha256()
        self._head: int | None = None
        self.size = 0

    def write(self, piece: bytes) -> None:
        """Take a piece.

        Raises:
            OSError: the disk does not take it.
        """
        self._block.update(piece)
        if self._head is not None:
            self._payload.update(piece)
        self.size += len(piece)
        if self._file is not None:
            self._file.write(piece)
            return
        self._pieces.append(piece)
        if self.size > IN_MEMORY:
            self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - closed with the spool
            for each in self._pieces:
                self._file.write(each)
            self._pieces.clear()

    def head_ends(self, at: int) -> None:
        """Tell that the payload begins at byte `at`; all up to the end of the piece is here."""
        self._head = at
        seen = 0
        for piece in self.pieces():
            if seen + len(piece) > at:
                self._payload.update(piece[max(0, at - seen) :])
            seen += len(piece)

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes from the first on."""
        if self._file is None:
            yield from self._pieces
            return
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece

    def start(self, most: int) -> bytes:
        """Return the first bytes, at most so many."""
        found = b""
        for piece in self.pieces():
            found += piece[: most - len(found)]
            if len(found) >= most:
                break
        return found

    @property
    def digested(self) -> Digested:
        """What the block is known by."""
        return Digested(sha256=self._block.hexdigest(), bytes=self.size)

    @property
    def payload(self) -> str:
        """SHA-256 of what follows the head; of nothing, where no head was told."""
        return self._payload.hexdigest()

    def close(self) -> None:
        """Give the room back."""
        self._pieces.clear()
        if self._file is not None:
            self._file.close()
