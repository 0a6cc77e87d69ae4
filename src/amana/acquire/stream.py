"""Reading one file exactly once, and noticing when it changes meanwhile."""

from __future__ import annotations

import io
import os
import stat
from typing import TYPE_CHECKING

from amana.core import UnavailableError, UsageError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class ChangedWhileRead(UnavailableError):
    """The file was written to while it was being read; what was read is no state it ever had."""

    code = "changed-while-read"


class SteadyFile(io.RawIOBase):
    """A file as a raw stream that refuses to end if the file changed since it was opened.

    The refusal comes at the end of the stream, before anything is kept of it.
    """

    def __init__(self, path: bytes) -> None:
        super().__init__()
        # Not through a link planted meanwhile, and never waiting for a pipe's other end.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
        self._descriptor = -1
        self._descriptor = os.open(os.path.realpath(path), flags)
        self._before = os.fstat(self._descriptor)
        if not stat.S_ISREG(self._before.st_mode):
            self.close()
            raise UsageError("this is no file of bytes")

    @property
    def size(self) -> int:
        """The size in bytes when the file was opened."""
        return self._before.st_size

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer`; at the end, make sure that the file is still the one that was opened.

        Raises:
            ChangedWhileRead: size, times or identity differ.
        """
        got = os.readv(self._descriptor, [buffer])
        if got == 0 and _identity(os.fstat(self._descriptor)) != _identity(self._before):
            raise ChangedWhileRead(
                "it changed while it was being read",
                remedy="add it again when nothing writes to it, or add a copy of it",
            )
        return got

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        super().close()


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
