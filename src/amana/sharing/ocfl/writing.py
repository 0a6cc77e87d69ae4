"""Writing a storage root of OCFL 1.1: each object is there whole, or not at all.

An object is built aside, made durable, and put in its place by one rename. Whatever a crash leaves
behind lies in the folder of an extension, where the specification allows anything, and is cleared
by the next run; objects that are there and whole are left as they are.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

import msgspec

from amana.core import IntegrityError, UsageError
from amana.core.durable import (
    make_folders,
    replace_file,
    storage_errors,
    sync_folder,
    write_all,
)
from amana.sharing.ocfl.digests import CHUNK, Tally
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import CONTENT_FOLDER, INVENTORY, Inventory
from amana.sharing.ocfl.judging import Judging
from amana.sharing.ocfl.layouts import HASHED_WITH_ID, Layout, read_layout
from amana.sharing.ocfl.roots import EXTENSIONS, LAYOUT
from amana.sharing.ocfl.spelling import (
    ALGORITHM,
    FIXITY,
    OBJECT_DECLARATION,
    ROOT_DECLARATION,
    VERSION,
    About,
    sidecar,
    spell,
    spell_inventory,
)
from amana.sharing.ocfl.tree import open_tree

STAGING = "amana-staging"
README = "README.txt"
_CONFIG = f"{HASHED_WITH_ID}/config.json"
_SYNCS = 8  # a disk makes several files durable in the time of one


class Part(NamedTuple):
    """One file of an object: its path in the content folder, its bytes, and what they must be."""

    path: str
    open: Callable[[], BinaryIO]
    sha256: str


class Parcel(NamedTuple):
    """One object to write.

    `also` are further logical paths, and the part that each stands for. An object that lies there
    already is the same one if the parts in `same` have the same bytes.
    """

    about: About
    parts: Iterable[Part]
    also: Mapping[str, str]
    same: Mapping[str, str]


class Put(msgspec.Struct, frozen=True, kw_only=True):
    """Where an object lies in its storage root, whether it was `written` now, its bytes."""

    identity: str
    place: str
    written: bool
    size: int


class RootWriter:
    """Puts objects into the storage root in `folder`, which is new, empty, or one of ours."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._layout = Layout(extension_name=HASHED_WITH_ID)
        self._staging = folder / EXTENSIONS / STAGING
        self._lock: int | None = None

    def __enter__(self) -> Self:
        """Make or open the storage root.

        Raises:
            UsageError: the folder holds something else, or another process writes there.
        """
        with storage_errors(self._folder):
            self._require()
            make_folders(self._staging)
            self._lock = os.open(self._staging, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(self._lock)
                raise UsageError(
                    f"another export is writing to {self._folder}",
                    remedy="wait until it is done, or name another folder",
                ) from None
            self._clear()
            self._write_root()
        return self

    def __exit__(self, *error: object) -> None:
        """Clear what is not an object."""
        with storage_errors(self._folder):
            self._clear()
            self._staging.rmdir()
        if self._lock is not None:
            os.close(self._lock)

    def put(self, parcel: Parcel) -> Put:
        """Write an object, unless it is there already.

        Raises:
            IntegrityError: a part is not what it must be, or the object that is there is damaged.
            UsageError: an object of this id is there with other contents.
        """
        identity = parcel.about.identity
        place = self._layout.place(identity)
        top = self._missing(place)
        if top is None:
            size = self._require_same(self._folder / place, parcel)
            return Put(identity=identity, place=place, written=False, size=size)
        built = self._staging / place
        with storage_errors(built):
            try:
                size = _build(built, parcel)
                _sync(self._staging / place.split("/")[0])
                (self._staging / top).rename(self._folder / top)
                sync_folder((self._folder / top).parent)
            finally:
                self._clear()
        return Put(identity=identity, place=place, written=True, size=size)

    def _require(self) -> None:
        """Make sure that nothing of anybody else lies here."""
        if not self._folder.exists():
            return
        names = {path.name for path in self._folder.iterdir()}
        if ROOT_DECLARATION[0] in names:
            ours = self._declared_layout() == self._layout
        else:  # the declaration comes last: a run may have been stopped before it
            begun = self._staging.is_dir() and names <= {EXTENSIONS, LAYOUT, README}
            ours = begun or not names
        if not ours:
            raise UsageError(
                f"{self._folder} is neither empty nor a storage root that amana made",
                remedy="name a new folder with -o; nothing is overwritten",
            )

    def _declared_layout(self) -> Layout | None:
        try:
            return read_layout(HASHED_WITH_ID, (self._folder / EXTENSIONS / _CONFIG).read_bytes())
        except (OSError, ValueError):
            return None

    def _write_root(self) -> None:
        """Write what makes a folder a storage root; the declaration last."""
        config = self._folder / EXTENSIONS / _CONFIG
        make_folders(config.parent)
        data = resources.files("amana.sharing.ocfl") / "data"
        layout = {
            "description": "Three folders of three hexadecimal digits each, from the SHA-256 of "
            "the object's id, then a folder named by the percent-encoded id.",
            "extension": HASHED_WITH_ID,
        }
        for path, content in (
            (config, spell(self._layout.parameters())),
            (self._folder / LAYOUT, spell(layout)),
            (self._folder / README, (data / README).read_bytes()),
            (self._folder / ROOT_DECLARATION[0], ROOT_DECLARATION[1]),
        ):
            if not path.exists():
                replace_file(path, content, staging=self._staging)

    def _require_same(self, folder: Path, parcel: Parcel) -> int:
        """Judge an object that is there, every byte of it; return its size."""
        findings = Findings()
        with open_tree(folder) as tree:
            judged = Judging(tree, findings).run()
        if findings.errors or judged.inventory is None:
            first = next(finding for finding in findings.kept if finding.is_error)
            raise IntegrityError(
                f"the object in {folder} is damaged: {first.code} {first.path}: {first.detail}",
                remedy="move it away, and run the same command again to write it anew",
            )
        if any(not _has(judged.inventory, path, sha) for path, sha in parcel.same.items()):
            raise UsageError(
                f"{folder} holds {parcel.about.identity} already, with other contents",
                remedy="name a new folder with -o; nothing is overwritten",
            )
        return judged.size

    def _missing(self, place: str) -> str | None:
        """Return the topmost part of a place that is not there yet; None: all of it is.

        All of it comes into its place by one rename, so that no empty folder is ever left.

        Raises:
            UsageError: the way there leads over something that is no folder.
        """
        parts = place.split("/")
        for number in range(1, len(parts) + 1):
            path = "/".join(parts[:number])
            try:
                mode = (self._folder / path).lstat().st_mode
            except FileNotFoundError:
                return path
            if not stat.S_ISDIR(mode):
                raise UsageError(
                    f"{self._folder / path} is a link or a file, where a folder belongs",
                    remedy="see how it came there; nothing is written over it",
                )
        return None

    def _clear(self) -> None:
        for path in self._staging.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _has(inventory: Inventory, path: str, sha256: str) -> bool:
    fixity = inventory.fixity.get(f"{VERSION}/{CONTENT_FOLDER}/{path}", {})
    return fixity.get("sha256") == (sha256,)


def _build(folder: Path, parcel: Parcel) -> int:
    """Write the files of an object into a new folder; return how many bytes its parts have."""
    files: dict[str, dict[str, str]] = {}
    size = 0
    (folder / VERSION).mkdir(parents=True)
    for part in parcel.parts:
        tally = _write_part(folder / VERSION / CONTENT_FOLDER / part.path, part)
        files[part.path] = tally.digests()
        size += tally.size
    inventory = spell_inventory(parcel.about, files, parcel.also)
    beside, stated = sidecar(inventory)
    for home in (folder / VERSION, folder):
        (home / INVENTORY).write_bytes(inventory)
        (home / beside).write_bytes(stated)
    (folder / OBJECT_DECLARATION[0]).write_bytes(OBJECT_DECLARATION[1])
    return size


def _write_part(path: Path, part: Part) -> Tally:
    """Write one file, hashing it on the way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tally = Tally((ALGORITHM, *FIXITY))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        with part.open() as stream:
            while chunk := stream.read(CHUNK):
                tally.update(chunk)
                write_all(descriptor, chunk)
    finally:
        os.close(descriptor)
    if tally.digests()["sha256"] != part.sha256:
        raise IntegrityError(
            f"the bytes of {part.path} are not those that the archive took in; nothing was written",
            remedy="run `amana check`; it names the place",
        )
    return tally


def _sync(top: Path) -> None:
    """Make everything below `top` durable, files first."""
    with ThreadPoolExecutor(_SYNCS) as pool:
        for found in (_files(top), _folders(top)):
            for done in [pool.submit(_sync_one, path) for path in found]:
                done.result()


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _files(top: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(top):
        yield from (Path(folder, name) for name in names)


def _folders(top: Path) -> Iterator[Path]:
    for folder, _, _ in os.walk(top, topdown=False):
        yield Path(folder)
