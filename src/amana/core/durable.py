"""Writing to a POSIX file system so that what was acknowledged survives a power cut.

`fsync` of a file makes its bytes durable, `fsync` of a folder makes its names durable; both are
needed. A failed fsync means that nothing is known about the bytes any more: it is never retried
(the kernel may have dropped the dirty pages), the caller must give up and be opened again.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from amana.core.errors import StorageFull, UnavailableError

_ZEROS = bytes(1 << 20)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn errors of the file system at `path` into errors that say what to do.

    Raises:
        StorageFull: no space or quota left.
        UnavailableError: any other failure of the file system.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(
                f"no room left while writing {path}",
                remedy="free space on this disk and run the command again; "
                "nothing that was acknowledged is lost",
            ) from error
        raise UnavailableError(
            f"the file system refused to write {path}: {error.strerror}",
            remedy="check the disk and the permissions of the archive, then run the command again",
        ) from error


def sync_folder(folder: Path) -> None:
    """Make the names inside `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folders(folder: Path, mode: int = 0o755) -> None:
    """Create `folder` and its missing parents, each of them durably."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode)
        sync_folder(path.parent)


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write every byte of `data`; a short write is continued."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def erase_file(path: Path) -> None:
    """Overwrite a plain file where it lies and remove it, durably; one that is gone is no error.

    On disks that write to another place (flash, copy-on-write) its old bytes may stay beneath.
    """
    with storage_errors(path), contextlib.suppress(FileNotFoundError):
        path.chmod(0o600)
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            write_zeros(descriptor, 0, os.fstat(descriptor).st_size)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        path.unlink()
        sync_folder(path.parent)


def write_zeros(descriptor: int, offset: int, size: int) -> None:
    """Write `size` zero bytes from `offset` on."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    while size:
        written = min(size, len(_ZEROS))
        write_all(descriptor, memoryview(_ZEROS)[:written])
        size -= written


def replace_file(path: Path, data: bytes, *, staging: Path, mode: int = 0o644) -> None:
    """Put `data` at `path` in one step: readers see the old bytes or the new, durably.

    `staging` is a folder on the same file system that may hold leftovers after a crash.
    """
    beside = staging / f"{path.name}.{os.getpid()}.new"
    with storage_errors(path):
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        finally:
            os.close(descriptor)
        beside.rename(path)
        sync_folder(path.parent)
