"""The check of the vault: re-read bytes and name what is damaged, missing or stray."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

from amana.core import CHUNK, IntegrityError, is_sha256
from amana.records import Problem
from amana.vault.packs import pack_numbers, pack_path
from amana.vault.ports import Extent, Verdict
from amana.vault.scan import Scan, readable, scan_pack
from amana.vault.units import OnBytes, Reads, Unit, object_unit, pack_unit, read_all, unheard
from amana.vault.wanted import Wanted

_FOLDER = re.compile(r"[0-9a-f]{4}")
_UNKNOWN = "is not in the custody log"
_UNLOGGED = "holds a member that was erased, but no entry of the custody log says so"


def object_path(objects: Path, sha256: str) -> Path:
    """Return where the large object of a digest stands: `ab/cd/abcd...`."""
    return objects / sha256[:2] / sha256[2:4] / sha256


class VaultCheck:
    """One check of the vault in `folder` against what the log says should be there.

    That are the digests in `wanted`, and tombstones at `erased` of what stood there once. `state`
    is number and length of the open pack up to which packs are looked at (default: all).
    """

    def __init__(
        self,
        folder: Path,
        wanted: Collection[str],
        *,
        erased: Collection[Extent] = (),
        reads: Reads = read_all,
        on_bytes: OnBytes = unheard,
        state: tuple[int, int] | None = None,
    ) -> None:
        self._folder = folder
        self._packs = folder / "packs"
        self._objects = folder / "objects"
        self._wanted = wanted if isinstance(wanted, Wanted) else Wanted(wanted)
        self._erased = frozenset(erased)
        self._not_erased = set(erased)
        self._reads = reads
        self._on_bytes = on_bytes
        self._state = state
        self._buffer = bytearray(CHUNK)

    def run(self) -> Iterator[Verdict]:
        """Yield a verdict for each object, each stretch of damage, each stray file."""
        there = pack_numbers(self._packs)
        numbers = [n for n in there if self._state is None or n <= self._state[0]]
        yield from self._gaps(numbers)
        for number in numbers:
            yield from self._pack(number, is_open=number == numbers[-1])
        for path in _entries(self._objects):
            yield self._object(path)
        known = {pack_path(self._packs, number) for number in there}
        for path in (*_entries(self._packs), *_children(self._folder)):
            if path not in known | {self._packs, self._objects}:
                yield self._found(path, "does not belong to the vault")
        for place in sorted(self._not_erased):
            detail = "was erased as the custody log says, but that is not to be seen there"
            pack = pack_path(self._packs, place.pack)
            yield self._found(pack, f"{detail} (member at byte {place.offset})")
        for sha256 in self._wanted.missing():
            yield _verdict(f"vault/**/{sha256}", "is missing from the vault", sha256, read=False)

    def beyond(self) -> Iterator[Verdict]:
        """Name whatever lies in packs beyond the state; nobody may be writing."""
        number, length = self._state or (0, 0)
        for later in pack_numbers(self._packs):
            path = pack_path(self._packs, later)
            keep = length if later == number else 0
            try:
                with readable(path):
                    size = path.stat().st_size
            except IntegrityError as error:
                yield self._found(path, error.message.removeprefix(f"{path.name} "))
                continue
            if later >= number and size > keep:
                detail = f"holds bytes that no commit accounts for (from byte {keep})"
                yield self._found(path, detail, size=size - keep)

    def _gaps(self, numbers: list[int]) -> Iterator[Verdict]:
        for before, after in pairwise([0, *numbers]):
            if after > before + 1:
                more = f", with all before {after:08d}.tar" if after > before + 2 else ""
                yield self._found(pack_path(self._packs, before + 1), f"is missing{more}")

    def _pack(self, number: int, *, is_open: bool) -> Iterator[Verdict]:
        path, unit = pack_path(self._packs, number), pack_unit(number)
        last = self._state is not None and number == self._state[0]
        scans = scan_pack(
            self._packs,
            number,
            is_open=last if self._state else is_open,
            hash_bytes=True,
            until=self._state[1] if self._state and last else None,
            only=lambda sha256: self._reads(unit, sha256),
            on_bytes=self._on_bytes,
        )
        try:
            for scan in scans:
                yield self._judge(path, scan, unit)
        except IntegrityError as error:
            detail = error.message.removeprefix(f"{path.name} ")
            yield self._found(path, detail, unit=unit)

    def _judge(self, pack: Path, scan: Scan, unit: Unit) -> Verdict:
        sha256 = scan.member.sha256 if scan.member else None
        wanted = sha256 is None or self._wanted.see(sha256)
        detail = scan.detail or (None if wanted else _UNKNOWN)
        if scan.tombstone is not None:
            self._not_erased.discard(scan.tombstone)
            detail = scan.detail or (None if scan.tombstone in self._erased else _UNLOGGED)
        if detail is None:
            return Verdict(sha256=sha256, size=scan.size, unit=unit, read=scan.read)
        return self._found(
            pack / sha256 if sha256 else pack,
            f"{detail} ({scan.place})",
            sha256,
            scan.size,
            unit=unit,
            read=scan.read,
            stray=scan.detail is None and scan.tombstone is None,
        )

    def _object(self, path: Path) -> Verdict:
        sha256 = path.name
        proper = is_sha256(sha256) and path == object_path(self._objects, sha256)
        if not proper or path.is_symlink() or not path.is_file():
            return self._found(path, "does not belong to the vault")
        wanted, unit = self._wanted.see(sha256), object_unit(sha256)
        read, size, detail = self._reads(unit, sha256), 0, None
        try:
            with readable(path):
                found, size = self._digest(path) if read else (sha256, path.stat().st_size)
            if found != sha256:
                detail = "has other bytes than when it was taken in"
        except IntegrityError as error:
            detail = error.message.removeprefix(f"{path.name} ")
        if detail is None and wanted:
            return Verdict(sha256=sha256, size=size, unit=unit, read=read)
        return self._found(
            path, detail or _UNKNOWN, sha256, size, unit=unit, read=read, stray=detail is None
        )

    def _digest(self, path: Path) -> tuple[str, int]:
        """Return SHA-256 and size of a file."""
        digest, size, view = hashlib.sha256(), 0, memoryview(self._buffer)
        with path.open("rb", 0) as stream:
            while count := stream.readinto(self._buffer):
                digest.update(view[:count])
                size += count
                self._on_bytes(count)
        return digest.hexdigest(), size

    def _found(
        self,
        path: Path,
        detail: str,
        sha256: str | None = None,
        size: int = 0,
        *,
        unit: Unit | None = None,
        read: bool = True,
        stray: bool = False,
    ) -> Verdict:
        # A stray name may be any bytes; what names it is entered in the log, which is Unicode.
        name = os.fsencode(path.relative_to(self._folder)).decode("utf-8", "backslashreplace")
        return _verdict(f"vault/{name}", detail, sha256, size, unit, read=read, stray=stray)


def units_in(folder: Path) -> Iterator[Unit]:
    """Yield the units of the vault in `folder`, in order; objects are not looked at."""
    yield from map(pack_unit, pack_numbers(folder / "packs"))
    for upper in _children(folder / "objects"):
        for lower in _children(upper):
            if _FOLDER.fullmatch(upper.name + lower.name):
                yield Unit("objects", upper.name + lower.name)


def size_of(folder: Path, unit: Unit) -> int:
    """Return how many bytes a unit of the vault in `folder` has."""
    if unit.room == "packs":
        return pack_path(folder / "packs", int(unit.name)).stat().st_size
    below = folder / "objects" / unit.name[:2] / unit.name[2:]
    return sum(path.stat(follow_symlinks=False).st_size for path in _children(below))


def _verdict(
    path: str,
    detail: str,
    sha256: str | None = None,
    size: int = 0,
    unit: Unit | None = None,
    *,
    read: bool = True,
    stray: bool = False,
) -> Verdict:
    problem = Problem(step="originals", path=path, detail=detail)
    return Verdict(sha256=sha256, size=size, problem=problem, unit=unit, read=read, stray=stray)


def _entries(folder: Path) -> Iterator[Path]:
    """Yield everything below `folder` that is no folder of its own; links are not followed."""
    for base, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if (Path(base) / name).is_symlink()]
        yield from (Path(base) / name for name in sorted(names + links))


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
