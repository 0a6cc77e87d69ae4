"""Packs: append-only tar files that hold the small objects (docs/reference/formats/vault.md).

A pack is `vault/packs/<number>.tar`. Members are appended; at 1 GiB the pack is sealed with two
zero blocks and made read-only, and the next number begins.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from amana.core import IntegrityError, sha256_hex
from amana.core.durable import make_folders, storage_errors, sync_folder, write_all
from amana.vault.ustar import BLOCK, END, extent, header, padding, parse

SEAL_AT = 1 << 30


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
    """Return the numbers of the packs that are there, in order."""
    if not folder.is_dir():
        return []
    return sorted(int(p.stem) for p in folder.glob("*.tar") if p.stem.isdigit())


class PackWriter:
    """Appends to the open pack. `state` tells how far it is durable after `sync`."""

    def __init__(self, folder: Path, number: int, length: int, seal_at: int = SEAL_AT) -> None:
        self._folder = folder
        self._seal_at = seal_at
        self.number = number
        self.length = length
        self._descriptor: int | None = None
        self._buffer = bytearray()
        self._born: set[int] = set()

    def append(self, sha256: str, data: bytes) -> Member:
        """Append a member; return where it stands."""
        if self.length + extent(len(data)) + len(END) > self._seal_at and self.length:
            self._seal()
        self._buffer += b"".join((header(sha256, len(data)), data, padding(len(data))))
        at = self.length + BLOCK
        self.length += extent(len(data))
        if len(self._buffer) > 4 << 20:
            self._flush()
        return Member(sha256=sha256, pack=self.number, offset=at, size=len(data))

    def _flush(self) -> None:
        path = pack_path(self._folder, self.number)
        with storage_errors(path):
            if self._descriptor is None:
                make_folders(self._folder)
                if not path.exists():
                    self._born.add(self.number)
                flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
                self._descriptor = os.open(path, flags, 0o644)
            write_all(self._descriptor, memoryview(self._buffer))
        self._buffer.clear()

    def _seal(self) -> None:
        """End the open pack and begin the next."""
        self._buffer += END
        self._flush()
        path = pack_path(self._folder, self.number)
        with storage_errors(path):
            if self._descriptor is not None:
                os.fsync(self._descriptor)
                os.fchmod(self._descriptor, 0o444)
            self.close()
        self.number += 1
        self.length = 0

    def sync(self) -> None:
        """Make every appended member durable."""
        if self._buffer:
            self._flush()
        if self._descriptor is not None:
            with storage_errors(pack_path(self._folder, self.number)):
                os.fdatasync(self._descriptor)
                if self._born:
                    sync_folder(self._folder)
                    self._born.clear()

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
        if not source.exists() or source.stat().st_size <= keep:
            if stray != number:
                source.unlink()
            continue
        with storage_errors(source):
            if quarantine is not None:
                _copy_tail(source, keep, quarantine)
            _cut(source, keep)


def _copy_tail(path: Path, keep: int, quarantine: Path) -> None:
    make_folders(quarantine)
    count = sum(1 for _ in quarantine.iterdir())
    beside = quarantine / f"{count:06d}-{path.name}.from-{keep}"
    with path.open("rb") as source, beside.open("wb") as target:
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


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of a pack: a member, or bytes that are none (`detail` says why)."""

    offset: int
    size: int
    member: Member | None = None
    detail: str | None = None


def scan_pack(
    folder: Path, number: int, *, is_open: bool, hash_bytes: bool, start: int = 0
) -> Iterator[Scan]:
    """Walk a pack from byte `start`; with `hash_bytes`, re-read and hash every member.

    A damaged header loses the count of the walk; the next canonical header resumes it, and the
    stretch between is reported.
    """
    path = pack_path(folder, number)
    total = path.stat().st_size
    with path.open("rb") as pack:
        at = start
        while at < total:
            pack.seek(at)
            block = pack.read(BLOCK)
            if block == bytes(len(block)) and total - at <= len(END):
                if is_open or total - at != len(END):
                    yield Scan(offset=at, size=total - at, detail="ends in stray zero bytes")
                return
            try:
                sha256, size = parse(block)
            except IntegrityError:
                until = _next_header(pack, at + BLOCK, total)
                yield Scan(offset=at, size=until - at, detail="has a damaged member header")
                at = until
                continue
            member = Member(sha256=sha256, pack=number, offset=at + BLOCK, size=size)
            detail = _member_detail(pack, member) if hash_bytes else None
            yield Scan(offset=at, size=size, member=member, detail=detail)
            at += extent(size)
        if not is_open:
            yield Scan(offset=total, size=0, detail="is not sealed")


def _member_detail(pack: BinaryIO, member: Member) -> str | None:
    body = pack.read(member.size + -member.size % BLOCK)
    if len(body) < member.size + -member.size % BLOCK:
        return "ends inside a member"
    if sha256_hex(body[: member.size]) != member.sha256:
        return "has other bytes than when it was taken in"
    if any(body[member.size :]):
        return "has padding that is not zero"
    return None


def _next_header(pack: BinaryIO, at: int, total: int) -> int:
    """Return the offset of the next canonical header from `at` on, or the end."""
    while at < total:
        pack.seek(at)
        try:
            parse(pack.read(BLOCK))
        except IntegrityError:
            at += BLOCK
        else:
            return at
    return total
