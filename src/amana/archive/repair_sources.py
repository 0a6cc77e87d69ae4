"""From where a repair may take bytes, and which state of the log it brings back.

Rules:
  1. A copy is of this archive: its marker, if it has one, and its signed checkpoint say so.
  2. The head says how far the log reaches. If a signed checkpoint, here or in a copy, reaches
     further, something older was put back: then nothing is repaired.
  3. Where the head is lost, the longest signed checkpoint stands for it; the head itself is made
     again only if a person asks for that. What was acknowledged after that checkpoint is then lost,
     and whoever holds a later one can show it.
  4. A copy that is older than an erasure gives no payloads: it may tell what was erased.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import NamedTuple

from amana.archive.marker import NAME, decode_marker
from amana.archive.parts import Parts
from amana.archive.replicas import ReplicaLog, read
from amana.core import AmanaError, CustodyError, ForeignFolder, LogFork
from amana.custody import (
    OWN_LOG,
    Checkpoint,
    Head,
    LogMending,
    LogSource,
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
    """The state that a repair brings back. `head` is None where it is lost."""

    size: int
    root: bytes
    head: Head | None


def admit(name: str, replica: Replica, origin: str, verifier: Verifier) -> Copy:
    """Return a copy after making sure that it is one of this archive (rule 1).

    Raises:
        ForeignFolder: it is of another archive, or none.
        CustodyError: its checkpoint is not signed by the keys of this archive.
    """
    if replica.size(NAME) is not None:
        marker = decode_marker(read(replica, NAME))
        if marker.origin != origin:
            raise ForeignFolder(f"“{name}” is a replica of another archive: {marker.origin}")
    try:
        note = read(replica, "custody/checkpoint")
    except AmanaError:
        raise ForeignFolder(f"“{name}” is no replica: it has no checkpoint") from None
    return Copy(name, replica, verify_checkpoint(note, verifier))


def goal_of(parts: Parts, verifier: Verifier, copies: Sequence[Copy], *, remake: bool) -> Goal:
    """Return the state to be brought back (rules 2 and 3).

    Raises:
        LogFork: a copy is further than the head, or tells another root of its size.
        CustodyError: neither a head nor a signed checkpoint is left.
    """
    signed = [copy.checkpoint for copy in copies]
    with contextlib.suppress(CustodyError):
        signed.append(verify_checkpoint(parts.storage.read("checkpoint"), verifier))
    head = None
    with contextlib.suppress(CustodyError):
        head = parts.storage.head()
    longest = max(signed, key=lambda each: each.size, default=None)
    if head is not None and (longest is None or longest.size <= head.size):
        return Goal(head.size, head.root, head)
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
    return Goal(longest.size, longest.root, None)


def mending_of(parts: Parts, goal: Goal, copies: Sequence[Copy]) -> LogMending:
    """Return what mends the log, after making sure that no copy tells another history.

    Raises:
        LogFork: one does.
        CustodyError: nothing leads to the root.
    """
    own = LogSource(name=OWN_LOG, read=parts.storage.read)
    mending = LogMending(goal.size, goal.root, [own, *(copy.log() for copy in copies)])
    for copy in copies:
        if mending.root_at(copy.checkpoint.size) != copy.checkpoint.root:
            raise LogFork(
                f"“{copy.name}” tells another history than this archive",
                remedy="write to neither, and keep both as they are: that they differ is evidence",
            )
    erased = _last_erasure(mending)
    sources = [copy.log(may_tell=copy.checkpoint.size > erased) for copy in copies]
    return LogMending(goal.size, goal.root, [own, *sources])


def _last_erasure(mending: LogMending) -> int:
    """Return the index of the newest entry about an erasure, -1 where there is none (rule 4)."""
    last = -1
    for index, payload in enumerate(mending.payloads()):
        if payload is not None and payload.entry().get("type") == EntryType.ERASED:
            last = index
    return last
