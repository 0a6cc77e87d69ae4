"""Opening paths as evidence has them: any bytes, and longer than the system takes in one call."""
# ruff: noqa: PTH109, PTH118 - paths stay raw bytes, because names of evidence need not be UTF-8

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator

_REACH = 4000
"""Bytes of a path that are handed to the system at once; it takes 4095 (PATH_MAX, limits.h)."""

_ONLY_LOOK = getattr(os, "O_PATH", os.O_RDONLY)  # needs no permission to read, where there is one


def absolute(path: bytes) -> bytes:
    """Return where a path leads from the current folder.

    `..` behind a link leaves the folder that the link leads to, as the system understands it.

    Raises:
        FileNotFoundError: the path is empty, or the current folder is gone.
    """
    if not path:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    whole = path if path.startswith(b"/") else os.path.join(os.getcwdb(), path)
    if b".." in whole.split(b"/"):
        folder, name = os.path.split(whole)
        real = os.path.realpath(whole if name == b".." else folder)
        whole = real if name == b".." else os.path.join(real, name)
    return b"/" + os.path.normpath(whole).lstrip(b"/")


@contextlib.contextmanager
def opened(path: bytes, flags: int = _ONLY_LOOK, *, follow: bool = True) -> Iterator[int]:
    """Open a path for the length of a `with`; by default only to look at what it is."""
    descriptor = open_path(path, flags, follow=follow)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def open_path(path: bytes, flags: int, *, follow: bool) -> int:
    """Return a descriptor of `path`; without `follow`, a link at its end is an error.

    Raises:
        OSError: as of `os.open`.
        ValueError: the path holds a zero byte.
    """
    flags |= os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    folder: int | None = None
    try:
        while len(path) > _REACH:
            cut = path.rfind(b"/", 0, _REACH)
            if cut < 0:
                raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
            deeper = os.open(
                path[: cut + 1], _ONLY_LOOK | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder
            )
            if folder is not None:
                os.close(folder)
            folder, path = deeper, path[cut + 1 :]
        return os.open(path, flags, dir_fd=folder)
    finally:
        if folder is not None:
            os.close(folder)
