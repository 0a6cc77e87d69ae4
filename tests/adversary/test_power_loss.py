"""The power fails: what was not made durable is gone, or not, in any combination.

Killing a process proves nothing about this, for the kernel keeps what was written. Here each call
that changes the disk is noted, with a model of what POSIX promises: `fsync` of a file makes its
bytes durable, `fsync` of a folder the names in it, and nothing else does. From the model every disk
is built that a power cut may leave, and the archive on it is opened.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@dataclass(eq=False)
class File:
    """The bytes of a file as written, and as a power cut would leave them."""

    data: bytearray = field(default_factory=bytearray)
    durable: bytes = b""


@dataclass(eq=False)
class Folder:
    """The names in a folder as they are, and as a power cut would leave them."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    durable: dict[str, File | Folder] = field(default_factory=dict)


class Disk:
    """A model of the folder `root`: follows the calls that change it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.top = self._load(root)
        self._opened: dict[int, File | Folder] = {}
        self.changes = 0
        self.on_change: Callable[[], None] = lambda: None

    def _load(self, path: Path) -> Folder:
        """Take in what lies there already; it is durable."""
        folder = Folder()
        for entry in sorted(path.iterdir()):
            if entry.is_dir():
                folder.names[entry.name] = self._load(entry)
            else:
                data = entry.read_bytes()
                folder.names[entry.name] = File(bytearray(data), data)
        folder.durable = dict(folder.names)
        return folder

    def _place(self, path: str | Path, dir_fd: int | None = None) -> tuple[Folder, str] | None:
        """Return the folder that a path stands in and its name there, if it is on this disk."""
        if dir_fd is not None:
            folder = self._opened.get(dir_fd)
            return (folder, os.fspath(path)) if isinstance(folder, Folder) else None
        try:
            *parents, name = Path(path).relative_to(self.root).parts
        except ValueError:
            return None
        folder = self.top
        for parent in parents:
            below = folder.names.get(parent)
            if not isinstance(below, Folder):
                return None
            folder = below
        return folder, name

    def _find(self, path: str | Path, dir_fd: int | None = None) -> File | Folder | None:
        if Path(path) == self.root:
            return self.top
        place = self._place(path, dir_fd)
        return place[0].names.get(place[1]) if place else None

    def _changed(self) -> None:
        self.changes += 1
        self.on_change()

    # What the calls do, after the real one has been made.

    def open(self, descriptor: int, path: str | Path, flags: int, dir_fd: int | None) -> None:
        place = self._place(path, dir_fd)
        if flags & os.O_CREAT and place and place[1] not in place[0].names:
            place[0].names[place[1]] = File()
            self._changed()
        found = self._find(path, dir_fd)
        if isinstance(found, File) and flags & os.O_TRUNC:
            found.data.clear()
        if found is not None:
            self._opened[descriptor] = found

    def close(self, descriptor: int) -> None:
        self._opened.pop(descriptor, None)

    def write(self, descriptor: int, data: bytes) -> None:
        found = self._opened.get(descriptor)
        if isinstance(found, File):
            found.data += data  # every writer here appends, or begins with an empty file
            self._changed()

    def ftruncate(self, descriptor: int, size: int) -> None:
        found = self._opened.get(descriptor)
        if isinstance(found, File):
            del found.data[size:]
            self._changed()

    def fsync(self, descriptor: int) -> None:
        match self._opened.get(descriptor):
            case File() as file:
                file.durable = bytes(file.data)
            case Folder() as folder:
                folder.durable = dict(folder.names)
        self._changed()

    def mkdir(self, path: str | Path) -> None:
        if place := self._place(path):
            place[0].names[place[1]] = Folder()
            self._changed()

    def unlink(self, path: str | Path, dir_fd: int | None) -> None:
        if (place := self._place(path, dir_fd)) and place[0].names.pop(place[1], None):
            self._changed()

    def link(self, source: str | Path, target: str | Path) -> None:
        found, place = self._find(source), self._place(target)
        if found and place:
            place[0].names[place[1]] = found
            self._changed()

    def rename(self, source: str | Path, target: str | Path) -> None:
        self.link(source, target)
        self.unlink(source, None)

    # What a power cut leaves.

    def after_a_power_cut(self, keep: Callable[[], bool], to: Path) -> None:
        """Build a disk on which each thing that is not durable is there only if `keep` says so."""
        self._build(self.top, keep, to)

    def _build(self, folder: Folder, keep: Callable[[], bool], to: Path) -> None:
        to.mkdir()
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
                self._build(found, keep, to / name)
            else:
                (to / name).write_bytes(_left(found, keep))


def _left(file: File, keep: Callable[[], bool]) -> bytes:
    """Return the bytes of a file: the durable ones, all, or an append that was cut short."""
    now, then = bytes(file.data), file.durable
    if now == then or not keep():
        return then
    if now.startswith(then) and keep():
        return now[: (len(then) + len(now)) // 2]
    return now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Callable[[Disk], None]:
    """Return what lets a model follow the calls of this process."""

    def follow(disk: Disk) -> None:
        def after(name: str, note: Callable[..., None]) -> None:
            call = getattr(os, name)

            def made(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - of any call
                answer = call(*arguments, **named)
                note(answer, *arguments, **named)
                return answer

            monkeypatch.setattr(os, name, made)

        def opened(
            answer: int, path: str, flags: int, _mode: int = 0, *, dir_fd: int | None = None
        ) -> None:
            disk.open(answer, path, flags, dir_fd)

        after("open", opened)
        after("write", lambda count, fd, data: disk.write(fd, bytes(data)[:count]))
        after("ftruncate", lambda _, fd, size: disk.ftruncate(fd, size))
        after("fsync", lambda _, fd: disk.fsync(fd))
        after("fdatasync", lambda _, fd: disk.fsync(fd))
        after("close", lambda _, fd: disk.close(fd))
        after("mkdir", lambda _, path, *_mode: disk.mkdir(path))
        after("rename", lambda _, source, target: disk.rename(source, target))
        after("link", lambda _, source, target: disk.link(source, target))
        after("unlink", lambda _, path, dir_fd=None: disk.unlink(path, dir_fd))
        after("rmdir", lambda _, path, dir_fd=None: disk.unlink(path, dir_fd))

    return follow


@pytest.fixture(scope="module")
def story() -> ModuleType:
    """Load the story from beside this file."""
    path = Path(__file__).with_name("crashing.py")
    spec = spec_from_file_location("crashing", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["crashing"] = module
    spec.loader.exec_module(module)
    return module


def choices(seed: int) -> Iterator[tuple[str, Callable[[], bool]]]:
    """Yield ways of choosing what survives: nothing, everything, and one at random."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated, no secret
    yield "nothing", lambda: False
    if seed % 4 == 0:
        yield "everything", lambda: True
    yield "something", lambda: chance.random() < 0.5


