"""Working the queue: every preserved item is read, and its articles are found.

The pipeline alone schedules steps. Results of a batch are committed together; a run can be stopped
at any moment and goes on where it was, because what is waiting is asked of the catalogue.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import BinaryIO

import msgspec

from amana.archive.parts import Parts
from amana.archive.requests import Derive
from amana.catalogue import ItemRow, ReadingRow, Result
from amana.core import JSON, NotFound
from amana.core.settings import Settings
from amana.reading import Limits, Outcome, ReadingPool
from amana.reading.articles import find_articles
from amana.records import Reading, Recipe, State

_BATCH = 64
_SECONDS = 2.0

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
    return Limits(wall_seconds=settings.read_seconds, memory=settings.read_megabytes << 20)


def reading_environment() -> tuple[str, ...]:
    """Return by which layers reading workers are confined on this machine.

    Raises:
        UnavailableError: they cannot be confined here.
    """
    with ReadingPool(1, Limits()) as pool:
        return pool.environment


class Working:
    """One run over the items that wait."""

    def __init__(self, parts: Parts, on_read: OnRead | None) -> None:
        self._parts = parts
        self._on_read = on_read
        self._states: dict[str, int] = {}
        self._batch: list[_Done] = []
        self._since = time.monotonic()

    def run(self, states: tuple[State, ...] = (State.PRESERVED,)) -> WorkReport:
        """Read every item that is in one of `states` now."""
        waiting = [row for state in states for row in self._parts.current().items(state=state)[1]]
        interrupted = False
        if waiting:
            try:
                self._read_all(waiting)
            except KeyboardInterrupt:
                interrupted = True
            self._commit()
            self._parts.writer.flush()
        return WorkReport(states=dict(sorted(self._states.items())), interrupted=interrupted)

    def _read_all(self, waiting: list[ItemRow]) -> None:
        settings = self._parts.settings
        limits = reading_limits(settings)
        with (
            ReadingPool(settings.workers, limits) as pool,
            ThreadPoolExecutor(settings.workers) as threads,
        ):
            for done in _ahead(
                threads, lambda row: self._read(pool, row), waiting, settings.workers
            ):
                self._batch.append(done)
                if len(self._batch) >= _BATCH or time.monotonic() - self._since > _SECONDS:
                    self._commit()

    def _read(self, pool: ReadingPool, row: ItemRow) -> _Done:
        """Read one item, or take over what another item of the same bytes gave."""
        earlier = self._parts.catalogue.readings(row.sha256)
        if earlier:
            return _Done(ref=row.ref, result=_taken_over(earlier[-1]))
        try:
            descriptor = self._parts.descriptor(row.sha256)
        except NotFound as error:
            reason = f"{error.message}; run `amana check`"
            return _Done(ref=row.ref, result=_failed(State.UNREADABLE, reason))
        try:
            outcome = pool.read(descriptor, original=row.sha256, name=row.name or "", size=row.size)
        finally:
            os.close(descriptor)
        return _finish(row, outcome)

    def _commit(self) -> None:
        """Put derivatives into the vault and enter the results of the batch."""
        if self._batch:
            recipes = dict(done.recipe for done in self._batch if done.recipe)
            with self._parts.writer.transaction():
                results = {done.ref: self._stored(done) for done in self._batch}
                self._parts.commit(Derive(results=results, recipes=recipes))
            for ref, result in results.items():
                self._states[result.state] = self._states.get(result.state, 0) + 1
                if self._on_read:
                    self._on_read(ref, State(result.state), result.reason)
        self._batch, self._since = [], time.monotonic()

    def _stored(self, done: _Done) -> Result:
        digests = {}
        for part, data in (("reading", done.reading), ("facts", done.facts)):
            if data:
                digests[part] = self._parts.writer.put(_stream(data)).sha256
        return msgspec.structs.replace(done.result, **digests)


def _ahead(
    threads: ThreadPoolExecutor,
    work: Callable[[ItemRow], _Done],
    rows: list[ItemRow],
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
    recipe = (_recipe_name(outcome.recipe), _plain(outcome.recipe))
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


def _taken_over(earlier: ReadingRow) -> Result:
    return Result(
        state=earlier.state.value,
        media_type=earlier.media_type,
        key=earlier.key,
        reading=earlier.derivative,
        facts=earlier.facts,
    )


def _failed(state: State, reason: str) -> Result:
    return Result(state=state.value, media_type="application/octet-stream", reason=reason)


def _recipe_name(recipe: Recipe) -> str:
    return f"{recipe.tool} {recipe.version}"


def _plain(recipe: Recipe) -> JSON:
    plain: JSON = msgspec.to_builtins(recipe)
    return plain


def _stream(data: bytes) -> BinaryIO:
    return io.BytesIO(data)
