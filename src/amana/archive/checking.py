"""The integrity check of an archive: recompute, name what differs, enter the result.

The check changes nothing, and a check of everything needs no catalogue. It works on an archive that
is too damaged to be written to; then its result cannot be entered, and it says so. Commits go on
meanwhile: the log stands still only while its signature, its last segment and what lies beyond the
last commit are looked at.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.batches import Batch, Covered, digest_in, spell_ranges, spell_sample
from amana.archive.choosing import Choice, choose_objects, choose_units
from amana.archive.comparing import compared
from amana.archive.digests import brought_between, digests_of, items_by_digest
from amana.archive.orders import Standing
from amana.archive.pacing import Pace, Stopped
from amana.archive.parts import Parts
from amana.archive.reading_lock import reading
from amana.archive.scopes import EVERYTHING, Scope
from amana.archive.stamps import TIMESTAMPS, Shown, TimeCheck
from amana.core import JSON, AmanaError, CustodyError
from amana.custody import Head, LogCheck, unerased
from amana.records import Entry, EntryType, Problem
from amana.vault import Unit, Verdict, Wanted

STEPS = (
    ("newest", "No replica or witness that can be reached knows of more, or of another log"),
    ("log-signature", "The checkpoint is signed by the key of this archive"),
    ("log-structure", "Every entry fits its commitment, tile and root"),
    ("timestamps", "Every time-stamp is of its authority, over a state of this log"),
    ("originals", "Every original and derivative has the bytes it came with"),
    ("coverage", "Nothing lies in vault or custody that the log does not know"),
    ("projections", "Catalogue and index say what vault and log say"),
)
_PARTIAL = "Every original and derivative is there, and those chosen have the bytes they came with"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """How far a step of the check is: `state` is `running`, `ok` or `failed`."""

    step: str
    title: str
    done: int
    total: int
    state: str


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found. `entry` is where it was entered last; else `not_entered` tells why.

    `objects` and `bytes` were read, `present` objects were looked for. A long check is entered in
    several `batches`. `seed` repeats a sample. `stopped`: it was asked to stop before the end.
    `times` are the newest time-stamps, one of each authority.
    """

    ok: bool
    problems: tuple[Problem, ...]
    objects: int
    bytes: int
    entries: int
    seconds: float
    entry: int | None
    not_entered: str | None = None
    scope: str = EVERYTHING.kind
    present: int = 0
    batches: tuple[int, ...] = ()
    seed: str | None = None
    stopped: bool = False
    times: tuple[Shown, ...] = ()


OnStep = Callable[[Step], None]
OnProblem = Callable[[Problem], None]