def cut_the_power(
    folder: Path, story: ModuleType, watch: Callable[[Disk], None], step: int
) -> tuple[int, dict[str, list[str]]]:
    """Commit the groups; cut the power after every `step`-th change; return what went wrong."""
    place = story.Place(folder / "archive").create()
    disk = Disk(place.root)
    acked: list[tuple[int, str | None]] = []
    cuts: list[tuple[Path, str, list[tuple[int, str | None]]]] = []

    def cut() -> None:
        if disk.changes % step == 0:
            disk.on_change = lambda: None
            for how, keep in choices(disk.changes):
                left = folder / f"{disk.changes}-{how}"
                disk.after_a_power_cut(keep, left)
                cuts.append((left, how, list(acked)))
            disk.on_change = cut

    opened = story.Opened(place)
    watch(disk)
    disk.on_change = cut
    for group in story.GROUPS:
        acked += opened.commit(group)
    disk.on_change = lambda: None
    wrong = {}
    for left, how, promised in cuts:
        after = story.Place(left)
        for cache in left.glob("cache/*"):
            cache.unlink()  # of no account; SQLite's writes are not followed
        if found := story.troubles(after, promised, again=story.GROUPS[-1]):
            wrong[f"{left.name} {how}"] = found
    return len(cuts), wrong


@pytest.mark.timeout(300)
def test_a_power_cut_takes_nothing_that_was_acknowledged(
    tmp_path: Path, story: ModuleType, watch: Callable[[Disk], None]
) -> None:
    cuts, wrong = cut_the_power(tmp_path, story, watch, 4)
    assert wrong == {}
    assert cuts >= 50


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_a_power_cut_after_every_change_takes_nothing_that_was_acknowledged(
    tmp_path: Path, story: ModuleType, watch: Callable[[Disk], None]
) -> None:
    cuts, wrong = cut_the_power(tmp_path, story, watch, 1)
    assert wrong == {}
    assert cuts >= 200


def test_the_model_forgets_what_was_not_made_durable(
    tmp_path: Path, watch: Callable[[Disk], None]
) -> None:
    root = tmp_path / "disk"
    (root / "sub").mkdir(parents=True)
    (root / "old").write_bytes(b"old")
    disk = Disk(root)
    watch(disk)
    descriptor = os.open(root / "new", os.O_WRONLY | os.O_CREAT)
    os.write(descriptor, b"bytes")
    os.fsync(descriptor)
    os.write(descriptor, b" and more")
    (root / "old").rename(root / "sub" / "moved")
    left = tmp_path / "left"

    def lost(number: int) -> dict[str, bytes]:
        disk.after_a_power_cut(lambda: False, left / str(number))
        return {
            str(path.relative_to(left / str(number))): path.read_bytes()
            for path in (left / str(number)).rglob("*")
            if path.is_file()
        }

    left.mkdir()
    assert lost(1) == {"old": b"old"}, "no name is durable yet"
    folder = os.open(root, os.O_RDONLY)
    os.fsync(folder)
    assert lost(2) == {"new": b"bytes"}, "the new name is, the moved one is lost altogether"
    below = os.open(root / "sub", os.O_RDONLY)
    os.fsync(below)
    assert lost(3) == {"new": b"bytes", "sub/moved": b"old"}
    os.fsync(descriptor)
    assert lost(4) == {"new": b"bytes and more", "sub/moved": b"old"}
    for opened in (descriptor, folder, below):
        os.close(opened)
