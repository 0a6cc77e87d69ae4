"""Replicas of an archive: keep them up to date, audit them, repair from them.

archive.copies.replicate()
archive.copies.audit()
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from amana.access import Deed, Subject, authorize, require
from amana.archive.auditing import Auditing, AuditReport, OnAnswer
from amana.archive.keeping import Keeping, history, keeping
from amana.archive.parts import Parts
from amana.archive.repair_sources import Copy, admit
from amana.archive.repairing import Repairing, RepairReport
from amana.archive.repairs import OnRepair
from amana.archive.replicas import OpenReplica, folder_of, open_folder
from amana.archive.replicating import (
    OnProgress,
    ReplicaFailure,
    Replicating,
    ReplicationReport,
)
from amana.core import (
    AmanaError,
    ArchiveBusy,
    CustodyError,
    ForeignFolder,
    LogFork,
    NotFound,
    UnavailableError,
    UsageError,
)
from amana.core.durable import make_folders, storage_errors
from amana.core.settings import ReplicaPlace
from amana.custody import Verifier
from amana.vault.backends import PosixReplica

OnReplicated = Callable[[ReplicationReport | ReplicaFailure], None]
"""Told what became of each replica, as soon as that is known."""

OnAudited = Callable[[AuditReport], None]
"""Told what each audit found, as soon as that is known."""


class Copies:
    """The copies of one archive. `open_replica` leads to where a replica is kept."""

    def __init__(self, parts: Parts, open_replica: OpenReplica = open_folder) -> None:
        self._parts = parts
        self._open = open_replica

    def status(self) -> Keeping:
        """Return the state of all copies, and what falls short of the policy in the settings."""
        self._allowed()
        return keeping(self._parts, self._open)

    def replicate(
        self,
        names: Sequence[str] = (),
        *,
        anew: bool = False,
        on_progress: OnProgress = lambda *_: None,
        on_replicated: OnReplicated = lambda _: None,
    ) -> list[ReplicationReport]:
        """Bring replicas up to date: all of them, or those named. Each run is an entry.

        With `anew`, a replica that was lost is made again in an empty folder. One that failed its
        last audit is compared byte for byte, and what it has lost is put back.

        Each is tried, whatever became of those before it, but for one that tells another history:
        nothing is written to those after it. If some failed, the gravest error is raised at the
        end; `on_replicated` is told of every one.

        Raises:
            ForeignFolder: a folder holds something else than a replica of this archive.
            LogFork: a replica tells another history than this archive.
            UnavailableError: a replica cannot be reached, or was there before and is gone.
            StorageFull: no room there; the next run goes on.
        """
        self._allowed()
        places = self._places(names)
        reports: list[ReplicationReport] = []
        errors: list[AmanaError] = []
        with self._alone():
            before = history(self._parts)
            for place in places:
                try:
                    with self._named(place, "was not brought up to date"):
                        _require_no_fork(errors)
                        run = Replicating(
                            self._parts,
                            place,
                            self._open,
                            on_progress,
                            doubted=before.doubts(place.name),
                        )
                        report = run.run(known=place.name in before.replicated, anew=anew)
                except AmanaError as error:
                    errors.append(error)
                    on_replicated(self._failure(place, error))
                else:
                    reports.append(report)
                    on_replicated(report)
        if errors:
            raise max(errors, key=_gravity)
        return reports

    def audit(
        self,
        names: Sequence[str] = (),
        *,
        sample: int | None = None,
        on_answer: OnAnswer = lambda *_: None,
        on_audited: OnAudited = lambda _: None,
    ) -> list[AuditReport]:
        """Ask replicas to show that they have the bytes; each result is an entry.

        `sample` is about how many entries each is asked; None, or as many as there are: about
        everything. One that cannot be asked has a report, too, and those after it are asked.
        """
        self._allowed()
        if sample is not None and sample < 1:
            raise UsageError("an audit asks about one entry at least")
        places = self._places(names)
        before = history(self._parts).replicated
        reports = []
        for place in places:
            report = Auditing(self._parts, place, self._open, on_answer).run(
                sample, reached=before[place.name].entries if place.name in before else 0
            )
            reports.append(report)
            on_audited(report)
        return reports

    def repair(
        self,
        sources: Sequence[str | Path] = (),
        *,
        apply: bool = False,
        remake_head: bool = False,
        on_repair: OnRepair = lambda _: None,
    ) -> RepairReport:
        """Put damaged and lost bytes of the archive right, from itself and from copies.

        `sources` are names of replicas or folders of copies; by default, every replica that can be
        reached. Without `apply`, nothing changes: the report tells what would be done.

        Raises:
            LogFork: a copy tells another history, or something older was put back here.
            ForeignFolder: a copy that was named is none of this archive.
            CustodyError: no copy leads to the root of the log.
            ArchiveBusy: another process writes to the archive.
        """
        self._allowed()
        verifier = self._parts.signing.some_verifier()
        copies = list(self._copies(sources, verifier))
        with self._alone():
            return Repairing(
                self._parts, verifier, copies, on_repair, apply=apply, remake_head=remake_head
            ).run()

    def _copies(self, sources: Sequence[str | Path], verifier: Verifier) -> Iterator[Copy]:
        """Yield the copies that a repair may take bytes from; one that was named must serve."""
        origin, storage = self._parts.settings.origin, self._parts.storage
        if not sources:
            for place in self._parts.settings.replicas:
                with contextlib.suppress(UnavailableError, ForeignFolder):
                    replica = self._open(self._parts.layout, place)
                    yield admit(place.name, replica, origin, storage, verifier)
        known = {place.name: place for place in self._parts.settings.replicas}
        for source in sources:
            if str(source) in known:
                place = known[str(source)]
                with self._named(place, "cannot be used"):
                    replica = self._open(self._parts.layout, place)
            elif Path(source).is_dir():
                replica = PosixReplica(Path(source).absolute())
            else:
                raise NotFound(
                    f"{source} is neither a replica of this archive nor a folder",
                    remedy="name a replica of amana.toml, or the folder of a copy",
                )
            yield admit(str(source), replica, origin, storage, verifier)

    @contextlib.contextmanager
    def _named(self, place: ReplicaPlace, what: str) -> Iterator[None]:
        """Let an error say which replica it is about, where that lies, and what became of it."""
        said = f"the replica “{place.name}” in {folder_of(self._parts.layout, place)} {what}"
        try:
            yield
        except AmanaError as error:
            told = f"{said}: {error.message}"
            raise type(error)(told, remedy=error.remedy, **error.context) from error
        except OSError as error:
            raise UnavailableError(
                f"{said}: {error.strerror or error}",
                remedy="see whether its folder may be used, and run the command again",
            ) from error

    def _failure(self, place: ReplicaPlace, error: AmanaError) -> ReplicaFailure:
        return ReplicaFailure(
            replica=place.name,
            path=str(folder_of(self._parts.layout, place)),
            type=f"amana:{error.code}",
            detail=error.message,
            remedy=error.remedy,
        )

    def _allowed(self) -> None:
        today = self._parts.clock.now().date()
        decision = authorize(self._parts.actor, Deed.KEEP, Subject(), purpose=None, today=today)
        require(decision, "keeping copies")

    def _places(self, names: Sequence[str]) -> list[ReplicaPlace]:
        """Return the replicas that are meant.

        Raises:
            NotFound: the settings name no such replica, or none at all.
        """
        known = {place.name: place for place in self._parts.settings.replicas}
        if not known:
            raise NotFound(
                "the settings name no replica",
                remedy="say in amana.toml where one is to be kept: docs/how-to/keep-copies.md",
            )
        for name in names:
            if name not in known:
                raise NotFound(
                    f"there is no replica “{name}”",
                    remedy=f"amana.toml names these: {', '.join(known)}",
                )
        return [known[name] for name in dict.fromkeys(names)] or list(known.values())

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Make sure that nobody else writes to the replicas of this archive meanwhile.

        Raises:
            ArchiveBusy: somebody does.
        """
        path = self._parts.layout.work / "replicas.lock"
        with storage_errors(path):
            make_folders(path.parent, 0o700)
            lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ArchiveBusy(
                    "another process brings replicas of this archive up to date",
                    remedy="wait until it is done",
                ) from None
            yield
        finally:
            os.close(lock)


def _gravity(error: AmanaError) -> int:
    return isinstance(error, CustodyError) + isinstance(error, LogFork)


def _require_no_fork(errors: Sequence[AmanaError]) -> None:
    """Make sure that no replica told another history: none may be overwritten with one of two.

    Raises:
        LogFork: one did.
    """
    for error in errors:
        if isinstance(error, LogFork):
            raise LogFork(
                "it was not tried, for a replica before it tells another history",
                remedy=error.remedy,
            )
