"""Which inputs a list of paths stands for: files, and folders walked in a fixed order.

Links inside a folder are not followed (they may lead out of what was handed over), and things that
are no files of bytes are named as failures, never skipped in silence.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from amana.acquire.paths import absolute, opened


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One file to take in: its path as raw bytes, as the file system spells it.

    `named` tells that a person named this very path: if it is a link, what it leads to is meant.
    """

    path: bytes
    named: bool = False

    @property
    def name(self) -> bytes:
        """The last part of the path."""
        return os.path.basename(self.path)


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """One path that cannot be taken in, and why."""

    path: bytes
    reason: str


class Empty(msgspec.Struct, frozen=True, kw_only=True):
    """One folder that holds nothing: there is nothing to take in, but that it was handed over."""

    path: bytes


_KINDS = (
    (stat.S_ISSOCK, "a socket holds no bytes to preserve"),
    (stat.S_ISFIFO, "a named pipe holds no bytes to preserve"),
    (stat.S_ISBLK, "a device is not read; make an image of it and add the image"),
    (stat.S_ISCHR, "a device is not read; make an image of it and add the image"),
)
_OWN = "this belongs to the archive itself"


def find_inputs(
    paths: Iterable[Path | str], *, leave_out: Path
) -> Iterator[Input | Failed | Empty]:
    """Yield every file below `paths`, folders in the byte order of names.

    `leave_out` is the archive's own folder, of which nothing is ever taken in.
    """
    own = os.path.realpath(os.fsencode(leave_out))
    for path in paths:
        try:
            raw = absolute(os.fsencode(path))
            with opened(raw) as descriptor:  # a link that a person names is meant: it is followed
                mode = os.fstat(descriptor).st_mode
        except OSError as error:
            yield Failed(path=os.fsencode(path), reason=_missing(os.fsencode(path), error))
            continue
        except ValueError:
            shown = str(path).encode("utf-8", "replace")
            yield Failed(path=shown, reason="no file can have this name")
            continue
        if _is_inside(raw, own):
            yield Failed(path=raw, reason=_OWN)
        elif stat.S_ISDIR(mode):
            yield from _walk(raw, own)
        elif stat.S_ISREG(mode):
            yield Input(path=raw, named=True)
        else:
            yield Failed(path=raw, reason=_why_not(mode))


def _walk(folder: bytes, own: bytes) -> Iterator[Input | Failed | Empty]:
    """Yield what a folder holds, without recursion, so that depth costs no stack."""
    own_folder = _identity(os.stat(own))
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with opened(here, os.O_RDONLY | os.O_DIRECTORY, follow=here == folder) as descriptor:
                if _identity(os.fstat(descriptor)) == own_folder:
                    yield Failed(path=here, reason=_OWN)
                    continue
                found = _look_into(descriptor)
        except OSError as error:
            yield Failed(path=here, reason=f"the folder cannot be opened: {error.strerror}")
            continue
        if not found:
            yield Empty(path=here)
        folders = []
        for name, mode, reason in found:
            path = os.path.join(here, name)
            if reason is not None:
                yield Failed(path=path, reason=reason)
            elif stat.S_ISDIR(mode):
                folders.append(path)
            else:
                yield Input(path=path)
        waiting.extend(reversed(folders))


def _look_into(folder: int) -> list[tuple[bytes, int, str | None]]:
    """Return name, kind and, where it cannot be taken in, the reason of each thing in a folder."""
    with os.scandir(folder) as entries:
        names = sorted(os.fsencode(entry.name) for entry in entries)
    found: list[tuple[bytes, int, str | None]] = []
    for name in names:
        try:
            mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        except OSError as error:
            found.append((name, 0, f"it cannot be looked at: {error.strerror}"))
            continue
        if stat.S_ISLNK(mode):
            found.append((name, mode, _why_no_link(name, folder)))
        elif stat.S_ISDIR(mode) or stat.S_ISREG(mode):
            found.append((name, mode, None))
        else:
            found.append((name, mode, _why_not(mode)))
    return found


def _why_not(mode: int) -> str:
    for is_kind, reason in _KINDS:
        if is_kind(mode):
            return reason
    return "this is no file of bytes"


def _why_no_link(name: bytes, folder: int) -> str:
    try:
        os.stat(name, dir_fd=folder)
    except OSError as error:
        return "a link that leads in a circle" if error.errno == errno.ELOOP else "a broken link"
    return "a link is not followed; add what it points to"


def _missing(path: bytes, error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "a link that leads in a circle"
    if isinstance(error, FileNotFoundError):
        with contextlib.suppress(OSError):
            if os.path.islink(path):
                return "a broken link"
        return "there is no such path"
    return f"it cannot be looked at: {error.strerror}"


def _is_inside(path: bytes, own: bytes) -> bool:
    real = os.path.realpath(path)
    return real == own or real.startswith(own + b"/")


def _identity(status: os.stat_result) -> tuple[int, int]:
    return (status.st_dev, status.st_ino)
