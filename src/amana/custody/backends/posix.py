"""The log as a folder: `head`, `checkpoint`, `tile/`, `payloads/`, with fsync discipline.

Layout and commit order: docs/reference/formats/custody.md.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from amana.core import CustodyError
from amana.core.durable import make_folders, replace_file, storage_errors, sync_folder, write_all
from amana.custody.head import Head, decode_head, encode_head
from amana.custody.ports import SEGMENT
from amana.custody.tiles import number_path

_STAGED = "staged."


class PosixLog:
    """A `LogStorage` below `folder`; staging and quarantine stand below `work`."""

    def __init__(self, folder: Path, work: Path) -> None:
        self.folder = folder
        self.work = work
        self._head = folder / "head"

    def head(self) -> Head | None:
        """Return the committed state."""
        try:
            return decode_head(self._head.read_bytes())
        except FileNotFoundError:
            return None

    def swap_head(self, expected: Head | None, new: Head) -> None:
        """Replace the head if it still is `expected`; the rename is the commit."""
        if self.head() != expected:
            raise CustodyError(
                "another writer has moved the head of this log",
                remedy="stop the other writer; an archive has one committer at a time",
            )
        make_folders(self.folder)
        make_folders(self.work)
        replace_file(self._head, encode_head(new), staging=self.work)

    def append_payloads(self, first: int, lines: Sequence[bytes]) -> None:
        """Append lines to their segments, one fsync a segment."""
        at = 0
        while at < len(lines):
            index = first + at
            room = SEGMENT - index % SEGMENT
            self._append(self._segment(index), b"".join(lines[at : at + room]))
            at += room

    def _append(self, path: Path, data: bytes) -> None:
        with storage_errors(path):
            make_folders(path.parent)
            new = not path.exists()
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            descriptor = os.open(path, flags, 0o644)
            try:
                write_all(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if new:
                sync_folder(path.parent)

    def _segment(self, index: int) -> Path:
        return self.folder / "payloads" / f"{number_path(index // SEGMENT)}.jsonl"

    def payloads(self, start: int, end: int) -> Iterator[bytes]:
        """Yield payload lines, one segment in memory at a time."""
        index = start
        while index < end:
            path = self._segment(index)
            try:
                lines = path.read_bytes().splitlines(keepends=True)
            except FileNotFoundError:
                lines = []
            stop = min(end, index - index % SEGMENT + SEGMENT)
            chosen = lines[index % SEGMENT : index % SEGMENT + stop - index]
            yield from chosen
            if len(chosen) < stop - index:
                raise CustodyError(
                    f"the payload of entry {index + len(chosen)} is missing from {path.name}"
                )
            index = stop

    def cut_payloads(self, size: int) -> bool:
        """Move uncommitted lines to quarantine: the tail of the open segment and later ones."""
        found = False
        number = size // SEGMENT
        while (path := self._segment(number * SEGMENT)).exists():
            keep = max(0, size - number * SEGMENT)
            lines = path.read_bytes().splitlines(keepends=True)
            if len(lines) > keep:
                found = True
                self._quarantine(f"payloads-{number}.jsonl", b"".join(lines[keep:]))
                with storage_errors(path):
                    if keep:
                        _truncate(path, sum(map(len, lines[:keep])))
                    else:
                        path.unlink()
                        sync_folder(path.parent)
            number += 1
        return found

    def _quarantine(self, name: str, data: bytes) -> None:
        folder = self.work / "quarantine"
        make_folders(folder)
        number = sum(1 for _ in folder.iterdir())
        replace_file(folder / f"{number:06d}-{name}", data, staging=self.work)

    def stage(self, size: int, resources: Mapping[str, bytes]) -> None:
        """Keep files aside in one bundle, so that one fsync makes them durable."""
        make_folders(self.work)
        staged = self.work / f"{_STAGED}{size}"
        replace_file(staged, msgspec.msgpack.encode(dict(resources)), staging=self.work)

    def publish(self, size: int) -> bool:
        """Put staged files in their places, the checkpoint last; drop what became superfluous."""
        staged = self.work / f"{_STAGED}{size}"
        done = staged.exists()
        if done:
            resources = msgspec.msgpack.decode(staged.read_bytes(), type=dict[str, bytes])
            for path in sorted(resources, key=lambda p: (p == "checkpoint", p)):
                target = self.folder / path
                make_folders(target.parent)
                replace_file(target, resources[path], staging=self.work)
                if not target.parent.name.endswith(".p"):
                    # A full tile makes its partial ones superfluous (tlog-tiles, Partial Tiles).
                    shutil.rmtree(target.with_name(f"{target.name}.p"), ignore_errors=True)
        for leftover in [*self.work.glob(f"{_STAGED}*"), *self.work.glob("*.new")]:
            with contextlib.suppress(FileNotFoundError):
                leftover.unlink()
        return done

    def read(self, path: str) -> bytes:
        """Return a file of the log."""
        try:
            return (self.folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise CustodyError(f"custody/{path} is missing") from None

    def paths(self) -> Iterator[str]:
        """Yield the path of every file and link below the folder."""
        for base, folders, names in os.walk(self.folder):
            folders.sort()
            for name in sorted(names):
                yield str((Path(base) / name).relative_to(self.folder))


def _truncate(path: Path, size: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.ftruncate(descriptor, size)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
