"""The check of the vault: re-read every byte and name what is damaged, missing or stray."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

from amana.core import IntegrityError, digest_stream, is_sha256
from amana.records import Problem
from amana.vault.packs import pack_numbers, pack_path
from amana.vault.ports import Verdict
from amana.vault.scan import Scan, readable, scan_pack


def object_path(objects: Path, sha256: str) -> Path:
    """Return where the large object of a digest stands: `ab/cd/abcd...`."""
    return objects / sha256[:2] / sha256[2:4] / sha256


class VaultCheck:
    """One check of the vault in `folder` against the digests that the log says should be there."""

    def __init__(self, folder: Path, wanted: Collection[str]) -> None:
        self._folder = folder
        self._packs = folder / "packs"
        self._objects = folder / "objects"
        self._wanted = wanted
        self._missing = set(wanted)

    def run(self) -> Iterator[Verdict]:
        """Yield a verdict for each object, each stretch of damage, each stray file."""
        numbers = pack_numbers(self._packs)
        yield from self._gaps(numbers)
        for number in numbers:
            yield from self._pack(number, is_open=number == numbers[-1])
        for path in _entries(self._objects):
            yield self._object(path)
        known = {pack_path(self._packs, number) for number in numbers}
        for path in (*_entries(self._packs), *_children(self._folder)):
            if path not in known | {self._packs, self._objects}:
                yield self._found(path, "does not belong to the vault")
        for sha256 in sorted(self._missing):
            yield _verdict(f"vault/**/{sha256}", "is missing from the vault", sha256)

    def _gaps(self, numbers: list[int]) -> Iterator[Verdict]:
        for before, after in pairwise([0, *numbers]):
            if after > before + 1:
                more = f", with all before {after:08d}.tar" if after > before + 2 else ""
                yield self._found(pack_path(self._packs, before + 1), f"is missing{more}")

    def _pack(self, number: int, *, is_open: bool) -> Iterator[Verdict]:
        path = pack_path(self._packs, number)
        try:
            for scan in scan_pack(self._packs, number, is_open=is_open, hash_bytes=True):
                yield self._judge(path, scan)
        except IntegrityError as error:
            yield self._found(path, error.message.removeprefix(f"{path.name} "))

    def _judge(self, pack: Path, scan: Scan) -> Verdict:
        sha256 = scan.member.sha256 if scan.member else None
        detail = scan.detail
        if sha256 is not None:
            self._missing.discard(sha256)
            if detail is None and sha256 not in self._wanted:
                detail = "is not in the custody log"
        if detail is None:
            return Verdict(sha256=sha256, size=scan.size)
        place = pack / sha256 if sha256 else pack
        return self._found(place, f"{detail} (from byte {scan.offset})", sha256, scan.size)

    def _object(self, path: Path) -> Verdict:
        sha256 = path.name
        proper = is_sha256(sha256) and path == object_path(self._objects, sha256)
        if not proper or path.is_symlink() or not path.is_file():
            return self._found(path, "does not belong to the vault")
        self._missing.discard(sha256)
        try:
            with readable(path), path.open("rb") as stream:
                digests = digest_stream(stream)
        except IntegrityError as error:
            return self._found(path, error.message.removeprefix(f"{path.name} "), sha256)
        if digests.sha256 != sha256:
            detail = "has other bytes than when it was taken in"
            return self._found(path, detail, sha256, digests.size)
        if sha256 not in self._wanted:
            return self._found(path, "is not in the custody log", sha256, digests.size)
        return Verdict(sha256=sha256, size=digests.size)

    def _found(self, path: Path, detail: str, sha256: str | None = None, size: int = 0) -> Verdict:
        # A stray name may be any bytes; what names it is entered in the log, which is Unicode.
        name = os.fsencode(path.relative_to(self._folder)).decode("utf-8", "backslashreplace")
        return _verdict(f"vault/{name}", detail, sha256, size)


def _verdict(path: str, detail: str, sha256: str | None = None, size: int = 0) -> Verdict:
    problem = Problem(step="originals", path=path, detail=detail)
    return Verdict(sha256=sha256, size=size, problem=problem)


def _entries(folder: Path) -> Iterator[Path]:
    """Yield everything below `folder` that is no folder of its own; links are not followed."""
    for base, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if (Path(base) / name).is_symlink()]
        yield from (Path(base) / name for name in sorted(names + links))


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
