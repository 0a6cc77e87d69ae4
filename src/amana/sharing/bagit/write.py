"""Writing a bag of version 1.0, as a stream: nothing is kept but one chunk (RFC 8493).

Everything goes into a folder beside the one that was named, `NAME.partial`, and takes the name when
all of it is durable. A partial folder that was left behind is gone on with: what lies in it and
has the right bytes is not copied again, what does not belong into the bag is taken out.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from amana.core import CHUNK, UsageError
from amana.core.durable import make_folders, storage_errors, sync_folder, write_all
from amana.sharing.bagit.names import PAYLOAD, percent_encoded

ALGORITHMS = ("sha256", "sha512")
"""Both that every program for BagIt 1.0 must know (section 2.4)."""

MARK = "NOT-COMPLETE.txt"
_MARK_TEXT = b"This package is being written. The same command, typed again, goes on with it.\n"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class BagWriter:
    """A bag that is being written. Use it as a context manager, or call `close`.

    Raises:
        UsageError: the folder holds something, or a partial folder of somebody else is in the way.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.abspath(folder))  # noqa: PTH100 - a link in it is kept
        self._partial = self._folder.with_name(self._folder.name + ".partial")
        self._written: set[str] = set()
        self._octets = 0
        self._streams = 0
        self._open = ExitStack()
        self._resumed = _begin(self._folder, self._partial)
        self._lists: dict[str, BinaryIO] = {}
        for algorithm in ALGORITHMS:
            for kind in ("manifest", "tagmanifest"):
                self._open_list(f"{kind}-{algorithm}.txt")

    def _open_list(self, name: str) -> None:
        with storage_errors(self._partial / name):
            self._lists[name] = self._open.enter_context((self._partial / name).open("wb"))

    def payload(self, name: str, stream: BinaryIO) -> str:
        """Take a payload file in as `data/NAME`; return its SHA-256 in hexadecimal.

        Raises:
            StorageFull: no room.
        """
        path = PAYLOAD.decode() + name
        digests, size = self._kept(path, stream) or self._copy(path, stream)
        self._list("manifest", path, digests)
        self._octets += size
        self._streams += 1
        return digests["sha256"]

    def drop(self, name: str) -> None:
        """Take the file `data/NAME` out again: its bytes are wrong. The bag cannot be finished."""
        (self._partial / PAYLOAD.decode() / name).unlink(missing_ok=True)

    def tag_file(self, path: str, data: bytes) -> None:
        """Take a tag file in.

        Raises:
            StorageFull: no room.
        """
        hashers = {algorithm: hashlib.new(algorithm, data) for algorithm in ALGORITHMS}
        target = self._place(path)
        with storage_errors(target):
            target.unlink(missing_ok=True)
            descriptor = _new_file(target)
            try:
                write_all(descriptor, data)
            finally:
                os.close(descriptor)
        self._list("tagmanifest", path, {name: each.hexdigest() for name, each in hashers.items()})

    @property
    def oxum(self) -> str:
        """The Payload-Oxum of what was taken in so far (section 2.2.2)."""
        return f"{self._octets}.{self._streams}"

    def finish(self, metadata: Sequence[tuple[str, str]]) -> None:
        """Write metadata and declaration, make everything durable, give the bag its name.

        Raises:
            StorageFull: no room.
        """
        text = "".join(f"{label}: {_one_line(value)}\n" for label, value in metadata)
        self.tag_file("bag-info.txt", text.encode())
        self.tag_file("bagit.txt", _DECLARATION)
        with storage_errors(self._partial):
            for algorithm in ALGORITHMS:
                name = f"manifest-{algorithm}.txt"
                self._lists[name].close()
                data = _digests_of(self._partial / name)
                self._list("tagmanifest", name, data)
            self._open.close()
            make_folders(self._partial / "data")
            if self._resumed:
                self._take_out_strays()
            _make_durable(self._partial)
            (self._partial / MARK).unlink()
            sync_folder(self._partial)
            self._partial.rename(self._folder)
            sync_folder(self._folder.parent)

    def close(self) -> None:
        """Let go; without `finish`, the partial folder stays, marked."""
        self._open.close()

    def _kept(self, path: str, stream: BinaryIO) -> tuple[dict[str, str], int] | None:
        """Return checksums and size of a payload file that an earlier run left, if it is right."""
        target = self._place(path)
        if not self._resumed or not target.is_file():
            return None
        with target.open("rb") as there:
            while chunk := stream.read(CHUNK):
                if there.read(len(chunk)) != chunk:
                    break
            else:
                if not there.read(1):
                    return _digests_of(target), target.stat().st_size
        stream.seek(0)
        return None

    def _copy(self, path: str, stream: BinaryIO) -> tuple[dict[str, str], int]:
        hashers = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
        target, size = self._place(path), 0
        with storage_errors(target):
            target.unlink(missing_ok=True)
            descriptor = _new_file(target)
        try:
            while chunk := stream.read(CHUNK):
                for hasher in hashers.values():
                    hasher.update(chunk)
                size += len(chunk)
                with storage_errors(target):
                    write_all(descriptor, chunk)
        finally:
            os.close(descriptor)
        return {name: hasher.hexdigest() for name, hasher in hashers.items()}, size

    def _place(self, path: str) -> Path:
        target = self._partial / path
        with storage_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _list(self, kind: str, path: str, digests: Mapping[str, str]) -> None:
        if self._resumed:
            self._written.add(path)
        for algorithm in ALGORITHMS:
            line = f"{digests[algorithm]}  {percent_encoded(path)}\n"
            name = f"{kind}-{algorithm}.txt"
            with storage_errors(self._partial / name):
                self._lists[name].write(line.encode())

    def _take_out_strays(self) -> None:
        """Remove what an earlier run wrote for another selection of items."""
        own = self._written | {MARK, *self._lists}
        for path in _tree(self._partial):
            if not path.is_dir():
                if str(path.relative_to(self._partial)) not in own:
                    path.unlink()
            elif path.name != "data" and not any(path.iterdir()):
                path.rmdir()


def _begin(folder: Path, partial: Path) -> bool:
    """Make the partial folder; return whether an earlier run is gone on with."""
    with storage_errors(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(
                f"{folder} is not empty", remedy="name a new folder with -o; nothing is overwritten"
            )
        resumed = partial.is_dir() and (partial / MARK).is_file()
        if not resumed:
            if partial.exists() and (not partial.is_dir() or any(partial.iterdir())):
                raise UsageError(
                    f"{partial} is in the way, and was not left by an export",
                    remedy="move it away, or name another folder with -o",
                )
            make_folders(partial)
            (partial / MARK).write_bytes(_MARK_TEXT)
    return resumed


def _new_file(target: Path) -> int:
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)


def _digests_of(path: Path) -> dict[str, str]:
    hashers = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            for hasher in hashers.values():
                hasher.update(chunk)
    return {name: hasher.hexdigest() for name, hasher in hashers.items()}


def _make_durable(root: Path) -> None:
    """Make every file and every name below `root` durable.

    The one `sync` writes everything out together; the `fsync` of each file then costs nothing, and
    tells of errors, which `sync` does not.
    """
    os.sync()
    for path in _tree(root):
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _tree(root: Path) -> Iterator[Path]:
    """Yield everything below `root`, each folder after what is in it."""
    for folder, _, files in os.walk(root, topdown=False):
        yield from (Path(folder, name) for name in files)
        yield Path(folder)


def _one_line(value: str) -> str:
    return " ".join(value.split())
