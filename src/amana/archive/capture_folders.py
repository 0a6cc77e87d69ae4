"""Where captures lie while they are made: a folder each below `work/captures`, locked meanwhile.

A folder that nobody has locked was left by a crash. It says what was wanted and under which form,
so that what was recorded until then becomes an item after all, which says what it lacks.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from amana.core import prepared, uuid7
from amana.core.durable import make_folders, storage_errors, sync_folder
from amana.records import Form

_ORDER = "order.json"
_PAGE = "page"
_MOST_ORDER = 1 << 20


class CaptureOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder is for: the address, the form of its item, and the watch that it belongs to."""

    url: str
    form: Form
    watch: str | None = None


class CaptureFolder(msgspec.Struct, frozen=True, kw_only=True):
    """The folder of one capture, had alone."""

    path: Path
    order: CaptureOrder

    @property
    def page(self) -> Path:
        """Where the capture itself is written; whoever captures makes it."""
        return self.path / _PAGE

    @property
    def bundle(self) -> Path:
        """Where a bundle is put that is made after a crash."""
        return self.path / "left.wacz"

    @property
    def recorded(self) -> bool:
        """Whether anything was asked for."""
        return self.page.is_dir() and any(self.page.iterdir())


@contextlib.contextmanager
def begun(captures: Path, order: CaptureOrder) -> Iterator[CaptureFolder]:
    """Have a new folder for the length of a `with`; without an error it is removed at the end.

    Raises:
        StorageFull: no room.
    """
    path = captures / str(uuid7())
    with storage_errors(path):
        make_folders(path, 0o700)
        (path / _ORDER).write_bytes(msgspec.json.encode(order))
        sync_folder(path)
    with _locked(path) as mine:
        if not mine:
            raise AssertionError(path)
        yield CaptureFolder(path=path, order=order)
        shutil.rmtree(path, ignore_errors=True)


def left(captures: Path) -> Iterator[CaptureFolder]:
    """Yield each folder that a crash left, had alone meanwhile; drop those that tell nothing."""
    for path in _folders(captures):
        with _locked(path) as mine:
            if not mine:
                continue
            order = _order(path)
            folder = CaptureFolder(path=path, order=order) if order else None
            if folder is None or not folder.recorded:
                shutil.rmtree(path, ignore_errors=True)
                continue
            yield folder


def count_left(captures: Path) -> int:
    """Return how many folders a crash left that something was recorded into."""
    number = 0
    for path in _folders(captures):
        with _locked(path) as mine:
            order = _order(path) if mine else None
            number += order is not None and CaptureFolder(path=path, order=order).recorded
    return number


def drop(folder: CaptureFolder) -> None:
    """Remove a folder whose capture is an item now."""
    shutil.rmtree(folder.path, ignore_errors=True)


def _folders(captures: Path) -> list[Path]:
    if not captures.is_dir():
        return []
    return sorted(path for path in captures.iterdir() if path.is_dir() and not path.is_symlink())


def _order(path: Path) -> CaptureOrder | None:
    try:
        with (path / _ORDER).open("rb") as file:
            return msgspec.json.decode(file.read(_MOST_ORDER), type=prepared(CaptureOrder))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[bool]:
    """Have a folder alone for the length of a `with`; tell whether it could be had."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:  # removed meanwhile by whoever had it
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)
