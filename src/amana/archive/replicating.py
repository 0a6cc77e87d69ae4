"""Bringing a replica up to date: what is committed, proven, durable, and safe to be stopped.

Order, each durable before the next: the marker says `copying`; packs and large objects; payloads,
tiles, files of entries; key and checkpoint; the marker says `complete`. Whatever stops this, the
replica still has what it had, and the next run goes on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from amana.archive.digests import digests_of
from amana.archive.layout import FORMAT_TEXT
from amana.archive.marker import NAME, Marker, encode_marker
from amana.archive.parts import Parts
from amana.archive.replicas import CHECKPOINT, OpenReplica, Standing, recognise
from amana.core import CustodyError, UnavailableError, prepared
from amana.core.durable import make_folders, replace_file
from amana.core.settings import ReplicaPlace, Settings, spell_settings
from amana.custody import (
    EMPTY_ROOT,
    SEGMENT,
    VKEY_PATH,
    Checkpoint,
    Head,
    LogCopy,
    paths_of,
    rotation_index,
    segment_path,
    verify_checkpoint,
)
from amana.records import Entry, EntryType, Problem
from amana.vault import Replica, Stamp, VaultCopy, stamp_of

OnProgress = Callable[[str, int], None]
"""`on_progress(name, copied)` is told how many bytes a replica has got so far."""

_TOLD = 100


class ReplicationReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one run did for one replica. `problems` is what could not be copied, and why."""

    replica: str
    entries: int
    before: int
    bytes: int
    problems: tuple[Problem, ...]
    entry: int


class ReplicaFailure(msgspec.Struct, frozen=True, kw_only=True):
    """A replica, in the folder `path`, that could not be brought up to date, and why.

    `type` is the code of the error, as an RFC 9457 problem document has it.
    """

    replica: str
    path: str
    type: str
    detail: str
    remedy: str | None


class Memo(msgspec.Struct, kw_only=True):
    """What was copied to a replica that has so many entries: kept in the cache, never believed.

    Of no account where the replica's marker states something else.
    """

    entries: int
    root: bytes
    stamps: dict[str, Stamp]


