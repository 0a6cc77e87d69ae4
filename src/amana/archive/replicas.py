"""Recognising a replica: whose it is, how far it reaches, and whether it may be written to."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from amana.archive.layout import Layout
from amana.archive.marker import NAME, Marker, decode_marker
from amana.core import AmanaError, CustodyError, ForeignFolder, LogFork, UnavailableError
from amana.core.settings import ReplicaPlace
from amana.custody import (
    VKEY_PATH,
    Checkpoint,
    LogStorage,
    Verifier,
    follow,
    root_at,
    rotation_index,
    verify_checkpoint,
)
from amana.vault import Replica
from amana.vault.backends import PosixReplica

CHECKPOINT = "custody/checkpoint"
_LIMIT = 1 << 24

OpenReplica = Callable[[Layout, ReplicaPlace], Replica]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a replica stands to the archive: its marker (None: it is empty) and its checkpoint."""

    marker: Marker | None
    checkpoint: Checkpoint | None

    @property
    def entries(self) -> int:
        """How many entries of the log it has for certain."""
        return self.checkpoint.size if self.checkpoint else 0


def folder_of(layout: Layout, place: ReplicaPlace) -> Path:
    """Return the folder of a replica; a path that is not absolute begins at the archive's."""
    return layout.root / place.path


def open_folder(layout: Layout, place: ReplicaPlace) -> Replica:
    """Return the replica in a folder. The errors do not name it: whoever asked for it does.

    Raises:
        UnavailableError: the folder above it is not there: a disk that is not plugged in.
        ForeignFolder: it lies in the archive, or the archive in it.
    """
    folder = folder_of(layout, place)
    try:
        here, there, mounted = layout.root.resolve(), folder.resolve(), folder.parent.is_dir()
    except OSError as error:
        raise UnavailableError(
            f"it cannot be reached: {error.strerror}",
            remedy="see whether its folder may be used, and run the command again",
        ) from error
    if not mounted:
        raise UnavailableError(
            f"it cannot be reached, for there is no folder {folder.parent}",
            remedy="plug in or mount what it is on, and run the command again",
        )
    if here == there or here in there.parents or there in here.parents:
        raise ForeignFolder(
            "it would lie in the archive, or the archive in it",
            remedy="name a folder elsewhere in amana.toml, on another disk",
        )
    return PosixReplica(folder)


def checkpoints_of(layout: Layout, places: Iterable[ReplicaPlace]) -> Iterator[tuple[str, bytes]]:
    """Yield name and checkpoint of each replica that can be reached and has one; nothing is proven.

    One that cannot be read is passed over: its audit tells.
    """
    for place in places:
        with contextlib.suppress(AmanaError, OSError):
            replica = open_folder(layout, place)
            if replica.size(CHECKPOINT) is not None:
                yield place.name, read(replica, CHECKPOINT)


def recognise(
    replica: Replica, storage: LogStorage, own: Checkpoint, verifier: Verifier
) -> Standing:
    """Tell how a replica stands to the archive with the log in `storage` at its state `own`.

    Rules; nothing is changed:
      1. A place that holds nothing can become a replica.
      2. What holds anything is a replica only with a marker, and of this archive only with its
         origin.
      3. Its checkpoint, if it has one, is signed by the key of this archive.
      4. What its marker and its checkpoint state is a beginning of this log, not more and not
         another.

    Raises:
        ForeignFolder: it holds something else, or is a replica of another archive.
        LogFork: it tells another history than this log.
        CustodyError: its checkpoint is not signed by the key of this archive.
    """
    if replica.size(NAME) is None:
        if (stray := next(iter(replica.files()), None)) is not None:
            raise ForeignFolder(
                f"its folder is not empty and no replica: it holds {stray[0]}",
                remedy="name an empty folder in amana.toml; nothing was changed",
            )
        return Standing(marker=None, checkpoint=None)
    marker = decode_marker(read(replica, NAME))
    if marker.origin != own.origin:
        raise ForeignFolder(
            f"it is a replica of another archive: {marker.origin}",
            remedy="name an empty folder in amana.toml; nothing was changed",
        )
    checkpoint = None
    if replica.size(CHECKPOINT) is not None:
        checkpoint = signed_checkpoint(replica, storage, verifier)
        _require_prefix(storage, own, checkpoint.size, checkpoint.root)
    _require_prefix(storage, own, marker.entries, marker.root)
    return Standing(marker=marker, checkpoint=checkpoint)


def read(replica: Replica, path: str) -> bytes:
    """Return a small file of a replica.

    Raises:
        NotFound: it is not there.
        IntegrityError: it cannot be read.
    """
    with replica.open(path) as stream:
        return stream.read(_LIMIT)


def signed_checkpoint(replica: Replica, storage: LogStorage, verifier: Verifier) -> Checkpoint:
    """Return the checkpoint of a replica, signed by the keys of today or by those of its day.

    Raises:
        NotFound: it has none.
        CustodyError: it is signed by neither.
    """
    note = read(replica, CHECKPOINT)
    try:
        try:
            return verify_checkpoint(note, verifier)
        except CustodyError:
            earlier = _earlier(replica, storage, verifier)
            if earlier is None:
                raise
            return verify_checkpoint(note, earlier)
    except CustodyError as error:
        raise CustodyError(
            f"the checkpoint of the replica is not one of this archive: {error.message}",
            remedy="nothing was changed; keep that folder for whoever looks into it, and name an "
            "empty one in amana.toml",
        ) from error


def _earlier(replica: Replica, storage: LogStorage, verifier: Verifier) -> Verifier | None:
    """Return the keys that lie in a replica, if changes of keys in our log lead to those of today.

    Without that, whoever made that folder could have signed anything.
    """
    with contextlib.suppress(AmanaError, UnicodeDecodeError):
        pinned = Verifier.parse(read(replica, f"custody/{VKEY_PATH}").decode("ascii"))
        rotations = sorted(
            (index, path) for path in storage.paths() if (index := rotation_index(path)) is not None
        )
        now, steps = follow(pinned, (storage.read(path) for _, path in rotations))
        if steps and now.vkeys() == verifier.vkeys():
            return pinned
    return None


def _require_prefix(storage: LogStorage, own: Checkpoint, size: int, root: bytes) -> None:
    if size > own.size:
        raise LogFork(
            f"the replica has {size} entries, this archive {own.size}: it was set back",
            remedy="write to neither. The replica is the newer state: docs/how-to/repair.md tells "
            "how to go on from it",
        )
    if root_at(storage, own.size, size) != root:
        raise LogFork(
            f"the replica tells another history of the first {size} entries than this archive",
            remedy="write to neither, and keep both as they are: that they differ is evidence",
        )


class ReplicaLog:
    """The custody log of a replica, for reading (`read` and `paths` of `LogStorage`)."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica

    def read(self, path: str) -> bytes:
        """Return a file of the log.

        Raises:
            CustodyError: it is missing or cannot be read.
        """
        try:
            return read(self._replica, f"custody/{path}")
        except CustodyError:
            raise
        except AmanaError as error:
            raise CustodyError(f"custody/{path} is missing") from error
