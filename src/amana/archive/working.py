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

from amana.archive.parts import Parts
from amana.archive.requests import Derive
from amana.archive.writer import Transaction
from amana.catalogue import ItemRow, ReadingRow, Result
from amana.core import JSON, NotFound
from amana.core.settings import Settings
from amana.reading import Limits, Outcome, ReadingPool
from amana.reading.articles import find_articles
from amana.records import Reading, Recipe, State

_BATCH = 64
_SECONDS = 5.0
_PAGE = 1000

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

    ref: str
    result: Result
    recipe: tuple[str, JSON] | None = None
    reading: bytes | None = None
    facts: bytes | None = None


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
        self._states: dict[str, int] = {}
        self._batch: list[_Done] = []
        self._since = time.monotonic()

    def run(self, states: Collection[State] = WAITING) -> WorkReport:
        """Read every item that is in one of `states` now.

        Raises:
            UnavailableError: the reading workers cannot be had; what was read before is kept.
        """
        interrupted = False
        waiting = self._waiting(states)
        first = next(waiting, None)
        if first is not None:
            try:
                try:
                    self._read_all(chain([first], waiting))
                finally:  # what was read is not lost, whatever ended the run
                    self._commit()
            except KeyboardInterrupt:
                interrupted = True
            self._parts.writer.flush()
        return WorkReport(states=dict(sorted(self._states.items())), interrupted=interrupted)

    def _waiting(self, states: Collection[State]) -> Iterator[ItemRow]:
        """Yield the items in one of `states`, in the order of the log, a page in memory."""
        after = -1
        while rows := self._parts.current().waiting(states, after=after, limit=_PAGE):
            yield from rows
            after = rows[-1].acquired_entry

    def _read_all(self, waiting: Iterable[ItemRow]) -> None:
        settings = self._parts.settings
        with (
            ThreadPoolExecutor(settings.workers) as threads,
            ReadingPool(settings.workers, reading_limits(settings)) as pool,
        ):
            for done in _ahead(
                threads, lambda row: self._read(pool, row), waiting, settings.workers
            ):
                self._batch.append(done)
                if len(self._batch) >= _BATCH or time.monotonic() - self._since > _SECONDS:
                    self._commit()

    def _read(self, pool: ReadingPool, row: ItemRow) -> _Done:
        """Read one item, or take over what another item of the same bytes gave."""
        catalogue = self._parts.catalogue
        earlier = catalogue.readings(row.sha256)
        if earlier:
            return _Done(
                ref=row.ref, result=_taken_over(earlier[-1], catalogue.same_bytes(row.sha256))
            )
        try:
            descriptor = self._parts.descriptor(row.sha256)
        except NotFound as error:
            return _Done(ref=row.ref, result=_failed(f"{error.message}; run `amana check`"))
        try:
            if _sha256(descriptor) != row.sha256:
                reason = "the original is not what it was when it was taken in; run `amana check`"
                return _Done(ref=row.ref, result=_failed(reason))
            outcome = pool.read(descriptor, original=row.sha256, name=row.name or "", size=row.size)
        finally:
            os.close(descriptor)
        return _finish(row, outcome)

    def _commit(self) -> None:
        """Put derivatives into the vault and enter the results of the batch."""
        if self._batch:
            recipes = dict(done.recipe for done in self._batch if done.recipe)
            with self._parts.writer.transaction() as transaction:
                results = {done.ref: _stored(done, transaction) for done in self._batch}
                derive = Derive(results=results, recipes=recipes)
                transaction.commit(self._parts.group([derive]))
            self._batch = []
            for ref, result in results.items():
                self._states[result.state] = self._states.get(result.state, 0) + 1
                if self._on_read:
                    self._on_read(ref, State(result.state), result.reason)
        self._since = time.monotonic()


def _stored(done: _Done, transaction: Transaction) -> Result:
    """Put what was derived into the vault; return the result with its digests."""
    digests = {}
    for part, data in (("reading", done.reading), ("facts", done.facts)):
        if data:
            digests[part] = transaction.put(io.BytesIO(data)).sha256
    return msgspec.structs.replace(done.result, **digests)


def _sha256(descriptor: int) -> str:
    """Return the digest of what is about to be read: a reading names the bytes it was made of."""
    with os.fdopen(descriptor, "rb", closefd=False) as original:
        digest = hashlib.file_digest(original, "sha256").hexdigest()
        original.seek(0)
    return digest


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


def _finish(row: ItemRow, outcome: Outcome) -> _Done:
    """Find the articles of a reading and put everything into the form of a result."""
    recipe = (f"{outcome.recipe.step} {outcome.recipe.version}", _plain(outcome.recipe))
    if outcome.reading is None:
        result = Result(
            state=outcome.state.value, media_type=outcome.media_type, reason=outcome.reason
        )
        return _Done(ref=row.ref, result=result, recipe=recipe)
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
        ref=row.ref,
        result=result,
        recipe=recipe,
        reading=msgspec.json.encode(reading, order="deterministic"),
        facts=facts,
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
