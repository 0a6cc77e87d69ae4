"""The integrity check of a replica, by itself: everything is held against its signed checkpoint.

It needs no key and writes nothing, so that it works on a disk that cannot be written to, on any
machine.
"""

from __future__ import annotations

import time
from pathlib import Path

from amana.archive.checking import STEPS, CheckReport, OnProblem, OnStep, Step
from amana.archive.digests import digests_of
from amana.archive.layout import Layout
from amana.archive.marker import NAME, decode_marker
from amana.archive.orders import extents_of
from amana.core import AmanaError, CustodyError, NotFound
from amana.custody import VKEY_PATH, LogCheck, Verifier, verify_checkpoint
from amana.custody.backends import PosixLog
from amana.records import Entry, EntryType, Problem
from amana.vault import Extent, VaultCheck, Wanted

_BESIDES = {NAME, "FORMAT", "amana.toml", "vault", "custody"}
_NOT_ENTERED = "a replica has no key; the audit of a replica is entered in the log of its archive"


def is_replica(folder: Path) -> bool:
    """Tell whether a folder says that it is a replica."""
    return Layout(folder).replica.is_file()


class ReplicaCheck:
    """One check of the replica in `folder`."""

    def __init__(self, folder: Path, on_step: OnStep, on_problem: OnProblem) -> None:
        self._layout = Layout(folder.absolute())
        self._storage = PosixLog(self._layout.custody, self._layout.work)
        self._on_step = on_step
        self._on_problem = on_problem
        self._problems: list[Problem] = []
        self._wanted = Wanted()
        self._erased: set[Extent] = set()
        self._objects = self._bytes = 0

    def run(self) -> CheckReport:
        """Check everything; the key is the one that lies there, to be compared by a person.

        Raises:
            NotFound: it is no replica.
            CustodyError: its key is missing or damaged.
        """
        if not is_replica(self._layout.root):
            raise NotFound(f"{self._layout.root} is not a replica")
        began = time.monotonic()
        size = self._log()
        self._vault()
        self._marker()
        self._strays()
        self._finish("coverage")
        return CheckReport(
            ok=not self._problems,
            problems=tuple(self._problems),
            objects=self._objects,
            bytes=self._bytes,
            entries=size,
            seconds=round(time.monotonic() - began, 3),
            entry=None,
            not_entered=_NOT_ENTERED,
        )

    def _log(self) -> int:
        check = LogCheck(self._storage, self._verifier(), self._note, is_replica=True)
        check.signature()
        self._take(check.problems)
        self._finish("log-signature")
        seen = len(check.problems)
        for done in check.run():
            self._step("log-structure", done, check.size)
        self._take(check.problems[seen:])
        self._finish("log-structure")
        return check.size

    def _verifier(self) -> Verifier:
        try:
            return Verifier.parse(self._storage.read(VKEY_PATH).decode("ascii"))
        except UnicodeDecodeError as error:
            raise CustodyError(
                f"custody/{VKEY_PATH} of the replica is damaged",
                remedy="`amana replicate`, run where its archive is, puts it back",
            ) from error

    def _note(self, entry: Entry) -> None:
        if entry.get("type") == EntryType.ERASED:
            self._erased |= extents_of(entry)
        for sha256 in digests_of(entry):
            self._wanted.add(sha256)

    def _vault(self) -> None:
        for verdict in VaultCheck(self._layout.vault, self._wanted, erased=self._erased).run():
            self._objects += verdict.sha256 is not None
            self._bytes += verdict.size
            if verdict.problem:
                self._take([verdict.problem])
            if self._objects % 100 == 0:
                self._step("originals", self._objects, len(self._wanted))
        self._finish("originals")

    def _marker(self) -> None:
        """Hold the marker against the checkpoint."""
        try:
            marker = decode_marker(self._layout.replica.read_bytes())
            state = verify_checkpoint(self._storage.read("checkpoint"), self._verifier())
        except (AmanaError, OSError) as error:
            self._found("coverage", NAME, str(error))
            return
        stated = (marker.origin, marker.entries, marker.root)
        if not marker.complete:
            detail = "says that it was not brought up to date to the end: run `amana replicate`"
            self._found("coverage", NAME, detail)
        elif stated != (state.origin, state.size, state.root):
            self._found("coverage", NAME, "states another log than the checkpoint")

    def _strays(self) -> None:
        for path in sorted(self._layout.root.iterdir()):
            if path.name not in _BESIDES:
                self._found("coverage", path.name, "does not belong to a replica")

    def _found(self, step: str, path: str, detail: str) -> None:
        self._take([Problem(step=step, path=path, detail=detail)])

    def _take(self, problems: list[Problem]) -> None:
        for problem in problems:
            self._problems.append(problem)
            self._on_problem(problem)

    def _step(self, step: str, done: int, total: int, state: str = "running") -> None:
        title = dict(STEPS)[step]
        self._on_step(Step(step=step, title=title, done=done, total=total, state=state))

    def _finish(self, step: str) -> None:
        own = {step, "payloads"} if step == "log-structure" else {step}
        failed = any(problem.step in own for problem in self._problems)
        self._step(step, 1, 1, "failed" if failed else "ok")


def check_replica(
    folder: Path,
    *,
    on_step: OnStep = lambda _: None,
    on_problem: OnProblem = lambda _: None,
) -> CheckReport:
    """Check the replica in `folder` against its own signed checkpoint; nothing is written."""
    return ReplicaCheck(folder, on_step, on_problem).run()
