"""Which inputs a list of paths stands for: files, and folders walked in a fixed order.

Links inside a folder are not followed (they may lead out of what was handed over), and things that
are no files of bytes are named as failures, never skipped in silence.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One file to take in: its path as raw bytes, as the file system spells it."""

    path: bytes

    @property
    def name(self) -> bytes:
        """The last part of the path."""
        return os.path.basename(self.path)


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """One path that cannot be taken in, and why."""

    path: bytes
    reason: str


_KINDS = (
    (stat.S_ISSOCK, "a socket holds no bytes to preserve"),
    (stat.S_ISFIFO, "a named pipe holds no bytes to preserve"),
    (stat.S_ISBLK, "a device is not read; make an image of it and add the image"),
    (stat.S_ISCHR, "a device is not read; make an image of it and add the image"),
)


def find_inputs(paths: Iterable[Path | str], *, leave_out: Path) -> Iterator[Input | Failed]:
    """Yield every file below `paths`, folders in the byte order of names.

    `leave_out` is the archive's own folder, which is never taken into itself.
    """
    own = os.path.realpath(os.fsencode(leave_out))
    for path in paths:
        raw = os.path.abspath(os.fsencode(path))
        try:
            status = os.stat(raw)  # a link that a person names is meant: it is followed
        except OSError as error:
            yield Failed(path=raw, reason=_missing(raw, error))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(raw, own)
        else:
            yield _judge(raw, status)


def _walk(folder: bytes, own: bytes) -> Iterator[Input | Failed]:
    """Yield what a folder holds, without recursion, so that depth costs no stack."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        if os.path.realpath(here) == own:
            yield Failed(path=here, reason="this is the archive's own folder")
            continue
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield Failed(path=here, reason=f"the folder cannot be opened: {error.strerror}")
            continue
        folders = []
        for entry in entries:
            path = os.path.join(here, entry.name)
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                yield Failed(path=path, reason=_missing(path, error))
                continue
            if stat.S_ISDIR(status.st_mode):
                folders.append(path)
            else:
                yield _judge(path, status)
        waiting.extend(reversed(folders))


def _judge(path: bytes, status: os.stat_result) -> Input | Failed:
    if stat.S_ISREG(status.st_mode):
        return Input(path=path)
    if stat.S_ISLNK(status.st_mode):
        exists = os.path.exists(path)
        reason = "a link is not followed; add what it points to" if exists else "a broken link"
        return Failed(path=path, reason=reason)
    for is_kind, reason in _KINDS:
        if is_kind(status.st_mode):
            return Failed(path=path, reason=reason)
    return Failed(path=path, reason="this is no file of bytes")


def _missing(path: bytes, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "a broken link" if os.path.islink(path) else "there is no such path"
    return f"it cannot be looked at: {error.strerror}"
