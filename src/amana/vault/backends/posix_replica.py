"""A replica as a folder: a disk that is plugged in, a share that is mounted.

Files are written beside, in `.incoming/` of the folder, and get their name in one step. No hard
links are needed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from amana.core import IntegrityError, NotFound, UsageError, uuid7
from amana.core.durable import make_folders, storage_errors, sync_folder, write_all
from amana.vault.challenge import Challenge, answer_to, stretch
from amana.vault.scan import readable

_BUFFERED = 4 << 20
_INCOMING = ".incoming"


class PosixReplica:
    """A `Replica` below `folder`, which is made when something is put into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / _INCOMING
        self._touched: set[Path] = set()

    def files(self, under: str = "") -> Iterator[tuple[str, int]]:
        """Yield path and size of everything."""
        waiting = [self._place(f"{under}/…").parent if under else self.folder]
        while waiting:
            with readable(waiting[-1]):
                try:
                    found = list(os.scandir(waiting.pop()))
                except (FileNotFoundError, NotADirectoryError):
                    continue
            for entry in found:
                path = Path(entry.path)
                if path == self._incoming:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                    continue
                plain = entry.is_file(follow_symlinks=False)
                size = entry.stat(follow_symlinks=False).st_size if plain else -1
                yield str(path.relative_to(self.folder)), size

    def size(self, path: str) -> int | None:
        """Return the size of a plain file."""
        with readable(self._place(path)):
            try:
                found = self._place(path).lstat()
            except (FileNotFoundError, NotADirectoryError):
                return None
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    def open(self, path: str) -> BinaryIO:
        """Return a file; a link is none."""
        place = self._place(path)
        with readable(place):
            try:
                descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            except (FileNotFoundError, NotADirectoryError):
                raise NotFound(f"{path} is not in the replica {self.folder}") from None
        return os.fdopen(descriptor, "rb")

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write beside, durably, and rename."""
        place = self._place(path)
        with storage_errors(place):
            make_folders(self._incoming)
            beside = self._incoming / f"{uuid7()}"
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            descriptor = os.open(beside, flags, 0o644)
        try:
            _write(descriptor, pieces, place)
            with storage_errors(place):
                self._make_room(place)
                beside.rename(place)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        finally:
            os.close(descriptor)
        self._touched.add(place.parent)

    def _make_room(self, place: Path) -> None:
        """Make the folders of a file; what is no plain folder on the way is refused."""
        make_folders(place.parent)
        if place.is_dir() and not place.is_symlink():
            place.rmdir()  # only an empty one can be

    def extend(self, path: str, at: int, pieces: Iterable[bytes]) -> None:
        """Cut and append."""
        place = self._place(path)
        with storage_errors(place):
            descriptor = os.open(place, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if os.fstat(descriptor).st_size < at:
                raise IntegrityError(f"{path} of the replica {self.folder} is too short")
            with storage_errors(place):
                os.ftruncate(descriptor, at)
                os.lseek(descriptor, at, os.SEEK_SET)
            _write(descriptor, pieces, place)
        finally:
            os.close(descriptor)

    def remove(self, path: str) -> None:
        """Remove a file or link."""
        place = self._place(path)
        with storage_errors(place):
            place.unlink(missing_ok=True)
        self._touched.add(place.parent)

    def settle(self) -> None:
        """Make the names in every folder that was touched durable; drop what is half-written."""
        with storage_errors(self.folder):
            for folder in sorted(self._touched):
                if folder.is_dir():
                    sync_folder(folder)
            self._touched.clear()
            shutil.rmtree(self._incoming, ignore_errors=True)

    def answer(self, nonce: bytes, challenge: Challenge) -> str | None:
        """Read the bytes and answer."""
        try:
            with self.open(challenge.path) as stream, readable(self._place(challenge.path)):
                return answer_to(nonce, stretch(stream, challenge))
        except (NotFound, IntegrityError):
            return None

    def _place(self, path: str) -> Path:
        """Return where a path leads.

        Raises:
            UsageError: it leads out of the replica.
            IntegrityError: it leads through a link.
        """
        parts = PurePosixPath(path).parts
        if not parts or ".." in parts or path.startswith("/") or "\0" in path:
            raise UsageError(f"{path!r} is no path of a replica")
        place = self.folder
        for part in parts[:-1]:
            place /= part
            if place.is_symlink():
                raise IntegrityError(
                    f"{place} of the replica is a link: what it leads to is no copy, and may be "
                    "the archive itself",
                    remedy="remove the link, and run `amana replicate`",
                )
        return place / parts[-1]


def _write(descriptor: int, pieces: Iterable[bytes], place: Path) -> None:
    """Write pieces, some at a time, durably; errors of `pieces` itself pass as they are."""
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        if len(buffer) >= _BUFFERED:
            with storage_errors(place):
                write_all(descriptor, memoryview(buffer))
            buffer = bytearray()
    with storage_errors(place):
        write_all(descriptor, memoryview(buffer))
        os.fsync(descriptor)
