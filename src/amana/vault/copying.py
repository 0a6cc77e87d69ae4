"""Bringing the vault of a replica up to date: packs and large objects, proven before they count.

Rules:
  1. Nothing is written that was not read whole, hashed and found to be what its name promises. A
     pack that is damaged here never replaces one that is not.
  2. A sealed pack is copied once. It is copied again only if its file here is another one than
     that which was copied (`Stamp`): after an erasure or a repair.
  3. Of the open pack, only the committed length is copied; what was added since is appended.
  4. What is here and not wanted is not copied; what is there and neither here nor wanted, because
     it was erased, is removed there. What is wanted and lost here stays there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from amana.core import CHUNK, IntegrityError, is_sha256
from amana.records import Problem
from amana.vault.check import object_path
from amana.vault.finder import parse_state
from amana.vault.packs import pack_path
from amana.vault.ports import Replica
from amana.vault.scan import readable
from amana.vault.ustar import BLOCK, END, ERASED, extent, padding, parse

PACKS = "vault/packs"
OBJECTS = "vault/objects"


class Stamp(msgspec.Struct, frozen=True):
    """Which file was copied, as far as the file system tells: inode, time of change, size."""

    inode: int
    changed: int
    size: int


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file, None where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return Stamp(found.st_ino, found.st_mtime_ns, found.st_size)


class VaultCopy:
    """One run for one replica. `stamps` (by path) say what was copied before, and are kept current.

    `wanted` tells whether the log names a digest. Of a replica that is `doubted`, large objects are
    compared even where their sizes are the same.
    """

    def __init__(
        self,
        vault: Path,
        replica: Replica,
        stamps: dict[str, Stamp],
        wanted: Callable[[str], bool],
        *,
        doubted: bool = False,
    ) -> None:
        self._packs = vault / "packs"
        self._objects = vault / "objects"
        self._replica = replica
        self._stamps = stamps
        self._wanted = wanted
        self._doubted = doubted
        self.problems: list[Problem] = []
        self.copied = 0

    def run(self, state: str) -> Iterator[int]:
        """Copy what a vault in `state` holds; yield how many bytes were copied so far."""
        last, length = parse_state(state)
        for number in range(1, last + 1):
            if number < last or length:
                path = f"{PACKS}/{pack_path(self._packs, number).name}"
                sealed = number < last
                yield from self._guarded(path, self._pack(number, None if sealed else length))
        yield from self._large()

    def _guarded(self, path: str, work: Iterator[int]) -> Iterator[int]:
        """Do the work on one file; damage is a problem of that file and not the end."""
        try:
            yield from work
        except IntegrityError as error:
            self._problem(path, error.message.removeprefix(f"{path.rpartition('/')[2]} "))

    def _pack(self, number: int, length: int | None) -> Iterator[int]:
        """Copy a pack, of which `length` bytes are committed (None: it is sealed)."""
        source = pack_path(self._packs, number)
        path = f"{PACKS}/{source.name}"
        now, before, there = stamp_of(source), self._stamps.get(path), self._replica.size(path)
        if now is None:
            raise IntegrityError("is missing here")
        end = now.size if length is None else length
        if there == end and before == now:
            return
        pieces = _Counted(pack_pieces(source, 0, end, sealed=length is None), self)
        if before and there is not None and _grew(before, now, there, end):
            pieces = _Counted(pack_pieces(source, there, end, sealed=length is None), self)
            self._replica.extend(path, there, pieces)
        elif there != end or not self._same(source, path, end):
            self._replica.put(path, pieces)
        self._stamps[path] = Stamp(now.inode, now.changed, end)
        yield self.copied

    def _same(self, source: Path, path: str, end: int) -> bool:
        """Tell whether the first `end` bytes here are those there; asked where no stamp is left."""
        with readable(source), source.open("rb") as here, self._replica.open(path) as there:
            left = end
            while left and (piece := here.read(min(left, CHUNK))):
                if there.read(len(piece)) != piece:
                    return False
                left -= len(piece)
        return not left

    def _large(self) -> Iterator[int]:
        there = dict(self._replica.files(OBJECTS))
        for path in objects_in(self._objects):
            name = f"{OBJECTS}/{path.relative_to(self._objects)}"
            size = there.pop(name, None)
            if (size != path.stat().st_size or self._doubted) and self._wanted(path.name):
                yield from self._guarded(name, self._object(path, name, size))
        for name in sorted(there):
            sha256 = name.rpartition("/")[2]
            if name == f"{OBJECTS}/{object_path(Path(), sha256)}" and is_sha256(sha256):
                if self._wanted(sha256):
                    self._problem(name, "is missing here; the replica has it")
                else:
                    self._replica.remove(name)

    def _object(self, source: Path, name: str, there: int | None) -> Iterator[int]:
        own = source.stat().st_size
        if there == own and self._same(source, name, own):
            return
        with readable(source), source.open("rb") as stream:
            self._replica.put(name, _Counted(hashed(stream, source.name), self))
        yield self.copied

    def _problem(self, path: str, detail: str) -> None:
        self.problems.append(Problem(step="originals", path=path, detail=detail))


class _Counted:
    """Pieces that add up in the count of what was copied."""

    def __init__(self, pieces: Iterator[bytes], copy: VaultCopy) -> None:
        self._pieces = pieces
        self._copy = copy

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._copy.copied += len(piece)
            yield piece


def _grew(before: Stamp, now: Stamp, there: int, end: int) -> bool:
    """Tell whether the file is the one that was copied, with more behind it."""
    return before.inode == now.inode and before.size == there < end


def pack_pieces(path: Path, start: int, end: int, *, sealed: bool) -> Iterator[bytes]:
    """Yield the bytes `start` to `end` of a pack, each member after it was hashed.

    Raises:
        IntegrityError: something there is not what it should be; nothing of it was yielded.
    """
    with readable(path), path.open("rb") as pack:
        pack.seek(start)
        at = start
        while at < end:
            if sealed and end - at == len(END):
                if pack.read(len(END)) != END:
                    raise IntegrityError(f"{path.name} is damaged at byte {at}")
                yield END
                return
            member = _member(pack, end - at)
            if member is None:
                raise IntegrityError(f"{path.name} is damaged in the member at byte {at}")
            yield member
            at += len(member)
        if sealed:
            raise IntegrityError(f"{path.name} is not sealed")


def _member(pack: BinaryIO, left: int) -> bytes | None:
    """Return the next member with header and padding, if it is whole and what it says."""
    block = pack.read(BLOCK)
    try:
        name, size = parse(block)
    except IntegrityError:
        return None
    if extent(size) > left:
        return None
    rest = pack.read(extent(size) - BLOCK)
    if name == ERASED:
        right = not any(rest)
    else:
        right = hashlib.sha256(memoryview(rest)[:size]).hexdigest() == name
    whole = len(rest) == extent(size) - BLOCK and rest[size:] == padding(size)
    return block + rest if whole and right else None


def hashed(stream: BinaryIO, sha256: str) -> Iterator[bytes]:
    """Yield a stream; fail at its end if it was not what its name promises.

    Raises:
        IntegrityError: the bytes are others.
    """
    digest = hashlib.sha256()
    while piece := stream.read(CHUNK):
        digest.update(piece)
        yield piece
    if digest.hexdigest() != sha256:
        raise IntegrityError(f"{sha256} has other bytes than when it was taken in")


def objects_in(folder: Path) -> Iterator[Path]:
    """Yield the large objects that stand where they belong, in order."""
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(base) / name
            proper = is_sha256(name) and path == object_path(folder, name)
            if proper and path.is_file() and not path.is_symlink():
                yield path