class Replicating:
    """One run for one replica. If it is `doubted`, all that it has is compared."""

    def __init__(
        self,
        parts: Parts,
        place: ReplicaPlace,
        open_replica: OpenReplica,
        progress: OnProgress,
        *,
        doubted: bool = False,
    ) -> None:
        self._parts = parts
        self._place = place
        self._replica: Replica = open_replica(parts.layout, place)
        self._progress = progress
        self._doubted = doubted
        self._memo_path = parts.layout.cache / "replicas" / f"{place.name}.json"
        self._new: set[str] = set()
        self._all: set[str] | None = None
        self._erased = False
        self._bytes = 0

    def run(self, *, known: bool, anew: bool) -> ReplicationReport:
        """Bring the replica up to date; `known` tells whether it was written to before.

        Raises:
            ForeignFolder: its folder holds something else.
            LogFork: it tells another history, or somebody else who can be reached does.
            UnavailableError: it was written to before and is gone, and `anew` was not asked for.
            CustodyError: this archive is damaged.
            StorageFull: no room there; the next run goes on.
        """
        note, head = self._snapshot()
        own = verify_checkpoint(note, self._parts.verifier)
        standing = recognise(self._replica, self._parts.storage, own, self._parts.verifier)
        if standing.marker is None and known and not anew:
            raise UnavailableError(
                "it was here before, and its folder is empty now",
                remedy="plug in or mount what it is on; if it is lost, make it again with --anew",
            )
        self._parts.guard()  # a history that others contradict is not handed on
        problems = self._bring_up(standing, note, own, head)
        return self._enter(standing, own, problems)

    def _snapshot(self) -> tuple[bytes, Head]:
        """Return checkpoint and head of one moment."""
        with self._parts.writer.pause():
            note, head = self._parts.log.checkpoint_note(), self._parts.storage.head()
        if head is None:
            raise CustodyError("custody/head is missing", remedy="run `amana check`")
        return note, head

    def _bring_up(
        self, standing: Standing, note: bytes, own: Checkpoint, head: Head
    ) -> tuple[Problem, ...]:
        marker = _begun(standing, own)
        have = 0 if self._doubted or self._lacks(standing.entries) else standing.entries
        log = LogCopy(self._parts.storage, own, have, self._note)
        log.prove()
        memo = self._recall(marker)
        if self._erased or self._doubted:
            memo.stamps = {}  # only a comparison tells: it was copied before, or meanwhile
        self._mark(marker)
        vault = VaultCopy(
            self._parts.layout.vault,
            self._replica,
            memo.stamps,
            self._wanted,
            doubted=self._doubted,
        )
        try:
            for copied in vault.run(head.vault):
                self._progress(self._place.name, copied)
            self._copy_log(log, own, have, memo)
        finally:
            self._keep(memo)
        self._bytes += vault.copied
        self._replica.put(f"custody/{VKEY_PATH}", [self._parts.storage.read(VKEY_PATH)])
        self._replica.put("FORMAT", [FORMAT_TEXT.encode()])
        self._replica.put("amana.toml", [self._settings()])
        self._replica.settle()
        self._replica.put(CHECKPOINT, [note])
        self._replica.settle()
        self._keep(Memo(entries=own.size, root=own.root, stamps=memo.stamps))
        self._mark(
            Marker(
                origin=own.origin,
                entries=own.size,
                root=own.root,
                vault=head.vault,
                complete=not vault.problems,
            )
        )
        self._tidy(own.size)
        return tuple(vault.problems)

    def _settings(self) -> bytes:
        """Return the settings of the replica: nothing of where other replicas are."""
        own = self._parts.settings
        return spell_settings(Settings(name=own.name, origin=own.origin)).encode()

    def _lacks(self, entries: int) -> bool:
        """Tell whether the replica has lost a file of the log that it had."""
        there = dict(self._replica.files("custody"))
        for path, size in paths_of(entries):
            found = there.get(f"custody/{path}")
            if found is None or (size is not None and found != size):
                return True
        return False

    def _note(self, entry: Entry) -> None:
        self._new.update(digests_of(entry))
        self._erased = self._erased or entry.get("type") == EntryType.ERASED

    def _wanted(self, sha256: str) -> bool:
        """Tell whether the log names a digest; all of it is read only where it has to be."""
        if sha256 in self._new:
            return True
        if self._all is None:
            self._all = {d for entry in self._parts.log.entries() for d in digests_of(entry)}
        return sha256 in self._all

    def _copy_log(self, log: LogCopy, own: Checkpoint, have: int, memo: Memo) -> None:
        for path, data in log.files():
            self._put(path, data, memo)
        for path in self._parts.storage.paths():
            if (rotation_index(path) or own.size) < own.size:
                self._put(path, self._parts.storage.read(path), memo)
        for number in range(have // SEGMENT):
            stamp = stamp_of(self._parts.layout.custody / segment_path(number))
            if stamp != memo.stamps.get(segment_path(number)):
                self._put(*log.again(number), memo)
        self._replica.settle()

    def _put(self, path: str, data: bytes, memo: Memo) -> None:
        stamp = stamp_of(self._parts.layout.custody / path)
        self._replica.put(f"custody/{path}", [data])
        self._bytes += len(data)
        if path.startswith("payloads/") and stamp is not None:
            memo.stamps[path] = stamp

    def _mark(self, marker: Marker) -> None:
        self._replica.put(NAME, [encode_marker(marker)])
        self._replica.settle()

    def _recall(self, marker: Marker) -> Memo:
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            memo = msgspec.json.decode(self._memo_path.read_bytes(), type=prepared(Memo))
            if (memo.entries, memo.root) == (marker.entries, marker.root):
                return memo
        return Memo(entries=marker.entries, root=marker.root, stamps={})

    def _keep(self, memo: Memo) -> None:
        # A cache: without it, bytes are compared.
        with contextlib.suppress(OSError, UnavailableError):
            make_folders(self._memo_path.parent, 0o700)
            replace_file(self._memo_path, msgspec.json.encode(memo), staging=self._memo_path.parent)

    def _tidy(self, size: int) -> None:
        """Remove partial tiles whose full ones are there: tlog-tiles, Partial Tiles."""
        current = {f"custody/{path}" for path, _ in paths_of(size)}
        for path in _superfluous(self._replica, current):
            self._replica.remove(path)
        self._replica.settle()

    def _enter(
        self, standing: Standing, own: Checkpoint, problems: tuple[Problem, ...]
    ) -> ReplicationReport:
        number = self._parts.note(
            EntryType.REPLICATED,
            {
                "replica": self._place.name,
                "site": self._place.site,
                "medium": self._place.medium,
                "entries": own.size,
                "root": own.root.hex(),
                "bytes": self._bytes,
                "problems": [msgspec.to_builtins(problem) for problem in problems[:_TOLD]],
                "problem_count": len(problems),
            },
        )
        return ReplicationReport(
            replica=self._place.name,
            entries=own.size,
            before=standing.entries,
            bytes=self._bytes,
            problems=problems,
            entry=number,
        )


def _begun(standing: Standing, own: Checkpoint) -> Marker:
    """Return the marker while the replica is brought up to date."""
    if standing.marker is None or standing.checkpoint is None:
        return Marker(origin=own.origin, entries=0, root=EMPTY_ROOT, vault="-", complete=False)
    return msgspec.structs.replace(standing.marker, complete=False)


def _superfluous(replica: Replica, current: set[str]) -> Iterator[str]:
    for path in [path for path, _ in replica.files("custody/tile")]:
        whole = Path(path).parent
        if path not in current and whole.name.endswith(".p") and str(whole)[:-2] in current:
            yield path
