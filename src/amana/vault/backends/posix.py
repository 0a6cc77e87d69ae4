"""The vault as a folder: `objects/` for large objects, `packs/` for small ones.

Bytes are written once and never again: objects are 0444, packs only grow. Nothing counts before
`accept`; what a crash leaves behind is moved to quarantine by `recover`, never deleted.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from amana.core import Digests, Hasher, IntegrityError, NotFound, digest_stream, is_sha256
from amana.core.digests import CHUNK
from amana.core.durable import make_folders, storage_errors, sync_folder, write_all
from amana.records import Problem
from amana.vault.index import PackIndex
from amana.vault.packs import (
    SEAL_AT,
    Member,
    PackWriter,
    Scan,
    cut_packs,
    pack_numbers,
    pack_path,
    scan_pack,
)
from amana.vault.ports import SMALL, Verdict
from amana.vault.window import Window

_STATE = "{number:08d}:{length}"


class PosixVault:
    """A `Vault` below `folder`; `work` holds staging and quarantine, `index` is a cache file."""

    def __init__(self, folder: Path, work: Path, index: Path, *, seal_at: int = SEAL_AT) -> None:
        self._packs = folder / "packs"
        self._objects = folder / "objects"
        self._staging = work / "objects"
        self._quarantine = work / "quarantine"
        self._index = PackIndex(index)
        self._seal_at = seal_at
        self._writer: PackWriter | None = None
        self._state = _STATE.format(number=1, length=0)
        self._members: dict[str, Member] = {}
        self._staged: dict[str, Path] = {}

    @property
    def empty_state(self) -> str:
        """The state of a vault that holds nothing."""
        return _STATE.format(number=1, length=0)

    def put(self, stream: BinaryIO) -> Digests:
        """Take in a stream: small ones into the open pack, others as staged files."""
        first = _read_up_to(stream, SMALL)
        if len(first) < SMALL:
            digests = digest_stream(io.BytesIO(first))
            if digests.sha256 not in self:
                self._members[digests.sha256] = self._open_pack().append(digests.sha256, first)
            return digests
        return self._put_large(first, stream)

    def _put_large(self, first: bytes, stream: BinaryIO) -> Digests:
        make_folders(self._staging)
        hasher = Hasher()
        with storage_errors(self._staging):
            descriptor, name = tempfile.mkstemp(dir=self._staging, prefix="new-")
            path = Path(name)
            try:
                chunk = first
                while chunk:
                    hasher.update(chunk)
                    write_all(descriptor, chunk)
                    chunk = stream.read(CHUNK)
                digests = hasher.digests()
                if digests.sha256 in self:
                    path.unlink()
                else:
                    os.fchmod(descriptor, 0o444)
                    os.fsync(descriptor)
                    staged = self._staging / digests.sha256
                    path.rename(staged)
                    self._staged[digests.sha256] = staged
            except BaseException:
                with contextlib.suppress(OSError):
                    path.unlink()
                raise
            finally:
                os.close(descriptor)
        return digests

    def _open_pack(self) -> PackWriter:
        if self._writer is None:
            number, length = _parse_state(self._state)
            self._writer = PackWriter(self._packs, number, length, self._seal_at)
        return self._writer

    def sync(self) -> str:
        """Make pack and objects durable: staged objects are linked into their places."""
        writer = self._open_pack()
        writer.sync()
        if self._staged:
            sync_folder(self._staging)
        for sha256, staged in self._staged.items():
            target = self._object(sha256)
            with storage_errors(target):
                make_folders(target.parent)
                with contextlib.suppress(FileExistsError):
                    os.link(staged, target)
                sync_folder(target.parent)
        return _STATE.format(number=writer.number, length=writer.length)

    def accept(self) -> None:
        """Count what the last `sync` made durable as committed."""
        writer = self._open_pack()
        self._state = _STATE.format(number=writer.number, length=writer.length)
        self._index.add(self._members.values(), self._state)
        for staged in self._staged.values():
            staged.unlink()
        self._members.clear()
        self._staged.clear()

    def discard(self) -> None:
        """Undo whatever was taken in since the last `accept`."""
        if self._writer is None and not self._staged:
            return
        for sha256, staged in self._staged.items():
            with contextlib.suppress(FileNotFoundError):
                self._object(sha256).unlink()
            staged.unlink(missing_ok=True)
        self._forget_pending()
        cut_packs(self._packs, *_parse_state(self._state), None)

    def _forget_pending(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._members.clear()
        self._staged.clear()

    def recover(self, state: str, committed: Callable[[str], bool]) -> None:
        """Move whatever lies beyond `state` to quarantine and bring the index up to it."""
        self._forget_pending()
        number, length = _parse_state(state)
        cut_packs(self._packs, number, length, self._quarantine)
        self._settle(committed)
        self._state = state
        covered = self._index.state()
        if covered != state:
            self._complete_index(covered, state)

    def _settle(self, committed: Callable[[str], bool]) -> None:
        """Decide about staged objects that a crash left: committed ones stay, others leave.

        An object is linked into its place before the commit and loses its staged name after it.
        """
        if not self._staging.is_dir():
            return
        for staged in sorted(self._staging.iterdir()):
            with storage_errors(staged):
                if is_sha256(staged.name) and committed(staged.name):
                    staged.unlink()
                    continue
                if is_sha256(staged.name):
                    with contextlib.suppress(FileNotFoundError):
                        self._object(staged.name).unlink()
                make_folders(self._quarantine)
                count = sum(1 for _ in self._quarantine.iterdir())
                staged.rename(self._quarantine / f"{count:06d}-{staged.name}")

    def _complete_index(self, covered: str | None, state: str) -> None:
        """Read the headers of what the index does not cover yet."""
        goal = _parse_state(state)
        start = _parse_state(covered) if covered else (1, 0)
        if start > goal:
            self._index.clear()
            start = (1, 0)
        for number in pack_numbers(self._packs):
            if number >= start[0]:
                at = start[1] if number == start[0] else 0
                walk = scan_pack(
                    self._packs, number, start=at, is_open=number == goal[0], hash_bytes=False
                )
                self._index.add((s.member for s in walk if s.member), state)
        self._index.add((), state)

    def open(self, sha256: str) -> BinaryIO:
        """Return a committed object; a member of a pack as a window into it."""
        if self._index.state() is None:
            self._complete_index(None, self._reach())
        member = self._index.find(sha256)
        if member is not None:
            return Window(pack_path(self._packs, member.pack), member.offset, member.size)
        try:
            return self._object(sha256).open("rb")
        except FileNotFoundError:
            raise NotFound(f"the vault has no object {sha256}") from None

    def __contains__(self, sha256: str) -> bool:
        """Tell whether an object is here, committed or pending."""
        return (
            sha256 in self._members
            or sha256 in self._staged
            or self._index.find(sha256) is not None
            or self._object(sha256).exists()
        )

    def _object(self, sha256: str) -> Path:
        if not is_sha256(sha256):
            raise NotFound(f"{sha256!r} is not a SHA-256")
        return self._objects / sha256[:2] / sha256[2:4] / sha256

    def _reach(self) -> str:
        """Return the state that the packs themselves show (for readers without an index)."""
        numbers = pack_numbers(self._packs)
        length = pack_path(self._packs, numbers[-1]).stat().st_size if numbers else 0
        return _STATE.format(number=numbers[-1] if numbers else 1, length=length)

    def check(self, wanted: Collection[str]) -> Iterator[Verdict]:
        """Re-read every pack and object; name what is damaged, missing or stray."""
        missing = set(wanted)
        numbers = pack_numbers(self._packs)
        for number in numbers:
            name = f"vault/packs/{pack_path(self._packs, number).name}"
            is_open = number == numbers[-1]
            for scan in scan_pack(self._packs, number, is_open=is_open, hash_bytes=True):
                yield _judge(name, scan, missing, wanted)
        for path in _files(self._objects):
            yield self._judge_object(path, missing, wanted)
        for stray in self._strays(numbers):
            yield _found(
                f"vault/{stray.relative_to(self._packs.parent)}", "does not belong to the vault"
            )
        for sha256 in sorted(missing):
            yield _found(f"vault/**/{sha256}", "is missing from the vault", sha256)

    def _strays(self, numbers: list[int]) -> Iterator[Path]:
        packs = {pack_path(self._packs, number) for number in numbers}
        yield from (path for path in _files(self._packs) if path not in packs)
        for path in sorted(self._packs.parent.glob("*")):
            if path not in (self._packs, self._objects):
                yield path

    def _judge_object(self, path: Path, missing: set[str], wanted: Collection[str]) -> Verdict:
        name = f"vault/objects/{path.relative_to(self._objects)}"
        sha256 = path.name
        if path.is_symlink() or not path.is_file() or self._place(sha256) != path:
            return _found(name, "does not belong to the vault")
        with path.open("rb") as stream:
            digests = digest_stream(stream)
        missing.discard(sha256)
        if digests.sha256 != sha256:
            return _found(name, "has other bytes than when it was taken in", sha256, digests.size)
        if sha256 not in wanted:
            return _found(name, "is not in the custody log", sha256, digests.size)
        return Verdict(sha256=sha256, size=digests.size)

    def _place(self, sha256: str) -> Path | None:
        return self._object(sha256) if is_sha256(sha256) else None

    def close(self) -> None:
        """Let go of the open pack and the index."""
        self._forget_pending()
        self._index.close()


def _judge(path: str, scan: Scan, missing: set[str], wanted: Collection[str]) -> Verdict:
    sha256 = scan.member.sha256 if scan.member else None
    detail = scan.detail
    if sha256 is not None:
        missing.discard(sha256)
        if detail is None and sha256 not in wanted:
            detail = "is not in the custody log"
    where = path if sha256 is None else f"{path}/{sha256}"
    if detail is None:
        return Verdict(sha256=sha256, size=scan.size)
    return _found(where, f"{detail} (from byte {scan.offset})", sha256, scan.size)


def _found(path: str, detail: str, sha256: str | None = None, size: int = 0) -> Verdict:
    problem = Problem(step="originals", path=path, detail=detail)
    return Verdict(sha256=sha256, size=size, problem=problem)


def _files(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(base) / name for name in sorted(names))


def _parse_state(state: str) -> tuple[int, int]:
    number, _, length = state.partition(":")
    if not (number.isdigit() and length.isdigit()):
        raise IntegrityError(f"{state!r} is not a state of this vault")
    return int(number), int(length)


def _read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """Read until `limit` bytes or the end; a raw stream may give less than asked for."""
    parts: list[bytes] = []
    left = limit
    while left and (chunk := stream.read(left)):
        parts.append(chunk)
        left -= len(chunk)
    return b"".join(parts)
