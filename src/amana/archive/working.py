"""Working the queue: every preserved item is read, and its articles are found.

The pipeline alone schedules steps. Results of a batch are committed together; a run can be stopped
at any moment and goes on where it was, because what is waiting is asked of the catalogue.
"""

from __future__ import annotations

import hashlib
import io
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice

import msgspec

from amana.archive.contents import descriptor_of
from amana.archive.parts import Parts
from amana.archive.requests import Derive
from amana.archive.unpacking import Allowances, TakenOut, results_of
from amana.archive.writer import Transaction
from amana.catalogue import ItemRow, ReadingRow, Result
from amana.core import CHUNK, JSON, NotFound
from amana.core.settings import Settings
from amana.reading import Allowance, Limits, Outcome, ReadingPool
from amana.reading.articles import find_articles
from amana.records import Child, Reading, Recipe, State

_BATCH = 64
_SECONDS = 5.0
_PAGE = 1000
_CHILDREN = 500
"""So many child items are entered at once."""

WAITING = (State.PRESERVED,)
AGAIN = (State.PRESERVED, State.UNREADABLE, State.REFUSED, State.NO_READER)
"""What is worth another attempt: after a repair, with more memory or time, with a newer reader."""

OnRead = Callable[[str, State, str | None], None]
"""`on_read(ref, state, reason)` is told each state once it is committed."""


class WorkReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of `work` did: how many items came into each state; whether it was stopped."""

    states: dict[str, int]
    interrupted: bool = False


class _Done(msgspec.Struct, frozen=True, kw_only=True):
    """One item that was read, before anything is committed."""

    row: ItemRow
    result: Result
    recipe: tuple[str, JSON] | None = None
    reading: bytes | None = None
    facts: bytes | None = None
    children: tuple[Child, ...] = ()
    taken: TakenOut | None = None

    def drop(self) -> None:
        """Let go of what was taken out."""
        if self.taken:
            self.taken.spool.__exit__()


def reading_limits(settings: Settings) -> Limits:
    """Return the budget of reading one original, as it is set for this archive."""
    return Limits(
        cpu_seconds=settings.read_seconds,
        wall_seconds=2 * settings.read_seconds,
        memory=settings.read_megabytes << 20,
    )


def reading_environment() -> tuple[str, ...]:
    """Return by which layers reading workers are confined on this machine.

    Raises:
        UnavailableError: they cannot be confined here.
    """
    with ReadingPool(1, Limits()) as pool:
        return pool.steps[0].recipe.environment


class Working:
    """One run over the items that wait."""

    def __init__(self, parts: Parts, on_read: OnRead | None) -> None:
        self._parts = parts
        self._on_read = on_read
        self._allowances = Allowances(parts.catalogue, Allowance())
        self._states: dict[str, int] = {}
        self._after: ItemRow | None = None
        self._batch: list[_Done] = []
        self._since = time.monotonic()

    def run(self, states: Collection[State] = WAITING) -> WorkReport:
        """Read every item that is in one of `states` now.

        Raises:
            UnavailableError: the reading workers cannot be had; what was read before is kept.
        """
        interrupted = False
        if self._parts.current().waiting(states, after=None, limit=1):
            try:
                try:
                    self._read_all(states)
                finally:  # what was read is not lost, whatever ended the run
                    self._commit()
            except KeyboardInterrupt:
                interrupted = True
            self._parts.writer.flush()
        return WorkReport(states=dict(sorted(self._states.items())), interrupted=interrupted)

    def _waiting(self, states: Collection[State]) -> Iterator[ItemRow]:
        """Yield what is in one of `states`, in the order of the log, a page in memory.

        Each is yielded once in a run. What is found inside comes later in the log than what it is
        inside of, so it comes, too.
        """
        while rows := self._parts.current().waiting(states, after=self._after, limit=_PAGE):
            for self._after in rows:
                yield self._after

    def _read_all(self, states: Collection[State]) -> None:
        settings = self._parts.settings
        with (
            ThreadPoolExecutor(settings.workers) as threads,
            ReadingPool(settings.workers, reading_limits(settings)) as pool,
        ):
            while first := next(waiting := self._waiting(states), None):
                for done in _ahead(
                    threads,
                    lambda row: self._read(pool, row),
                    chain([first], waiting),
                    settings.workers,
                ):
                    self._batch.append(done)
                    if len(self._batch) >= _BATCH or time.monotonic() - self._since > _SECONDS:
                        self._commit()
                self._commit()  # what is inside of these is waiting from now on

    def _read(self, pool: ReadingPool, row: ItemRow) -> _Done:
        """Read one item, or take over what another item of the same bytes gave."""
        earlier = self._parts.catalogue.readings(row.sha256)
        if earlier:
            return self._take_over(row, earlier[-1])
        try:
            descriptor, start = descriptor_of(self._parts, row)
        except NotFound as error:
            return _Done(row=row, result=_failed(f"{error.message}; run `amana check`"))
        taken = TakenOut(self._parts.layout.incoming)
        try:
            if _sha256(descriptor, start, row.size) != row.sha256:
                reason = "the original is not what it was when it was taken in; run `amana check`"
                return _Done(row=row, result=_failed(reason))
            outcome = pool.read(
                descriptor,
                original=row.sha256,
                name=row.name or "",
                start=start,
                size=row.size,
                taker=taken,
                allowance=self._allowances.left(row),
            )
        finally:
            os.close(descriptor)
        self._allowances.spend(row, outcome.children)
        return _finish(row, outcome, taken)

    def _take_over(self, row: ItemRow, earlier: ReadingRow) -> _Done:
        """Return the result of another item on the same bytes, with what is inside of it."""
        children: tuple[Child, ...] = ()
        if earlier.children:
            derivative = self._parts.derivative(earlier.derivative)
            children = msgspec.json.decode(derivative, type=Reading).children
        same = self._parts.catalogue.same_bytes(row.sha256)
        return _Done(row=row, result=_taken_over(earlier, same), children=children)

    def _commit(self) -> None:
        """Put derivatives into the vault and enter the results of the batch.

        What is found inside an item is entered before the item's own result: whatever interrupts
        this, an item that was read has all its children.
        """
        if self._batch:
            for done in self._batch:
                self._enter_children(done)
            recipes = dict(done.recipe for done in self._batch if done.recipe)
            with self._parts.writer.transaction() as transaction:
                results = {done.row.ref: _stored(done, transaction) for done in self._batch}
                derive = Derive(results=results, recipes=recipes)
                transaction.commit(self._parts.group([derive]))
            for done in self._batch:
                done.drop()
            self._batch = []
            for ref, result in results.items():
                self._states[result.state] = self._states.get(result.state, 0) + 1
                if self._on_read:
                    self._on_read(ref, State(result.state), result.reason)
        self._since = time.monotonic()

    def _enter_children(self, done: _Done) -> None:
        if not done.children:
            return
        _, known = self._parts.current().items(inside=done.row.ref)
        new = results_of(done.row, done.children, known)
        while some := dict(islice(new, _CHILDREN)):
            with self._parts.writer.transaction() as transaction:
                if done.taken:
                    done.taken.put_into(transaction, some.values())
                transaction.commit(self._parts.group([Derive(results=some, recipes={})]))


def _stored(done: _Done, transaction: Transaction) -> Result:
    """Put what was derived into the vault; return the result with its digests."""
    digests = {}
    for part, data in (("reading", done.reading), ("facts", done.facts)):
        if data:
            digests[part] = transaction.put(io.BytesIO(data)).sha256
    return msgspec.structs.replace(done.result, **digests)


def _sha256(descriptor: int, start: int, size: int) -> str:
    """Return the digest of what is about to be read: a reading names the bytes it was made of."""
    digest, at, end = hashlib.sha256(), start, start + size
    while at < end and (piece := os.pread(descriptor, min(CHUNK, end - at), at)):
        digest.update(piece)
        at += len(piece)
    return digest.hexdigest()


def _ahead(
    threads: ThreadPoolExecutor,
    work: Callable[[ItemRow], _Done],
    rows: Iterable[ItemRow],
    workers: int,
) -> Iterator[_Done]:
    """Yield results in the order of `rows`, with only a few of them under way at once."""
    source = iter(rows)
    under_way: list[Future[_Done]] = [threads.submit(work, r) for r in islice(source, 2 * workers)]
    try:
        while under_way:
            done = under_way.pop(0).result()
            under_way.extend(threads.submit(work, row) for row in islice(source, 1))
            yield done
    finally:
        for future in under_way:
            future.cancel()


def _finish(row: ItemRow, outcome: Outcome, taken: TakenOut) -> _Done:
    """Find the articles of a reading and put everything into the form of a result."""
    recipe = (f"{outcome.recipe.step} {outcome.recipe.version}", _plain(outcome.recipe))
    if outcome.reading is None:
        result = Result(
            state=outcome.state.value, media_type=outcome.media_type, reason=outcome.reason
        )
        return _Done(row=row, result=result, recipe=recipe, children=outcome.children, taken=taken)
    reading = outcome.reading
    facts = b"".join(
        msgspec.json.encode(article, order="deterministic") + b"\n"
        for article in find_articles(reading)
    )
    result = Result(
        state=reading.state.value,
        media_type=reading.media_type,
        reason=outcome.reason or _first_warning(reading),
        key=reading.key,
    )
    return _Done(
        row=row,
        result=result,
        recipe=recipe,
        reading=msgspec.json.encode(reading, order="deterministic"),
        facts=facts,
        children=outcome.children,
        taken=taken,
    )


def _first_warning(reading: Reading) -> str | None:
    """Return why a reading is empty or partial: its first warning."""
    if reading.state is State.READ or not reading.warnings:
        return None
    return reading.warnings[0].detail


def _taken_over(earlier: ReadingRow, same_bytes: Iterable[ItemRow]) -> Result:
    """Return the result of another item on the same bytes, with the reason that stands there."""
    reasons = (row.reason for row in same_bytes if row.reading == earlier.key)
    return Result(
        state=earlier.state.value,
        media_type=earlier.media_type,
        reason=next(reasons, None),
        key=earlier.key,
        reading=earlier.derivative,
        facts=earlier.facts,
    )


def _failed(reason: str) -> Result:
    return Result(
        state=State.UNREADABLE.value, media_type="application/octet-stream", reason=reason
    )


def _plain(recipe: Recipe) -> JSON:
    plain: JSON = msgspec.to_builtins(recipe)
    return plain
