"""The log as a folder: `head`, `checkpoint`, tiles, payloads, files of entries; all durable.

Layout and commit order: docs/reference/formats/custody.md.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from amana.core import CustodyError, prepared, uuid7
from amana.core.durable import make_folders, replace_file, storage_errors, sync_folder, write_all
from amana.custody.enclosures import is_file_path, taken
from amana.custody.head import Head, decode_head, encode_head
from amana.custody.segments import SEGMENT, segment_path, uncommitted

_STAGED = "staged."
_PUBLISHED = re.compile(
    r"checkpoint|log\.vkey|tile/(entries|[0-9]+)(/x[0-9]{3})*/[0-9]{3}(\.p/[0-9]+)?"
)


class PosixLog:
    """A `LogStorage` below `folder`; staging and quarantine stand below `work`."""

    def __init__(self, folder: Path, work: Path) -> None:
        self.folder = folder
        self.work = work
        self._head = folder / "head"

    def head(self) -> Head | None:
        """Return the committed state."""
        return decode_head(self.read("head")) if os.path.lexists(self._head) else None

    def swap_head(self, expected: Head | None, new: Head) -> None:
        """Replace the head if it still is `expected`; the rename is the commit."""
        if self.head() != expected:
            raise CustodyError(
                "another writer has moved the head of this log",
                remedy="stop the other writer; an archive has one committer at a time",
            )
        with storage_errors(self._head):
            make_folders(self.folder)
            make_folders(self.work)
        replace_file(self._head, encode_head(new), staging=self.work)

    def append_payloads(self, first: int, lines: Sequence[bytes]) -> None:
        """Append lines to their segments, one fsync a segment."""
        at = 0
        while at < len(lines):
            number, place = divmod(first + at, SEGMENT)
            share = lines[at : at + SEGMENT - place]
            self._append(self.folder / segment_path(number), b"".join(share), new=place == 0)
            at += len(share)

    def _append(self, path: Path, data: bytes, *, new: bool) -> None:
        # A segment is made by its first line only: whatever stands there else is not ours.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | (os.O_CREAT | os.O_EXCL if new else 0)
        with storage_errors(path):
            make_folders(path.parent)
            descriptor = os.open(path, flags, 0o644)
            try:
                write_all(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if new:
                sync_folder(path.parent)

    def cut_payloads(self, size: int) -> bool:
        """Move uncommitted lines to quarantine: the tail of the open segment and later ones."""
        cuts = uncommitted(self.read, size)
        for path, length, tail in cuts:
            self._quarantine(path.replace("/", "-"), tail)
            target = self.folder / path
            with storage_errors(target):
                if length:
                    _truncate(target, length)
                else:
                    target.unlink()
                    sync_folder(target.parent)
        return bool(cuts)

    def _quarantine(self, name: str, data: bytes) -> None:
        folder = self.work / "quarantine"
        with storage_errors(folder):
            make_folders(folder)
        replace_file(folder / f"{uuid7()}-{name}", data, staging=self.work)

    def replace_segment(self, number: int, data: bytes) -> None:
        """Replace a segment by a rename."""
        self.read(segment_path(number))
        with storage_errors(self.work):
            make_folders(self.work)
        replace_file(self.folder / segment_path(number), data, staging=self.work)

    def stage(self, size: int, resources: Mapping[str, bytes]) -> None:
        """Keep files aside in one bundle, so that one fsync makes them durable."""
        with storage_errors(self.work):
            make_folders(self.work)
        bundle = msgspec.msgpack.encode(dict(resources))
        replace_file(self._staged(size), bundle, staging=self.work)

    def staged(self, size: int) -> Mapping[str, bytes] | None:
        """Return the files of a bundle."""
        try:
            data = self._staged(size).read_bytes()
        except FileNotFoundError:
            return None
        try:
            resources = msgspec.msgpack.decode(data, type=prepared(dict[str, bytes]))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            resources = {}
        if not resources or not all(map(_may_be_published, resources)):
            raise CustodyError(
                f"work/{_STAGED}{size}, which a crash left, is damaged",
                remedy="do not write to this archive; run `amana check`",
            )
        return resources

    def _staged(self, size: int) -> Path:
        return self.work / f"{_STAGED}{size}"

    def publish(self, size: int) -> None:
        """Put staged files in their places; drop what became superfluous."""
        resources = self.staged(size) or {}
        for path in sorted(resources, key=lambda path: (path == "checkpoint", path)):
            target = self.folder / path
            if is_file_path(path) and self._holds(path, resources[path]):
                continue
            with storage_errors(target):
                make_folders(target.parent)
            replace_file(target, resources[path], staging=self.work)
            if path.startswith("tile/") and not target.parent.name.endswith(".p"):
                # A full tile makes its partial ones superfluous (tlog-tiles, Partial Tiles).
                shutil.rmtree(target.with_name(f"{target.name}.p"), ignore_errors=True)
        self.drop_staged()

    def _holds(self, path: str, data: bytes) -> bool:
        """Tell whether a file of an entry has been published before a crash.

        Raises:
            CustodyError: there is something else.
        """
        if not os.path.lexists(self.folder / path):
            return False
        if self.read(path) != data:
            raise taken(path)
        return True

    def drop_staged(self) -> None:
        """Drop bundles, and what a crash left of files that were to replace others."""
        for leftover in [*self.work.glob(f"{_STAGED}*"), *self.work.glob("*.new")]:
            # What cannot be removed now is superfluous all the same, and is tried again.
            with contextlib.suppress(OSError):
                leftover.unlink()

    def read(self, path: str) -> bytes:
        """Return a file of the log. A link is none: what it leads to is not below this folder."""
        place = self.folder / path
        try:
            if not stat.S_ISREG(place.lstat().st_mode):
                raise CustodyError(f"custody/{path} is not a plain file")
            return place.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise CustodyError(f"custody/{path} is missing") from None
        except OSError as error:
            raise CustodyError(f"custody/{path} cannot be read: {error.strerror}") from error

    def paths(self) -> Iterator[str]:
        """Yield the path of every file and link below the folder."""
        found = []
        for base, folders, names in os.walk(self.folder):
            links = [name for name in folders if (Path(base) / name).is_symlink()]
            found += [str((Path(base) / name).relative_to(self.folder)) for name in names + links]
        yield from sorted(found)


def _may_be_published(path: str) -> bool:
    return _PUBLISHED.fullmatch(path) is not None or is_file_path(path)


def _truncate(path: Path, size: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.ftruncate(descriptor, size)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
