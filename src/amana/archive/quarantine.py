"""Putting a file in its place by a repair, without losing a byte of what stood there.

Before a place changes, whatever is there gets a second name in quarantine, durably; then the new
file, written beside and made durable, takes the place in one step. A reader that has the old file
open goes on with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

from amana.archive.layout import Layout
from amana.core import uuid7
from amana.core.durable import make_folders, storage_errors, sync_folder, write_all

_STAGING = "mending"
_REPAIRED = "-repaired-"
_NAMED = len(str(uuid7()))
"""The names there begin with a UUID."""
_SEALED = 0o444
_TOLD = 150
"""So many bytes of a path are told in a name; with the rest, it has less than 255."""


class PutAside(NamedTuple):
    """How many lie in quarantine: `left` by crashes and stopped runs, `kept` by repairs."""

    left: int
    kept: int


def put_aside(folder: Path) -> PutAside:
    """Return how many lie in the quarantine `folder`."""
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - names, no paths
    kept = sum(name.startswith(_REPAIRED, _NAMED) for name in names)
    return PutAside(left=len(names) - kept, kept=kept)


class Quarantine:
    """What a repair of one archive replaces, and how."""

    def __init__(self, layout: Layout) -> None:
        self._root = layout.root
        self._staging = layout.work / _STAGING
        self._kept = layout.work / "quarantine"

    def __enter__(self) -> Self:
        """Drop what an earlier repair left half-written."""
        shutil.rmtree(self._staging, ignore_errors=True)
        with storage_errors(self._staging):
            make_folders(self._staging, 0o700)
            make_folders(self._kept)
        return self

    def __exit__(self, *_: object) -> None:
        """Drop what is half-written."""
        shutil.rmtree(self._staging, ignore_errors=True)

    def replace(self, path: str, pieces: Iterable[bytes], *, read_only: bool = False) -> None:
        """Put a file at `path` below the archive; if `pieces` fails, nothing changes.

        Raises:
            StorageFull: no room; nothing changed.
        """
        place, beside = self._root / path, self._staging / f"{uuid7()}"
        with storage_errors(place):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            descriptor = os.open(beside, flags, 0o644)
        try:
            for piece in pieces:
                with storage_errors(place):
                    write_all(descriptor, piece)
            with storage_errors(place):
                if read_only:
                    os.fchmod(descriptor, _SEALED)
                os.fsync(descriptor)
                self._keep(place)
                make_folders(place.parent)
                beside.rename(place)
                sync_folder(place.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        finally:
            os.close(descriptor)

    def _keep(self, place: Path) -> None:
        """Give what stands at a place a second name in quarantine; what is no file moves there."""
        if place.is_symlink() or place.is_dir():
            self.remove(str(place.relative_to(self._root)))
        elif place.exists():
            os.link(place, self._kept / self._name(place))
            sync_folder(self._kept)

    def remove(self, path: str) -> None:
        """Move what stands at `path` below the archive to quarantine.

        Bytes of a name that are no text may be spelled in `path` as a check spells them.
        """
        place = _as_it_is(self._root / path)
        with storage_errors(place):
            place.rename(self._kept / self._name(place))
            sync_folder(self._kept)
            sync_folder(place.parent)

    def _name(self, place: Path) -> str:
        told = os.fsencode(place.relative_to(self._root)).replace(b"/", b"-")[-_TOLD:]
        said = "".join(c if c.isprintable() else "_" for c in told.decode("utf-8", "ignore"))
        return f"{uuid7()}{_REPAIRED}{said}"


def _as_it_is(place: Path) -> Path:
    """Return the place whose name is spelled so."""
    if os.path.lexists(place) or not place.parent.is_dir():
        return place
    for found in place.parent.iterdir():
        if os.fsencode(found.name).decode("utf-8", "backslashreplace") == place.name:
            return found
    return place
