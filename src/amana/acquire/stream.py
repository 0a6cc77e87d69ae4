"""Reading one file exactly once, and noticing when it changes meanwhile."""

from __future__ import annotations

import io
import os
import stat
import time
from typing import TYPE_CHECKING

from amana.acquire.paths import open_path
from amana.core import UnavailableError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_TICK = 0.02
"""Seconds. The kernel stamps files with a clock that stands still for up to 10 ms at a time."""


class InputUnreadable(UnavailableError):
    """The bytes of an input cannot be read from where they lie."""

    code = "input-unreadable"


class ChangedWhileRead(InputUnreadable):
    """The file was written to while it was being read; what was read is no state it ever had."""

    code = "changed-while-read"


class SteadyFile(io.RawIOBase):
    """A file as a raw stream that refuses to end if the file changed since it was opened.

    The refusal comes at the end of the stream, before anything is kept of it. Without `follow`, a
    link that was put in the place of the file meanwhile is not followed.

    Raises:
        InputUnreadable: it cannot be opened, or is no file of bytes (any more).
    """

    def __init__(self, path: bytes, *, follow: bool = False) -> None:
        super().__init__()
        # Not waiting for a pipe's other end, should there be a pipe by now.
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY
        self._descriptor = -1
        self._taken = 0
        try:
            self._descriptor = open_path(path, flags, follow=follow)
            self._before = _settled(self._descriptor)
        except OSError as error:
            self.close()
            raise _unreadable(error) from error
        if not stat.S_ISREG(self._before.st_mode):
            self.close()
            raise InputUnreadable(
                "this is no file of bytes", remedy="add a copy of what it stands for"
            )

    @property
    def size(self) -> int:
        """The size in bytes when the file was opened."""
        return self._before.st_size

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; at the end, make sure that the file is still the same.

        Raises:
            ChangedWhileRead: size, times or identity differ, or it grows while it is read.
            InputUnreadable: the file system cannot give the bytes.
        """
        left = self.size - self._taken + 1  # one more than there should be: no more is asked for
        try:
            chunk = os.read(self._descriptor, left if size < 0 else min(size, left))
            self._taken += len(chunk)
            at_the_end = not chunk and size != 0
            changed = at_the_end and _identity(os.fstat(self._descriptor)) != _identity(
                self._before
            )
        except OSError as error:
            raise _unreadable(error) from error
        if changed or self._taken > self.size:
            raise ChangedWhileRead(
                "it changed while it was being read",
                remedy="add it again when nothing writes to it, or add a copy of it",
            )
        return chunk

    def readall(self) -> bytes:
        """Return everything up to the end."""
        return b"".join(iter(self.read, b""))

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer`, as `read` does."""
        view = memoryview(buffer).cast("B")
        chunk = self.read(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        super().close()


def _settled(descriptor: int) -> os.stat_result:
    """Return the status of a file whose next change will show in its times.

    A change within the same tick of the kernel's clock as the one before it would not.
    """
    status = os.fstat(descriptor)
    age = time.time() - max(status.st_mtime, status.st_ctime)
    if 0 <= age < _TICK:
        time.sleep(_TICK - age)
        status = os.fstat(descriptor)
    return status


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _unreadable(error: OSError) -> InputUnreadable:
    return InputUnreadable(
        f"it cannot be read: {error.strerror}",
        remedy="make it readable for the one who adds it, or add a copy of it",
    )
