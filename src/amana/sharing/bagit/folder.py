"""Looking into a bag without ever leaving it (RFC 8493 section 5.1).

Links are not followed on the way; a link to a file is read only if the file lies inside the bag.
"""
# ruff: noqa: PTH116, PTH118, PTH119 - paths stay raw bytes, because names in a bag need not be UTF-8

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from amana.acquire import opened
from amana.sharing.bagit.ledger import Ledger
from amana.sharing.bagit.rules import Findings

_AT_ONCE = 1000
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY


class BagFolder:
    """The base folder of a bag. Paths are bytes relative to it."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(os.fsencode(root))

    @property
    def name(self) -> bytes:
        """What the folder is called."""
        return os.path.basename(self._root)

    def place(self, path: bytes) -> bytes:
        """Return where a path of the bag is."""
        return os.path.join(self._root, path)

    def walk(self, ledger: Ledger, findings: Findings) -> Iterator[int]:
        """Take every file of the bag down in `ledger`; yield how many as it goes."""
        done = 0
        ledger.push(b"")
        while (here := ledger.pop()) is not None:
            files: list[tuple[bytes, int, bool]] = []
            try:
                flags = os.O_RDONLY | os.O_DIRECTORY
                with (
                    opened(self.place(here), flags, follow=False) as descriptor,
                    os.scandir(descriptor) as inside,
                ):
                    for entry in inside:
                        self._look(here, entry, ledger, files, findings)
                        if len(files) >= _AT_ONCE:
                            done += len(files)
                            ledger.found(files)
                            files.clear()
                            yield done
            except OSError as error:
                findings.error("folder-unreadable", here or b".", error.strerror)
            done += len(files)
            ledger.found(files)
            yield done

    def _look(
        self,
        here: bytes,
        entry: os.DirEntry[str],
        ledger: Ledger,
        files: list[tuple[bytes, int, bool]],
        findings: Findings,
    ) -> None:
        path = os.path.join(here, os.fsencode(entry.name))
        if entry.is_dir(follow_symlinks=False):
            ledger.push(path)
        elif entry.is_file(follow_symlinks=False):
            files.append((path, entry.stat(follow_symlinks=False).st_size, False))
        elif entry.is_symlink():
            size = self._size_behind(path, findings)
            if size is not None:
                files.append((path, size, True))
        else:
            findings.error("special-file", path)

    def _size_behind(self, path: bytes, findings: Findings) -> int | None:
        """Return the size of the file that a link leads to, if it is one of this bag."""
        try:
            status = os.stat(self._inside(path))
        except PermissionError:
            findings.error("link-outside", path)
        except OSError as error:
            findings.error("link-broken", path, error.strerror)
        else:
            if stat.S_ISDIR(status.st_mode):
                findings.error("link-folder", path)
            elif stat.S_ISREG(status.st_mode):
                findings.warning("link-inside", path)
                return status.st_size
            else:
                findings.error("special-file", path)
        return None

    def _inside(self, path: bytes) -> bytes:
        """Return where a path really is.

        Raises:
            PermissionError: that is not in the bag.
        """
        real = os.path.realpath(self.place(path))
        if not real.startswith(self._root.rstrip(b"/") + b"/"):
            raise PermissionError("it leads out of the bag")
        return real

    @contextlib.contextmanager
    def file(self, path: bytes, *, is_link: bool = False) -> Iterator[int]:
        """Have a descriptor of a file of the bag; of no link, unless it is said to be one.

        Raises:
            OSError: it cannot be opened, or is no file of bytes (any more).
        """
        place = self._inside(path) if is_link else self.place(path)
        with opened(place, _FLAGS, follow=False) as descriptor:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise PermissionError("this is no file of bytes")
            yield descriptor

    @contextlib.contextmanager
    def stream(self, path: bytes) -> Iterator[BinaryIO]:
        """Have a stream of a tag file.

        Raises:
            OSError: as of `file`.
        """
        with self.file(path) as descriptor, os.fdopen(os.dup(descriptor), "rb") as stream:
            yield stream

    def _mode(self, path: bytes) -> int:
        try:
            with opened(self.place(path), follow=False) as descriptor:
                return os.fstat(descriptor).st_mode
        except (OSError, ValueError):
            return 0

    def is_folder(self, path: bytes) -> bool:
        """Tell whether a path is a folder, and no link to one."""
        return stat.S_ISDIR(self._mode(path))

    def is_file(self, path: bytes) -> bool:
        """Tell whether a path is a file of bytes, and no link to one."""
        return stat.S_ISREG(self._mode(path))

    def tag_files(self) -> list[bytes]:
        """Return the names in the base folder that begin or end like manifests, in order.

        Raises:
            OSError: the folder cannot be opened.
        """
        with os.scandir(self._root) as inside:
            return sorted(
                entry.name
                for entry in inside
                if entry.name.lower().endswith(b".txt")
                and entry.name.lower().startswith((b"manifest-", b"tagmanifest-"))
            )
