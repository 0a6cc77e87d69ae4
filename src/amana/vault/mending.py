"""Finding the right bytes of a damaged vault: what the log names, wherever it lies.

Every byte of a pack follows from what it holds, so a damaged stretch is right again when whole
members with the right digests fill it exactly. They come from the pack itself (a damaged header is
computed again), or from a copy. What was erased is a tombstone, whatever a copy still holds. Pure
of writing: it yields what should stand where.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from amana.core import AmanaError, IntegrityError
from amana.vault.check import object_path
from amana.vault.copying import OBJECTS, PACKS, hashed, objects_in
from amana.vault.packs import pack_numbers, pack_path
from amana.vault.ports import Extent, Replica
from amana.vault.scan import Scan, scan_pack
from amana.vault.ustar import BLOCK, END, ERASED, extent, header, padding, parse

OWN = "the vault itself"
_LARGEST = 4 << 30
"""No pack is so long: what a copy has beyond it is not read."""


class VaultSource(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of the vault, by its name."""

    name: str
    replica: Replica


class Patch(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the vault as it should be; `pieces` reads and proves its bytes again.

    Without `pieces`, nothing can be found that is proven; `source` says why.
    """

    path: str
    detail: str
    pieces: Callable[[], Iterator[bytes]] | None
    source: str


class _Part(NamedTuple):
    """A part of a pack: its bytes stand in the pack from `start` to `end`, or are `right`."""

    start: int
    end: int
    right: bytes | None


class VaultMending:
    """Finds what should stand in the vault in `folder`, in which `state` is the open pack.

    `wanted` are the digests that the log names, `erased` the places of what was erased.
    """

    def __init__(
        self,
        folder: Path,
        state: tuple[int, int],
        wanted: Collection[str],
        erased: Collection[Extent],
        sources: Sequence[VaultSource],
    ) -> None:
        self._packs = folder / "packs"
        self._objects = folder / "objects"
        self._last, self._length = state
        self._wanted = wanted
        self._erased = erased
        self._sources = sources

    def packs(self) -> Iterator[Patch]:
        """Yield each pack that is damaged, cut short or missing."""
        there = set(pack_numbers(self._packs))
        for number in range(1, self._last + 1):
            if number == self._last and not self._length:
                continue
            if number not in there:
                yield self._whole(number, "is missing")
                continue
            scans = self._scan(number)
            wrong = [f"{s.detail} ({s.place})" for s in scans if s.detail]
            if self._is_short(number):
                wrong.append("is cut short")
            if wrong:
                yield self._filled(number, scans, "; ".join(wrong))

    def large(self, missing: Collection[str]) -> Iterator[Patch]:
        """Yield each large object that is damaged, and of `missing` digests each that can be had.

        Bytes that stand under the name of another object are found, too.
        """
        misplaced: dict[str, Path] = {}
        damaged: list[str] = []
        for path in objects_in(self._objects):
            with path.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
            if found != path.name:
                misplaced[found] = path
                damaged += [path.name] if path.name in self._wanted else []
        with contextlib.ExitStack() as opened:
            # Opened now: each may be replaced before its bytes are read.
            streams = {
                sha256: opened.enter_context(path.open("rb"))
                for sha256, path in misplaced.items()
                if sha256 in self._wanted
            }
            for sha256 in damaged:
                detail = "has other bytes than when it was taken in"
                yield self._object(sha256, streams.get(sha256), detail)
            for sha256 in missing:
                patch = self._object(sha256, streams.get(sha256), "is missing")
                if patch.pieces is not None:
                    yield patch

    def _object(self, sha256: str, misplaced: BinaryIO | None, detail: str) -> Patch:
        path = f"{OBJECTS}/{object_path(Path(), sha256)}"
        if misplaced is not None:

            def placed() -> Iterator[bytes]:
                misplaced.seek(0)
                yield from hashed(misplaced, sha256)

            return Patch(path=path, detail=detail, source=OWN, pieces=placed)
        for source in self._sources:

            def pieces(source: VaultSource = source) -> Iterator[bytes]:
                with source.replica.open(path) as stream:
                    yield from hashed(stream, sha256)

            if _can_be_read(pieces):
                return Patch(path=path, detail=detail, source=source.name, pieces=pieces)
        return Patch(path=path, detail=detail, source="no copy has its bytes", pieces=None)

    def _scan(self, number: int) -> list[Scan]:
        is_open = number == self._last
        until = self._length if is_open else None
        return list(scan_pack(self._packs, number, is_open=is_open, hash_bytes=True, until=until))

    def _is_short(self, number: int) -> bool:
        size = pack_path(self._packs, number).stat().st_size
        return number == self._last and size < self._length

    def _name(self, number: int) -> str:
        return f"{PACKS}/{pack_path(self._packs, number).name}"

    def _filled(self, number: int, scans: Sequence[Scan], detail: str) -> Patch:
        """Return a pack whose damaged stretches are filled; else that of a copy."""
        parts: list[_Part] = []
        used: set[str] = set()
        size = pack_path(self._packs, number).stat().st_size
        end = self._length if number == self._last else size
        ends = [*(scan.offset for scan in scans[1:]), end]
        for scan, after in zip(scans, ends, strict=True):
            right = None
            if scan.detail is not None:
                filled = self._fill(number, scan.offset, after)
                if filled is None:
                    return self._whole(number, detail)
                right = filled[0]
                used.add(filled[1])
            parts.append(_Part(scan.offset, after, right))
        if not parts or not used or self._is_short(number):
            return self._whole(number, detail)
        return Patch(
            path=self._name(number),
            detail=detail,
            source=", ".join(sorted(used)),
            pieces=lambda: self._joined(number, parts),
        )

    def _joined(self, number: int, parts: Sequence[_Part]) -> Iterator[bytes]:
        """Yield a pack part by part; those that were right are proven once more."""
        with pack_path(self._packs, number).open("rb") as pack:
            for part in parts:
                pack.seek(part.start)
                data = pack.read(part.end - part.start) if part.right is None else part.right
                if self._right(number, part.start, data) != data:
                    raise IntegrityError(f"{self._name(number)} changed while it was repaired")
                yield data

    def _fill(self, number: int, start: int, end: int) -> tuple[bytes, str] | None:
        """Return the right bytes of a damaged stretch, and whose they are."""
        if start >= end:
            return None  # the end is missing: how much went with it, only a copy tells
        with pack_path(self._packs, number).open("rb") as pack:
            pack.seek(start)
            own = pack.read(end - start)
        if (made := self._with_header(own)) is not None:
            return made, OWN
        for source in self._sources:
            with contextlib.suppress(AmanaError), source.replica.open(self._name(number)) as stream:
                stream.seek(start)
                right = self._right(number, start, stream.read(end - start))
                if right is not None and len(right) == end - start:
                    return right, source.name
        return None

    def _with_header(self, own: bytes) -> bytes | None:
        """Return a stretch that is one member whose header or padding is damaged, put right."""
        body = own[BLOCK:]
        for size in range(max(0, len(body) - BLOCK + 1), len(body) + 1):
            if extent(size) == len(own):
                sha256 = hashlib.sha256(body[:size]).hexdigest()
                if sha256 in self._wanted:
                    return header(sha256, size) + body[:size] + padding(size)
        return None

    def _right(self, number: int, start: int, data: bytes) -> bytes | None:
        """Return a stretch as it should be, if it is whole members that the log names or erased.

        What was erased becomes its tombstone; the end of a sealed pack may follow.
        """
        found = bytearray()
        while len(found) < len(data):
            at = len(found)
            if data[at:] == END and number < self._last:
                return bytes(found) + END
            try:
                name, size = parse(data[at : at + BLOCK])
            except IntegrityError:
                return None
            whole = data[at : at + extent(size)]
            content = whole[BLOCK : BLOCK + size]
            if Extent(pack=number, offset=start + at, size=size) in self._erased:
                found += header(ERASED, size) + bytes(extent(size) - BLOCK)
            elif (
                name in self._wanted
                and hashlib.sha256(content).hexdigest() == name
                and whole == header(name, size) + content + padding(size)
            ):
                found += whole
            else:
                return None
        return bytes(found)

    def _whole(self, number: int, detail: str) -> Patch:
        """Return a pack from a copy that has all of it, and all that is right here."""
        path, sealed = self._name(number), number < self._last
        for source in self._sources:

            def pieces(source: VaultSource = source) -> Iterator[bytes]:
                with source.replica.open(path) as stream:
                    data = stream.read(_LARGEST if sealed else self._length)
                right = self._right(number, 0, data)
                whole = right is not None and (right.endswith(END) if sealed else True)
                if right is None or not whole or (not sealed and len(right) != self._length):
                    raise IntegrityError(f"{path} of {source.name} is not whole")
                yield right

            if _can_be_read(pieces) and self._covers(number, source):
                return Patch(path=path, detail=detail, source=source.name, pieces=pieces)
        return Patch(path=path, detail=detail, source="no copy has all of it", pieces=None)

    def _covers(self, number: int, source: VaultSource) -> bool:
        """Tell whether a copy of a pack has every member that is right here."""
        if not pack_path(self._packs, number).is_file():
            return True
        with source.replica.open(self._name(number)) as stream:
            for scan in self._scan(number):
                if scan.member is not None and scan.detail is None:
                    stream.seek(scan.offset)
                    if stream.read(BLOCK) != header(scan.member.sha256, scan.member.size):
                        return False
        return True


def find_in_packs(source: VaultSource, digests: Collection[str]) -> Iterator[bytes]:
    """Yield the bytes of those of some small objects that the packs of a copy have."""
    left = set(digests)
    packs: list[tuple[str, int]] = []
    with contextlib.suppress(AmanaError):
        packs = sorted(source.replica.files(PACKS))
    for path, size in packs:
        with contextlib.suppress(AmanaError), source.replica.open(path) as stream:
            at = 0
            while left and at + BLOCK <= size:
                stream.seek(at)
                try:
                    name, length = parse(stream.read(BLOCK))
                except IntegrityError:
                    at += BLOCK
                    continue
                if name in left:
                    content = stream.read(length)
                    if hashlib.sha256(content).hexdigest() == name:
                        left.remove(name)
                        yield content
                at += extent(length)


def _can_be_read(pieces: Callable[[], Iterator[bytes]]) -> bool:
    """Tell whether pieces can be read, and proven, to their end."""
    try:
        for _ in pieces():
            pass
    except (AmanaError, OSError):
        return False
    return True
