"""The integrity check of a whole archive: recompute it all, name what differs, enter the result.

The check needs no catalogue and changes nothing. It works on an archive that is too damaged to be
written to; then its result cannot be entered, and it says so.
"""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.comparing import differences, index_differences
from amana.archive.indexing import labels
from amana.archive.parts import Parts, digests_of
from amana.archive.projections import Projections
from amana.catalogue import open_catalogue
from amana.core import JSON, AmanaError, UnavailableError
from amana.custody import LogCheck
from amana.records import Entry, EntryType, Problem
from amana.search import open_index

_MOST = 100
"""So many differences of the catalogue are named; the remedy is the same for all."""

STEPS = (
    ("log-signature", "The checkpoint is signed by the key of this archive"),
    ("log-structure", "Every entry fits its commitment, tile and root"),
    ("originals", "Every original and derivative has the bytes it came with"),
    ("coverage", "Nothing lies in vault or custody that the log does not know"),
    ("projections", "Catalogue and index say what vault and log say"),
)
DOES_NOT_SHOW = (
    "who made an original, or what happened to it before it was taken in",
    "whether what an original says is true",
    "when something existed: the times in the log are those that this machine's clock claimed",
)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """How far a step of the check is: `state` is `running`, `ok` or `failed`."""

    step: str
    title: str
    done: int
    total: int
    state: str


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found. `entry` is where it was entered; else `not_entered` tells why."""

    ok: bool
    problems: tuple[Problem, ...]
    objects: int
    bytes: int
    entries: int
    seconds: float
    entry: int | None
    not_entered: str | None = None


OnStep = Callable[[Step], None]
OnProblem = Callable[[Problem], None]


class Checking:
    """One check of one archive."""

    def __init__(self, parts: Parts, on_step: OnStep, on_problem: OnProblem) -> None:
        self._parts = parts
        self._on_step = on_step
        self._on_problem = on_problem
        self._problems: list[Problem] = []
        self._told = 0
        self._wanted: set[str] = set()
        self._objects = 0
        self._bytes = 0

    def run(self, *, projections: bool) -> CheckReport:
        """Check everything; with `projections`, compare these too."""
        began = time.monotonic()
        self._allowed()
        with contextlib.ExitStack() as stack:
            not_entered = self._hold_still(stack)
            size = self._check_log()
            self._check_vault()
            self._finish("coverage")
            if projections and not self._problems:
                self._check_projections()
        report = CheckReport(
            ok=not self._problems,
            problems=tuple(self._problems),
            objects=self._objects,
            bytes=self._bytes,
            entries=size,
            seconds=round(time.monotonic() - began, 3),
            entry=None,
            not_entered=not_entered,
        )
        return report if not_entered else self._enter(report)

    def _allowed(self) -> None:
        today = self._parts.clock.now().date()
        decision = authorize(self._parts.actor, Deed.CHECK, Subject(), purpose=None, today=today)
        require(decision, "checking")

    def _hold_still(self, stack: contextlib.ExitStack) -> str | None:
        """Keep the archive from changing while it is checked; return why that is not possible.

        The committer first moves out of the way what a crash left uncommitted.
        """
        try:
            stack.enter_context(self._parts.writer.pause())
        except AmanaError as error:
            return error.message
        return None

    def _check_log(self) -> int:
        check = LogCheck(self._parts.storage, self._parts.some_verifier(), self._on_entry)
        self._step("log-signature", 0, 1)
        check.signature()
        self._take(check.problems)
        self._finish("log-signature")
        seen = len(check.problems)
        for done in check.run():
            self._step("log-structure", done, check.size)
            self._take(check.problems[seen:])
            seen = len(check.problems)
        self._take(check.problems[seen:])
        self._finish("log-structure", check.size)
        return check.size

    def _on_entry(self, entry: Entry) -> None:
        self._wanted.update(digests_of(entry))

    def _check_vault(self) -> None:
        total = len(self._wanted)
        for verdict in self._parts.vault.check(self._wanted):
            self._objects += verdict.sha256 is not None
            self._bytes += verdict.size
            if verdict.problem:
                self._take([verdict.problem])
            if self._objects % 100 == 0:
                self._step("originals", self._objects, total)
        self._finish("originals", total)

    def _check_projections(self) -> None:
        """Make catalogue and index again from the log, aside, and compare them."""
        parts = self._parts
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(dir=parts.layout.work))
            fresh = open_catalogue(f"sqlite:///{folder}/catalogue.db")
            stack.callback(fresh.close)
            index = open_index(Path(folder) / "search")
            stack.callback(index.close)
            again = Projections(fresh, index, parts.log, parts.derivative, lambda: index)
            again.catch_up(lambda done, total: self._step("projections", done, total))
            again.flush()
            try:
                for detail in islice(differences(parts.catalogue.dump(), fresh.dump()), _MOST):
                    self._differs("cache/catalogue.db", detail)
                held = labels(fresh.embargoes(), today=date.max, with_purpose=True)
                for detail in index_differences(parts.index, index, held):
                    self._differs("cache/search", detail)
            except UnavailableError as error:
                self._differs("cache", f"cannot be compared: {error.message}")
        self._finish("projections")

    def _differs(self, path: str, detail: str) -> None:
        self._take([Problem(step="projections", path=path, detail=detail)])

    def _enter(self, report: CheckReport) -> CheckReport:
        """Enter the result of the check in the custody log."""
        fields: dict[str, JSON] = {
            "scope": "everything",
            "outcome": "unchanged" if report.ok else "problems found",
            "objects": report.objects,
            "entries": report.entries,
            "problems": [msgspec.to_builtins(problem) for problem in report.problems[:100]],
            "problem_count": len(report.problems),
        }
        try:
            number = self._parts.note(EntryType.CHECKED, fields)
        except AmanaError as error:
            return msgspec.structs.replace(report, not_entered=error.message)
        return msgspec.structs.replace(report, entry=number)

    def _take(self, problems: list[Problem]) -> None:
        for problem in problems:
            self._problems.append(problem)
            self._on_problem(problem)

    def _step(self, step: str, done: int, total: int, state: str = "running") -> None:
        title = dict(STEPS)[step]
        self._on_step(Step(step=step, title=title, done=done, total=total, state=state))

    def _finish(self, step: str, total: int = 1) -> None:
        own = {step, "payloads"} if step == "log-structure" else {step}
        failed = any(problem.step in own for problem in self._problems)
        self._step(step, total, total, "failed" if failed else "ok")
