"""Erasing objects where they stand: tombstones in packs, large objects overwritten and unlinked.

Every step is durable before the next, so that a crash leaves something that the next call finishes.
The name goes first: whoever looks for the object meanwhile finds none, rather than wrong bytes.
What a disk keeps beneath its file system, or an older snapshot of it, is out of reach.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from amana.core import IntegrityError
from amana.core.durable import erase_file, storage_errors, sync_folder, write_all, write_zeros
from amana.vault.check import object_path
from amana.vault.packs import pack_path
from amana.vault.ports import Extent
from amana.vault.ustar import BLOCK, ERASED, extent, header, parse

_SEALED = 0o444
_OPEN = 0o644


def erase_member(packs: Path, place: Extent, digests: Collection[str], *, sealed: bool) -> None:
    """Turn the member at `place` into a tombstone; its digest must be one of `digests`.

    Raises:
        IntegrityError: neither such a member nor its tombstone stands there.
        StorageFull: no room (on file systems that write to another place).
        UnavailableError: the file system refused.
    """
    path = pack_path(packs, place.pack)
    with storage_errors(path):
        if sealed and not path.is_symlink():
            path.chmod(_OPEN)
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            _require_member(descriptor, path, place, digests)
            _write_at(descriptor, place.offset, header(ERASED, place.size))
            os.fdatasync(descriptor)
            write_zeros(descriptor, place.offset + BLOCK, extent(place.size) - BLOCK)
            os.fdatasync(descriptor)
            if sealed:
                os.fchmod(descriptor, _SEALED)
        finally:
            os.close(descriptor)


def _require_member(descriptor: int, path: Path, place: Extent, digests: Collection[str]) -> None:
    try:
        name, size = parse(os.pread(descriptor, BLOCK, place.offset))
    except IntegrityError:
        name, size = "", -1
    if size != place.size or (name != ERASED and name not in digests):
        raise IntegrityError(
            f"{path.name} holds something else at byte {place.offset} than what is to be erased",
            remedy="run `amana check`; repair the pack from a replica, then open the archive again",
        )


def erase_object(objects: Path, sha256: str) -> None:
    """Overwrite a large object, remove it and the folders that it leaves empty.

    Raises:
        UnavailableError: the file system refused.
    """
    path = object_path(objects, sha256)
    with storage_errors(path):
        if path.is_symlink():  # it leads to something that is not ours
            path.unlink()
        elif path.exists():
            erase_file(path)
        _remove_empty(path.parent, objects)


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove folders that hold nothing: their names are the beginning of a digest."""
    while folder != top:
        if folder.is_dir():
            try:
                folder.rmdir()
            except OSError:  # another object begins alike
                sync_folder(folder)
                return
        folder = folder.parent
        if folder.is_dir():
            sync_folder(folder)


def _write_at(descriptor: int, offset: int, data: bytes) -> None:
    os.lseek(descriptor, offset, os.SEEK_SET)
    write_all(descriptor, data)
