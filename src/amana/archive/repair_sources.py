"""From where a repair may take bytes, and which state of the log it brings back.

Rules:
  1. A copy is of this archive: its signed checkpoint says so, and its marker, if it has one that is
     whole, does not say otherwise. The keys may be those from before a change of keys.
  2. The head says how far the log reaches. If a signed checkpoint, here or in a copy, reaches
     further, something older was put back: then nothing is repaired.
  3. Where the head is lost, the longest signed checkpoint stands for it; the head itself is made
     again only if a person asks for that. What was acknowledged after that checkpoint is then lost,
     and whoever holds a later one can show it. The state of today must be a beginning of it.
  4. A copy that is older than an erasure gives no payloads: it may tell what was erased.
  5. What an entry says was erased is taken from no copy, whatever state the copy says it has.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import NamedTuple

from amana.archive.erasing import merged
from amana.archive.marker import NAME, decode_marker
from amana.archive.orders import Slots, slots_of
from amana.archive.parts import Parts
from amana.archive.replicas import CHECKPOINT, ReplicaLog, read, signed_checkpoint
from amana.core import CustodyError, ForeignFolder, LogFork, NotFound, UsageError
from amana.custody import (
    OWN_LOG,
    Checkpoint,
    Head,
    LogMending,
    LogSource,
    LogStorage,
    Verifier,
    verify_checkpoint,
)
from amana.records import EntryType
from amana.vault import Replica, VaultSource

_SET_BACK = (
    "write to neither. The copy is the newer state: docs/how-to/repair.md tells how to go on "
    "from it"
)


class Copy(NamedTuple):
    """A copy of this archive, and its signed checkpoint."""

    name: str
    replica: Replica
    checkpoint: Checkpoint

    def log(self, *, may_tell: bool = True) -> LogSource:
        """Return its log as a source."""
        return LogSource(name=self.name, read=ReplicaLog(self.replica).read, may_tell=may_tell)

    def vault(self) -> VaultSource:
        """Return its vault as a source."""
        return VaultSource(name=self.name, replica=self.replica)


class Goal(NamedTuple):
    """The state that a repair brings back. `head` is None where it is lost.

    `own` are size and root of each state that the archive itself has been in, as far as it says.
    """

    size: int
    root: bytes
    head: Head | None
    own: tuple[tuple[int, bytes], ...] = ()


def admit(
    name: str, replica: Replica, origin: str, storage: LogStorage, verifier: Verifier
) -> Copy:
    """Return a copy after making sure that it is one of this archive (rule 1).

    Raises:
        ForeignFolder: it is of another archive, or none.
        CustodyError: its checkpoint is not signed by the keys of this archive.
    """
    marker = None
    with contextlib.suppress(NotFound, UsageError):  # a damaged marker says nothing
        marker = decode_marker(read(replica, NAME))
    if marker is not None and marker.origin != origin:
        raise ForeignFolder(f"“{name}” is a replica of another archive: {marker.origin}")
    if replica.size(CHECKPOINT) is None:
        raise ForeignFolder(f"“{name}” is no replica: it has no checkpoint")
    return Copy(name, replica, signed_checkpoint(replica, storage, verifier))


def goal_of(parts: Parts, verifier: Verifier, copies: Sequence[Copy], *, remake: bool) -> Goal:
    """Return the state to be brought back (rules 2 and 3).

    Raises:
        LogFork: a copy is further than the head, or tells another root of its size.
        CustodyError: neither a head nor a signed checkpoint is left.
    """
    signed = [copy.checkpoint for copy in copies]
    own: list[tuple[int, bytes]] = []
    with contextlib.suppress(CustodyError):
        signed.append(verify_checkpoint(parts.storage.read("checkpoint"), verifier))
        own.append((signed[-1].size, signed[-1].root))
    head = None
    with contextlib.suppress(CustodyError):
        head = parts.storage.head()
        own += [(head.size, head.root)] if head else []
    longest = max(signed, key=lambda each: each.size, default=None)
    if head is not None and (longest is None or longest.size <= head.size):
        return Goal(head.size, head.root, head, tuple(own))
    if longest is None:
        raise CustodyError(
            "neither custody/head nor a signed checkpoint is left",
            remedy="name a replica with --from; without any, the log cannot be proven",
        )
    if head is not None and not remake:
        raise LogFork(
            f"a signed checkpoint states {longest.size} entries, custody/head {head.size}: "
            "something older was put back",
            remedy=_SET_BACK,
        )
    return Goal(longest.size, longest.root, None, tuple(own))


def mending_of(parts: Parts, goal: Goal, copies: Sequence[Copy]) -> LogMending:
    """Return what mends the log, after making sure that nothing tells another history.

    Raises:
        LogFork: a copy does, or what the archive itself has been.
        CustodyError: nothing leads to the root.
    """
    own = LogSource(name=OWN_LOG, read=parts.storage.read)
    mending = LogMending(goal.size, goal.root, [own, *(copy.log() for copy in copies)])
    for copy in copies:
        _require_same_history(mending, copy.checkpoint.size, copy.checkpoint.root, copy.name)
    for size, root in goal.own:
        _require_same_history(mending, size, root, "the newest signed checkpoint")
    last, erased = _erasures(mending)
    sources = [copy.log(may_tell=copy.checkpoint.size > last) for copy in copies]
    return LogMending(goal.size, goal.root, [own, *sources], erased)


def _require_same_history(mending: LogMending, size: int, root: bytes, name: str) -> None:
    if mending.root_at(size) != root:
        raise LogFork(
            f"“{name}” tells another history than this archive",
            remedy="write to neither, and keep both as they are: that they differ is evidence",
        )


def _erasures(mending: LogMending) -> tuple[int, Slots]:
    """Return the newest entry about an erasure, -1 where there is none; and what was erased.

    For rules 4 and 5.
    """
    last, slots = -1, Slots()
    for index, payload in enumerate(mending.payloads()):
        if payload is not None and (entry := payload.entry()).get("type") == EntryType.ERASED:
            last, slots = index, merged(slots, slots_of(entry))
    return last, slots
