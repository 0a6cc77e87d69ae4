"""Writing a storage root of OCFL 1.1: each object is there whole, or not at all.

An object is built aside, made durable, and put in its place by one rename. What is not finished
lies in the folder of an extension, where the specification allows anything; the next run goes on
with it. Objects that are there and whole are left as they are.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import BinaryIO

import msgspec

from amana.core import IntegrityError, UsageError, prepared
from amana.core.durable import make_folders, replace_file, storage_errors, sync_folder
from amana.sharing.ocfl.building import (
    describe,
    digests_at,
    digests_of,
    make_durable,
    write_file,
)
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import CONTENT_FOLDER, Inventory
from amana.sharing.ocfl.judging import Judging
from amana.sharing.ocfl.layouts import HASHED_WITH_ID, Layout, read_layout
from amana.sharing.ocfl.roots import EXTENSIONS, LAYOUT
from amana.sharing.ocfl.spelling import (
    ROOT_DECLARATION,
    VERSION,
    About,
    spell,
    spell_inventory,
)
from amana.sharing.ocfl.tree import open_tree

STAGING = "amana-staging"
README = "README.txt"
_CONFIG = f"{HASHED_WITH_ID}/config.json"
_DIGESTS = "digests.json"
_TREE = "tree"

_Digests = dict[str, dict[str, str]]  # path in the content folder, algorithm, digest


class RootWriter:
    """Puts objects into the storage root in `folder`, which is new, empty, or one of ours.

    First `stage` takes in the large files of an object, then `publish` the rest, and puts it in its
    place. `finish` clears what was staged and not published; `close` lets go.
    """

    def __init__(self, folder: Path) -> None:
        """Make or open the storage root.

        Raises:
            UsageError: the folder holds something else, or another process writes there.
        """
        self._folder = folder
        self._layout = Layout(extension_name=HASHED_WITH_ID)
        self._staging = folder / EXTENSIONS / STAGING
        with storage_errors(folder):
            self._require()
            make_folders(self._staging)
            self._lock = os.open(self._staging, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                self._lock_it()
                self._write_root()
            except BaseException:
                os.close(self._lock)
                raise

    def _lock_it(self) -> None:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"another export is writing to {self._folder}",
                remedy="wait until it is done, or name another folder",
            ) from None

    def finish(self) -> None:
        """Clear what is not an object; the storage root is whole."""
        with storage_errors(self._folder):
            shutil.rmtree(self._staging)
            sync_folder(self._staging.parent)

    def close(self) -> None:
        """Let go of the storage root; what is staged stays, to be gone on with."""
        with contextlib.suppress(OSError):  # something is staged, or all is finished
            self._staging.rmdir()
        os.close(self._lock)

    def has(self, identity: str) -> bool:
        """Tell whether something lies in the place of an object.

        Raises:
            UsageError: the way there leads over something that is no folder.
        """
        return self._missing(self._layout.place(identity)) is None

    def holds(self, identity: str, same: Mapping[str, str]) -> bool:
        """Tell whether an object is there, whole, with files of these SHA-256 by content path.

        Every byte of it is read.

        Raises:
            IntegrityError: it is there and damaged.
            UsageError: it is there with other contents.
        """
        if not self.has(identity):
            return False
        folder = self._folder / self._layout.place(identity)
        findings = Findings()
        with open_tree(folder) as tree:
            judged = Judging(tree, findings).run()
        if findings.errors or judged.inventory is None:
            first = next(finding for finding in findings.kept if finding.is_error)
            raise IntegrityError(
                f"the object in {folder} is damaged: {first.code} {first.path}: {first.detail}",
                remedy="move it away, and run the same command again to write it anew",
            )
        if any(not _has(judged.inventory, path, sha256) for path, sha256 in same.items()):
            raise UsageError(
                f"{folder} holds {identity} already, with other contents",
                remedy="name a new folder with -o; nothing is overwritten",
            )
        return True

    def stage(self, identity: str, path: str, stream: BinaryIO, sha256: str) -> bool:
        """Take in one file of an object that will be published; tell whether it has this SHA-256.

        What an earlier run staged is hashed again, and kept if it is right.
        """
        aside = self._aside(identity)
        target = self._tree(identity) / VERSION / CONTENT_FOLDER / path
        with storage_errors(target):
            digests = digests_at(target)
            if digests is None or digests["sha256"] != sha256:
                target.unlink(missing_ok=True)
                digests = write_file(target, stream)
            if digests["sha256"] != sha256:
                shutil.rmtree(aside)
                return False
            staged = {**self._staged(identity), path: digests}
            (aside / _DIGESTS).write_bytes(msgspec.json.encode(staged))
        return True

    def publish(self, about: About, files: Mapping[str, bytes], also: Mapping[str, str]) -> str:
        """Add `files` by content path, and put the object in its place; return where that is.

        `also` are further logical paths, and the content path that each of them stands for.
        """
        identity = about.identity
        tree, place = self._tree(identity), self._layout.place(identity)
        with storage_errors(tree):
            digests = self._staged(identity)
            for path, content in files.items():
                target = tree / VERSION / CONTENT_FOLDER / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                digests[path] = digests_of(content)
            describe(tree, spell_inventory(about, digests, also))
            self._put(identity, place)
        return place

    def _put(self, identity: str, place: str) -> None:
        """Make an object durable, and put it in its place by one rename.

        The topmost folder that is missing is what moves, so that no empty folder is ever left.
        """
        aside = self._aside(identity)
        make_durable(aside / _TREE)
        top = self._missing(place)
        if top is None:
            raise UsageError(f"{place} was taken meanwhile", remedy="run the same command again")
        (aside / _TREE / top).rename(self._folder / top)
        sync_folder((self._folder / top).parent)
        shutil.rmtree(aside)

    def _aside(self, identity: str) -> Path:
        return self._staging / hashlib.sha256(identity.encode()).hexdigest()

    def _tree(self, identity: str) -> Path:
        return self._aside(identity) / _TREE / self._layout.place(identity)

    def _staged(self, identity: str) -> _Digests:
        try:
            stated = (self._aside(identity) / _DIGESTS).read_bytes()
        except FileNotFoundError:
            return {}
        return msgspec.json.decode(stated, type=prepared(_Digests))

    def _require(self) -> None:
        """Make sure that nothing of anybody else lies here."""
        if not self._folder.exists():
            return
        names = {path.name for path in self._folder.iterdir()}
        if ROOT_DECLARATION[0] in names:
            ours = self._declared_layout() == self._layout
        else:  # the declaration comes last: a run may have been stopped before it
            ours = not names or (names <= {EXTENSIONS, LAYOUT, README} and self._began())
        if not ours:
            raise UsageError(
                f"{self._folder} is neither empty nor a storage root that amana made",
                remedy="name a new folder with -o; nothing is overwritten",
            )

    def _began(self) -> bool:
        extensions = self._folder / EXTENSIONS
        return extensions.is_dir() and {path.name for path in extensions.iterdir()} <= {
            STAGING,
            HASHED_WITH_ID,
        }

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

    def _missing(self, place: str) -> str | None:
        """Return the topmost part of a place that is not there yet; None: all of it is.

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


def _has(inventory: Inventory, path: str, sha256: str) -> bool:
    fixity = inventory.fixity.get(f"{VERSION}/{CONTENT_FOLDER}/{path}", {})
    return fixity.get("sha256") == (sha256,)
