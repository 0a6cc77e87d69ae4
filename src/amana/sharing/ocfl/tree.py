"""A folder as it is, read without ever following a link and without leaving it.

Each folder and file is opened by its name inside the folder that was opened before it
(`openat`, `O_NOFOLLOW`): no path out of an inventory is ever handed to the file system, and a
link that is put in place while a check runs leads nowhere.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from amana.core import NotFound

DEEPEST = 512
"""Folders nested deeper are not followed; the layouts in use need fewer than ten."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe must not hold us up


class Kind(StrEnum):
    """What a name in a folder stands for."""

    FOLDER = "folder"
    PLAIN = "file"
    LINK = "symbolic link"
    OTHER = "special file"


class Place(NamedTuple):
    """One name in a folder, and what it stands for."""

    name: str
    kind: Kind


class Opened(NamedTuple):
    """A file that was opened: its bytes, size, and which inode with how many names it is."""

    stream: BinaryIO
    size: int
    inode: tuple[int, int]
    names: int


class Tree:
    """An open folder; paths are relative to it, with `/`, and "" is the folder itself."""

    def __init__(self, descriptor: int) -> None:
        self._root = descriptor

    def below(self, path: str) -> Tree:
        """Return the folder at `path` as a tree of its own.

        Raises:
            OSError: it is gone, or became something else.
        """
        return Tree(self._folder(path))

    def __enter__(self) -> Self:
        """Return the tree itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Let go of the folder."""
        os.close(self._root)

    def list(self, path: str = "") -> list[Place]:
        """Return what is in a folder, by name.

        Raises:
            OSError: it cannot be read.
        """
        descriptor = self._folder(path)
        try:
            with os.scandir(descriptor) as found:
                return sorted(Place(entry.name, _kind(entry)) for entry in found)
        finally:
            os.close(descriptor)

    @contextlib.contextmanager
    def open(self, path: str) -> Iterator[Opened]:
        """Open the plain file at `path`.

        Raises:
            OSError: it cannot be read, or it is no plain file.
        """
        folder, _, name = path.rpartition("/")
        if folder:
            parent = self._folder(folder)
            try:
                descriptor = os.open(name, _FILE, dir_fd=parent)
            finally:
                os.close(parent)
        else:
            descriptor = os.open(name, _FILE, dir_fd=self._root)
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(0, "it is no plain file")
            inode = (status.st_dev, status.st_ino)
            yield Opened(stream, status.st_size, inode, status.st_nlink)

    def _folder(self, path: str) -> int:
        """Open a folder, one name after the other."""
        descriptor = os.open(".", _FOLDER, dir_fd=self._root)
        for name in path.split("/") if path else ():
            try:
                inner = os.open(name, _FOLDER, dir_fd=descriptor)
            finally:
                os.close(descriptor)
            descriptor = inner
        return descriptor


def open_tree(root: Path) -> Tree:
    """Open the folder `root`; it may be named through links.

    Raises:
        NotFound: there is none.
    """
    try:
        return Tree(os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
    except OSError as error:
        raise NotFound(
            f"{root} cannot be looked at: {error.strerror}",
            remedy="name the folder of an OCFL object or of a storage root",
        ) from error


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_dir(follow_symlinks=False):
        return Kind.FOLDER
    return Kind.PLAIN if entry.is_file(follow_symlinks=False) else Kind.OTHER