class Checking:
    """One check of one archive. With `log` false, the log is read but not recomputed."""

    def __init__(
        self,
        parts: Parts,
        on_step: OnStep,
        on_problem: OnProblem,
        *,
        scope: Scope = EVERYTHING,
        pace: Pace | None = None,
        log: bool = True,
    ) -> None:
        self._parts = parts
        self._on_step, self._on_problem = on_step, on_problem
        self._scope = scope
        self._pace = pace or Pace(None, parts.timer)
        self._log = log
        self._began = parts.timer.now()
        self._problems: list[Problem] = []
        self._wanted = Wanted()
        self._standing = Standing()
        self._batch = Batch(parts.timer)
        self._entered: list[int] = []
        self._not_entered: str | None = None
        self._stopped = False
        self._time: TimeCheck | None = None
        self._size = self._objects = self._bytes = self._present = 0

    def run(self, *, projections: bool = False) -> CheckReport:
        """Check; with `projections`, compare these too."""
        actor, today = self._parts.actor, self._parts.clock.now().date()
        require(authorize(actor, Deed.CHECK, Subject(), purpose=None, today=today), "checking")
        with contextlib.ExitStack() as still:
            self._stand_still(still)  # an erasure that a crash left is carried out now
        with reading(self._parts.layout.reading_lock):
            return self._run(projections=projections)

    def _run(self, *, projections: bool) -> CheckReport:
        choice = choose_units(self._parts, self._scope)
        if choice is None:
            return self._report(None)
        self._log = self._log and choice.log
        state = self._check_log()
        if self._scope.kind == "sample":
            choice = choose_objects(self._scope, self._wanted)
        self._check_vault(choice, state)
        if projections and not self._problems and not self._stopped:
            with contextlib.ExitStack() as still:
                self._stand_still(still)
                for detail in compared(self._parts, lambda n, of: self._step("projections", n, of)):
                    self._take([Problem(step="projections", path=detail[0], detail=detail[1])])
                self._finish("projections")
        return self._report(choice)

    def _report(self, choice: Choice | None) -> CheckReport:
        return CheckReport(
            ok=not self._problems,
            problems=tuple(self._problems),
            objects=self._objects,
            bytes=self._bytes,
            entries=self._size,
            seconds=round(self._parts.timer.now() - self._began, 3),
            entry=self._entered[-1] if self._entered and not self._not_entered else None,
            not_entered=self._not_entered,
            scope=self._scope.kind,
            present=self._present,
            batches=tuple(self._entered),
            seed=choice.sample.seed if choice and choice.sample else None,
            stopped=self._stopped,
            times=self._time.times if self._time else (),
        )

    def _stand_still(self, stack: contextlib.ExitStack) -> None:
        """Keep the archive from changing for the length of a `with`, if that is possible.

        The committer first moves out of the way what a crash left uncommitted. Where there can be
        no committer, nothing changes, and nothing can be entered either.
        """
        if self._not_entered is None:
            try:
                stack.enter_context(self._parts.writer.pause())
            except AmanaError as error:
                self._not_entered = error.message

    # -- the log -----------------------------------------------------------------------------

    def _check_log(self) -> str | None:
        """Check or read the log; return how far the vault reached then (None: not known)."""
        if others := self._parts.guard.problems():
            self._take(others)
            self._finish("newest")
        with contextlib.ExitStack() as still:
            if self._log:
                self._size = self._recompute(still)
            else:
                self._stand_still(still)
                self._size = self._parts.log.checkpoint().size
                for entry in self._parts.log.entries(0, self._size):
                    self._on_entry(entry)
            return head.vault if (head := self._head()) else None

    def _recompute(self, still: contextlib.ExitStack) -> int:
        storage, key = self._parts.storage, self._parts.signing.some_verifier()
        self._time = TimeCheck(storage, key)
        check = LogCheck(storage, key, self._on_entry)
        self._step("log-signature", 0, 1)
        with contextlib.ExitStack() as first:
            self._stand_still(first)
            check.signature()
        self._take(check.problems)
        self._finish("log-signature")
        seen = len(check.problems)
        for done in check.run(lambda: self._stand_still(still)):
            self._step("log-structure", done, check.size)
            self._take(check.problems[seen:])
            seen = len(check.problems)
        self._take(check.problems[seen:])
        self._take([*unerased(storage, self._standing.slots), *self._standing.problems()])
        self._finish("log-structure", check.size)
        self._check_time(self._time)
        return check.size

    def _check_time(self, time: TimeCheck) -> None:
        if any(not problem.path.startswith(TIMESTAMPS) for problem in self._problems):
            return  # the log that they are of is damaged itself
        for done in time.run():
            self._step("timestamps", done, time.count)
        self._take(time.problems)
        if time.count:
            self._finish("timestamps", time.count)

    def _on_entry(self, entry: Entry) -> None:
        if self._time:
            self._time.note(entry)
        for sha256 in digests_of(entry):
            self._wanted.add(sha256)
        self._standing.take(entry)

    def _head(self) -> Head | None:
        """Return the committed state, while nothing changes."""
        try:
            return None if self._not_entered is not None else self._parts.storage.head()
        except CustodyError as error:  # damaged since the committer was opened
            self._not_entered = error.message
            return None

    # -- the vault ---------------------------------------------------------------------------

    def _check_vault(self, choice: Choice, state: str | None) -> None:
        covered, strays = Covered(choice.order), list[Verdict]()
        verdicts = self._parts.vault.check(
            self._wanted,
            erased=self._standing.extents,
            reads=choice.reads,
            on_bytes=self._pace.took,
            state=state,
        )
        try:
            for verdict in self._in_units(verdicts, choice, covered, state):
                if verdict.stray and state is not None:
                    strays.append(verdict)
                else:
                    self._judge(verdict)
        except (Stopped, KeyboardInterrupt) as stop:
            self._batch.back_to_mark()
            self._enter(choice, covered, state, more=True)
            if isinstance(stop, KeyboardInterrupt):
                raise
            self._stopped = True
            return
        if choice.order is None:
            covered.close()
        if state is not None:
            self._settle(strays)
        self._finish("originals", len(self._wanted))
        if self._log:
            self._finish("coverage")
        self._enter(choice, covered, state, more=False)

    def _in_units(
        self, verdicts: Iterator[Verdict], choice: Choice, covered: Covered, state: str | None
    ) -> Iterator[Verdict]:
        """Yield verdicts; note each unit that was read to its end, and enter what is enough."""
        unit: Unit | None = None
        for verdict in verdicts:
            if verdict.unit != unit:
                self._close_unit(unit, choice, covered)
                if choice.sample is None and self._batch.is_full():
                    self._enter(choice, covered, state, more=True)
                unit = verdict.unit
            yield verdict
        self._close_unit(unit, choice, covered)

    def _close_unit(self, unit: Unit | None, choice: Choice, covered: Covered) -> None:
        if choice.units is not None and unit not in choice.units:
            covered.skip()
        elif unit is not None:
            covered.add(unit)
            self._batch.mark()

    def _judge(self, verdict: Verdict) -> None:
        self._batch.take(verdict)
        if verdict.sha256 is not None and verdict.unit is not None:
            self._present += 1
            self._objects += verdict.read
            self._bytes += verdict.size if verdict.read else 0
        if verdict.problem:
            self._take([verdict.problem])
        if self._present % 100 == 0:
            self._step("originals", self._present, len(self._wanted))

    def _settle(self, strays: Sequence[Verdict]) -> None:
        """Tell strays from what was committed meanwhile, and see that packs end where they should.

        Nothing is being added while the archive stands still: what no entry accounts for is stray.
        """
        with contextlib.ExitStack() as still:
            self._stand_still(still)
            if (head := self._head()) is None:
                return
            later = brought_between(self._parts.log, self._size, head.size)
            for verdict in strays:
                sha256 = verdict.sha256 or ""
                if sha256 not in later and sha256 in self._parts.vault:
                    self._judge(verdict)
            for verdict in self._parts.vault.beyond(head.vault):
                self._judge(verdict)

    # -- the result --------------------------------------------------------------------------

    def _enter(self, choice: Choice, covered: Covered, state: str | None, *, more: bool) -> None:
        """Enter what was found since the last entry in the custody log."""
        batch, self._batch = self._batch, Batch(self._parts.timer)
        if self._not_entered is not None or state is None:
            return
        told: dict[str, JSON] = spell_ranges(covered.cut(), self._parts.vault.open_pack(state))
        if choice.sample is not None:
            told = {} if more else spell_sample(choice.sample)
        damaged = {digest for problem in batch.problems if (digest := digest_in(problem))}
        try:
            fields = batch.fields(
                self._scope.kind,
                covered=told,
                entries=self._size,
                log=self._log,
                more=more,
                items=items_by_digest(self._parts.log, damaged),
            )
            self._entered.append(self._parts.note(EntryType.CHECKED, fields))
        except AmanaError as error:
            self._not_entered = error.message

    def _take(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            self._problems.append(problem)
            self._batch.problems.append(problem)
            self._on_problem(problem)

    def _step(self, step: str, done: int, total: int, state: str = "running") -> None:
        partial = step == "originals" and self._scope.kind != EVERYTHING.kind
        title = _PARTIAL if partial else dict(STEPS)[step]
        self._on_step(Step(step=step, title=title, done=done, total=total, state=state))

    def _finish(self, step: str, total: int = 1) -> None:
        own = {step, "payloads"} if step == "log-structure" else {step}
        failed = any(problem.step in own for problem in self._problems)
        self._step(step, total, total, "failed" if failed else "ok")
