"""A program: cut the power at every moment of a story, and open the archive that is left.

    LD_PRELOAD=faults.so python replaying.py FOLDER FIRST STEP CHOICES

The story adds small and large files, seals a pack on the way, checks, and adds more; the shim
records every call that changes the disk, with its bytes. Then the power fails after every STEP-th
call from FIRST on, and every disk is built that may be left: nothing of what is not durable,
everything, and CHOICES at random. `sweep.look` opens each. Prints a JSON line for each disk.

Rules of the model, which promises less than any file system that amana runs on:
  1. `fsync` and `fdatasync` of a file make durable what was written to it, and no name.
  2. `fsync` of a folder makes durable the names in it: what they lead to, and which are gone.
  3. Of what is not durable, any part may be there. Of the writes and cuts of a file, any subset, in
     their order; of a write, any of its sectors of 512 bytes (a sector is whole or not there; where
     the file grew, what is missing is zero). Of the names of a folder, any subset. So a rename may
     be half done, may come before an earlier one, and may lead to an empty file.
  4. What was durable stays, unless something that is not durable yet replaces it.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import amana
from amana.archive import Outcome

sweep = importlib.import_module("sweep")  # it lies beside this program

SECTOR = 512

Keep = Callable[[], bool]


class Call(NamedTuple):
    """One recorded call: `path` and `to` below the disk, what was written and where."""

    op: str
    offset: int
    data: bytes
    path: str
    to: str


@dataclass(eq=False)
class File:
    """The durable bytes of a file and what was done to it since: writes, and cuts (no data)."""

    durable: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def synced(self) -> None:
        self.durable, self.since = self.left(lambda: True), []

    def left(self, keep: Keep) -> bytes:
        """Return the bytes that a power cut leaves."""
        data = bytearray(self.durable)
        for offset, written in self.since:
            if written is None:
                if keep():
                    data[offset:] = bytes(max(0, offset - len(data)))
                continue
            for at, sector in _sectors(offset, written):
                if keep():
                    data.extend(bytes(max(0, at - len(data))))
                    data[at : at + len(sector)] = sector
        return bytes(data)


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the parts of a write that lie in one sector each; of a long one, in 64."""
    size = SECTOR if len(data) < 1 << 16 else 64 * SECTOR
    at = offset
    while at < offset + len(data):
        end = min((at // size + 1) * size, offset + len(data))
        yield at, data[at - offset : end - offset]
        at = end


@dataclass(eq=False)
class Folder:
    """The names in a folder as they are, and as they are durable."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    durable: dict[str, File | Folder] = field(default_factory=dict)

    def synced(self) -> None:
        self.durable = dict(self.names)


class Disk:
    """A disk on which calls are made again."""

    def __init__(self, root: Path) -> None:
        """Take in what lies in a folder; all of it is durable."""
        self.top = self._load(root)

    def _load(self, path: Path) -> Folder:
        folder = Folder()
        for entry in sorted(path.iterdir()):
            if entry.is_dir():
                folder.names[entry.name] = self._load(entry)
            elif entry.is_file():
                folder.names[entry.name] = File(entry.read_bytes())
        folder.synced()
        return folder

    def _find(self, path: str) -> File | Folder | None:
        found: File | Folder | None = self.top
        for part in Path(path).parts:
            found = found.names.get(part) if isinstance(found, Folder) else None
        return found

    def _place(self, path: str) -> tuple[dict[str, File | Folder], str]:
        folder = self._find(str(Path(path).parent))
        assert isinstance(folder, Folder), path
        return folder.names, Path(path).name

    def make(self, call: Call) -> None:
        """Make a call again."""
        found = self._find(call.path)
        match call.op:
            case "write" | "truncate":
                if isinstance(found, File):  # not one that was removed and is still written to
                    found.since.append((call.offset, call.data if call.op == "write" else None))
            case "fsync" | "fdatasync":
                if found is not None:
                    found.synced()
            case "create" | "mkdir":
                names, name = self._place(call.path)
                names[name] = File() if call.op == "create" else Folder()
            case "unlink" | "rmdir":
                names, name = self._place(call.path)
                names.pop(name, None)
            case "link" | "rename":
                names, name = self._place(call.to)
                if found is not None:  # a socket is no file of this disk
                    names[name] = found
                    if call.op == "rename":
                        names, name = self._place(call.path)
                        names.pop(name)

    def left(self, keep: Keep, to: Path) -> None:
        """Build what a power cut leaves: what is not durable is there where `keep` says so."""
        self._build(self.top, keep, to, {})

    def _build(self, folder: Folder, keep: Keep, to: Path, built: dict[File, bytes]) -> None:
        to.mkdir(mode=0o700)
        names = dict(folder.durable)
        for name in sorted(folder.names.keys() | folder.durable.keys()):
            now, then = folder.names.get(name), folder.durable.get(name)
            if now is not then and keep():
                if now is None:
                    del names[name]
                else:
                    names[name] = now
        for name, found in names.items():
            if isinstance(found, Folder):
                self._build(found, keep, to / name, built)
            else:
                if found not in built:
                    built[found] = found.left(keep)
                (to / name).write_bytes(built[found])


def recorded(path: Path, below: Path) -> Iterator[Call]:
    """Yield the calls that the shim recorded, with paths as seen from the disk."""
    prefix = f"{below}/"
    with path.open("rb") as file:
        while line := file.readline():
            op, _, offset, length, place, to = line.decode().rstrip("\n").split("\t")
            data = file.read(int(length))
            file.read(1)
            yield Call(op, int(offset), data, place.removeprefix(prefix), to.removeprefix(prefix))


def tell_of(archive: amana.Archive) -> Callable[[Outcome], None]:
    """Return what marks each acknowledgement in the record."""

    def mark(outcome: Outcome) -> None:
        sweep.SHIM.shim_mark(sweep.acknowledged(archive, outcome).encode())

    return mark


def story(here: Path, source: Path) -> int:
    """Add, check, add the rest."""
    few = sorted(source.iterdir())[:3]
    with amana.open(here, actor="Dalia Haddad") as archive:
        archive.add(few, sweep.FORM, read=False, on_outcome=tell_of(archive))
        assert archive.check().ok
        archive.add([source], sweep.FORM, read=False, on_outcome=tell_of(archive))
    return 0


def choices(number: int, count: int) -> Iterator[tuple[str, Keep]]:
    """Yield ways of choosing what survives."""
    yield "nothing", lambda: False
    yield "everything", lambda: True
    for seed in range(count):
        chance = random.Random(number * 1009 + seed)  # noqa: S311 - can be repeated, no secret
        share = chance.choice([0.1, 0.5, 0.9])
        yield f"{share} at random, {seed}", lambda c=chance, s=share: c.random() < s  # type: ignore[misc]  # bound as they are now


def keys_of(template: Path, left: Path) -> None:
    """Put back what `init` made durable long ago and no model need tell of: rights of keys."""
    for path in (left / "keys").iterdir():
        path.chmod((template / "keys" / path.name).stat().st_mode)


def main() -> None:
    """Record, replay, look."""
    folder, first, step, count = Path(sys.argv[1]), *map(int, sys.argv[2:])
    sweep.small_packs()
    source, template = sweep.make(folder)
    here, record, told = folder / "here", folder / "record", folder / "told"
    shutil.copytree(template, here, ignore=shutil.ignore_patterns("*.sock"))
    disk = Disk(here)
    sweep.SHIM.shim_record(os.fsencode(record), os.fsencode(here))
    status = sweep.forked(lambda: story(here, source))
    sweep.SHIM.shim_record(b"", b"")
    assert status == 0, status
    told.touch()
    number = 0
    for call in recorded(record, here):
        if call.op == "mark":
            with told.open("a") as file:
                file.write(f"{call.path}\n")
            continue
        disk.make(call)
        number += 1
        if number >= first and (number - first) % step == 0:
            for what, keep in choices(number, count):
                left = folder / "left"
                disk.left(keep, left)
                keys_of(template, left)
                well = sweep.forked(lambda: sweep.look(left, source, told)) == 0  # noqa: B023 - called at once
                shutil.rmtree(left)
                line = {"call": number, "after": f"{call.op} {call.to or call.path}", "left": what}
                sys.stdout.write(json.dumps({**line, "well": well}) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
