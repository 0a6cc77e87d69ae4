"""Packs: append-only tar files that hold the small objects (docs/reference/formats/vault.md).

A pack is `vault/packs/<number>.tar`. Members are appended; at 1 GiB the pack is sealed with two
zero blocks and made read-only, and the next number begins.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from amana.core import IntegrityError, UnavailableError, uuid7
from amana.core.durable import make_folders, storage_errors, sync_folder, write_all
from amana.vault.ustar import BLOCK, END, extent, header, padding

SEAL_AT = 1 << 30
_BUFFERED = 4 << 20
_NAME = re.compile(r"([0-9]{8,})\.tar")


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Where an object stands: the pack's number, the offset of its first byte, its size."""

    sha256: str
    pack: int
    offset: int
    size: int


def pack_path(folder: Path, number: int) -> Path:
    """Return the path of pack `number` (from 1)."""
    return folder / f"{number:08d}.tar"


def pack_numbers(folder: Path) -> list[int]:
    """Return the numbers of the packs that are there, in order. Nothing but plain files counts."""
    if not folder.is_dir():
        return []
    named = [
        int(match[1])
        for entry in os.scandir(folder)
        if (match := _NAME.fullmatch(entry.name)) and entry.is_file(follow_symlinks=False)
        if pack_path(folder, int(match[1])).name == entry.name
    ]
    return sorted(number for number in named if number)


class PackWriter:
    """Appends to the open pack. `number` and `length` tell how far it is durable after `sync`.

    After a failed write or fsync nothing is known about the pack: every later call is refused.
    """

    def __init__(self, folder: Path, number: int, length: int, seal_at: int = SEAL_AT) -> None:
        self._folder = folder
        self._seal_at = seal_at
        self.number = number
        self.length = length
        self._descriptor: int | None = None
        self._buffer = bytearray()
        self._born = False
        self._broken = False

    def append(self, sha256: str, data: bytes) -> Member:
        """Append a member; return where it stands.

        Raises:
            StorageFull: no room.
            UnavailableError: this or an earlier write failed.
        """
        with self._writing():
            if self.length + extent(len(data)) + len(END) > self._seal_at and self.length:
                self._seal()
            self._buffer += b"".join((header(sha256, len(data)), data, padding(len(data))))
            at = self.length + BLOCK
            self.length += extent(len(data))
            if len(self._buffer) > _BUFFERED:
                self._flush()
        return Member(sha256=sha256, pack=self.number, offset=at, size=len(data))

    def sync(self) -> None:
        """Make every appended member durable."""
        with self._writing():
            if self._buffer:
                self._flush()
            if self._descriptor is not None:
                os.fdatasync(self._descriptor)
            if self._born:
                sync_folder(self._folder)
                self._born = False

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self._broken:
            raise UnavailableError(
                "an earlier write to the vault failed", remedy="open the archive again"
            )
        self._broken = True
        with storage_errors(pack_path(self._folder, self.number)):
            yield
        self._broken = False

    def _flush(self) -> None:
        if self._descriptor is None:
            self._open()
        if self._descriptor is not None:
            write_all(self._descriptor, memoryview(self._buffer))
        self._buffer.clear()

    def _open(self) -> None:
        """Open the pack and make sure that it ends where this writer appends."""
        make_folders(self._folder)
        path = pack_path(self._folder, self.number)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        self._descriptor = os.open(path, flags, 0o644)
        expected = self.length - len(self._buffer)
        size = os.fstat(self._descriptor).st_size
        if size != expected:
            raise IntegrityError(
                f"{path.name} has {size} bytes where {expected} were expected",
                remedy="open the archive again; `amana check` compares the rest",
            )
        self._born = self._born or not size

    def _seal(self) -> None:
        """End the open pack and begin the next."""
        self._buffer += END
        self.length += len(END)
        self._flush()
        if self._descriptor is not None:
            os.fsync(self._descriptor)
            os.fchmod(self._descriptor, 0o444)
        self.close()
        self.number += 1
        self.length = 0

    def close(self) -> None:
        """Let go of the open pack without writing what is still in memory."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def cut_packs(folder: Path, number: int, length: int, quarantine: Path | None) -> None:
    """Move whatever stands behind byte `length` of pack `number` to quarantine.

    Without a quarantine it is dropped: for bytes whose writer is there to say that they do not
    count.

    Raises:
        IntegrityError: the pack is shorter than `length`.
    """
    path = pack_path(folder, number)
    size = path.stat().st_size if path.exists() else 0
    if size < length:
        raise IntegrityError(
            f"{path.name} has {size} bytes, but {length} were committed",
            remedy="do not write to this archive; run `amana check` and restore the pack",
        )
    later = [n for n in pack_numbers(folder) if n > number]
    for stray, keep in [(number, length), *((n, 0) for n in later)]:
        source = pack_path(folder, stray)
        with storage_errors(source):
            size = source.stat().st_size if source.exists() else 0
            if size > keep and quarantine is not None:
                _copy_tail(source, keep, quarantine)
            if size > keep or stray != number:
                _cut(source, keep)


def _copy_tail(path: Path, keep: int, quarantine: Path) -> None:
    make_folders(quarantine)
    beside = quarantine / f"{uuid7()}-{path.name}.from-{keep}"
    with path.open("rb") as source, beside.open("xb") as target:
        source.seek(keep)
        while chunk := source.read(1 << 20):
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    sync_folder(quarantine)


def _cut(path: Path, keep: int) -> None:
    if keep:
        with contextlib.suppress(OSError):
            path.chmod(0o644)  # it may have been sealed after the last commit
        descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.ftruncate(descriptor, keep)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    else:
        path.unlink()
        sync_folder(path.parent)
