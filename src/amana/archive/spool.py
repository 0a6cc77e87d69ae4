"""Bytes that wait for a committer in another process.

Each group of bytes has a folder below `work/incoming`, locked for as long as its process is there.
A folder that nobody has locked was left by a crash; its bytes were never acknowledged.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from amana.core import CHUNK, Digests, Hasher, IntegrityError, Readable
from amana.core.durable import make_folders, storage_errors, write_all

_NAME = re.compile(r"[0-9A-Za-z_]+/[0-9a-f]{64}\Z")


class Spool:
    """The bytes of one group. Nothing in it is durable; the committer copies and hashes it anew."""

    def __init__(self, incoming: Path) -> None:
        self._incoming = incoming
        self._folder: Path | None = None
        self._lock = -1
        self._staged: dict[str, Digests] = {}

    def __enter__(self) -> Self:
        """Return the spool; its folder is made when it is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Drop everything."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            os.close(self._lock)
            self._folder = None

    def put(self, stream: Readable) -> Digests:
        """Take a stream in to its end.

        Raises:
            StorageFull: no room; what was written of this stream is dropped.
        """
        folder = self._open()
        path = folder / "new"
        hasher = Hasher()
        with storage_errors(path):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            while chunk := stream.read(CHUNK):
                hasher.update(chunk)
                with storage_errors(path):
                    write_all(descriptor, chunk)
        except BaseException:
            path.unlink()
            raise
        finally:
            os.close(descriptor)
        digests = hasher.digests()
        path.replace(folder / digests.sha256)
        self._staged[digests.sha256] = digests
        return digests

    def _open(self) -> Path:
        while self._folder is None:
            with storage_errors(self._incoming):
                make_folders(self._incoming, 0o700)
                folder = Path(tempfile.mkdtemp(dir=self._incoming, prefix="g"))
                lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if folder.is_dir():
                self._folder, self._lock = folder, lock
            else:
                os.close(lock)  # swept away before it was locked
        return self._folder

    def names(self) -> tuple[tuple[str, Digests], ...]:
        """Return what was put: the name below the incoming folder, and the digests."""
        folder = self._folder.name if self._folder else ""
        return tuple((f"{folder}/{sha256}", found) for sha256, found in self._staged.items())

    def open(self, sha256: str) -> BinaryIO:
        """Open what was put and has this digest."""
        return (self._open() / sha256).open("rb")

    def streams(self) -> Iterator[BinaryIO]:
        """Yield what was put, each as a stream."""
        for name, _ in self.names():
            with (self._incoming / name).open("rb") as stream:
                yield stream


def open_spooled(incoming: Path, name: str) -> BinaryIO:
    """Open what another process has put, by the name that it told.

    Raises:
        IntegrityError: that is no name of a spooled file, or there is none.
    """
    if not _NAME.match(name):
        raise IntegrityError(f"{name!r} is no name of a spooled file")
    try:
        descriptor = os.open(incoming / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise IntegrityError(f"the spooled file {name} cannot be read: {error.strerror}") from error
    return os.fdopen(descriptor, "rb")


def sweep(incoming: Path) -> None:
    """Remove what crashed processes left behind."""
    if not incoming.is_dir():
        return
    for path in incoming.iterdir():
        with contextlib.suppress(OSError):
            if not path.is_dir() or path.is_symlink():
                path.unlink()
                continue
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path)
            finally:
                os.close(lock)
