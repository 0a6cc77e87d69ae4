"""Analysing what was read: steps are scheduled over every reading that lacks their observations.

What is missing is asked of the catalogue: a run has no state of its own, can be stopped at any
moment, and goes on where it was. What several items on the same bytes need is carried out once.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from enum import StrEnum

import msgspec

from amana.analysis import REGISTRY, Analysts, Budget, load_steps
from amana.archive.models import Models, digests_in_use, files_of
from amana.archive.observing import Observations, Observing
from amana.archive.parts import Parts
from amana.archive.recipes import Methods
from amana.archive.requests import Observe
from amana.catalogue import ItemRow
from amana.core import NotFound
from amana.core.settings import Settings

_BATCH = 64
_BYTES = 32 << 20
_SECONDS = 5.0
"""So many items, bytes or seconds, and what was observed is committed."""

_TRIES = 3


class AnalysisState(StrEnum):
    """How the analysis of an item stands."""

    ANALYSED = "analysed"
    IN_PART = "analysed-in-part"  # the text is too long; its beginning was analysed
    WAITING = "waiting"
    FAILED = "failed"  # the reason is kept, it can be retried


class Analysed(msgspec.Struct, frozen=True, kw_only=True):
    """How the analysis of one item ended or stands: how many facts it gave, or why there are none.

    `facts` is None where they are not counted.
    """

    ref: str
    state: AnalysisState
    facts: int | None = None
    reason: str | None = None


OnAnalysed = Callable[[Analysed], None]
"""`on_analysed(analysed)` is told how each analysis ended, once it is committed."""


class AnalysisReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of `analyse` did: how many items came into each state; whether it was stopped."""

    states: dict[str, int]
    interrupted: bool = False


def analysis_budget(settings: Settings) -> Budget:
    """Return what analysing one text may take, as it is set for this archive."""
    return Budget(seconds=settings.analyse_seconds, memory=settings.analyse_megabytes << 20)


def methods_of(parts: Parts) -> Methods:
    """Return by which recipes texts of this archive are analysed now."""
    steps, digests = load_steps(REGISTRY), digests_in_use(parts)
    return Methods(steps, digests, parts.settings.analyse_characters)


def models_of(parts: Parts) -> Models:
    """Return the models of an archive, for those steps that take any."""
    return Models(parts, [step.name for step in load_steps(REGISTRY) if step.model])


class Analysing:
    """One run over readings that are to be analysed."""

    def __init__(self, parts: Parts, on_analysed: OnAnalysed | None = None) -> None:
        self._parts = parts
        self._on_analysed = on_analysed
        self._steps = load_steps(REGISTRY)
        self._methods = methods_of(parts)
        self._models = files_of(parts, digests_in_use(parts))
        self._batch: list[tuple[ItemRow, Observations]] = []
        self._since = time.monotonic()
        self._states: dict[str, int] = {}

    def run(self, refs: Collection[str] = (), *, again: bool = False) -> AnalysisReport:
        """Analyse what waits; with `again`, also what failed before.

        Only `refs` and what is inside of them, if any are named.

        Raises:
            UnavailableError: no workers can be had; what was observed before is kept.
        """
        catalogue = self._parts.current()
        failed_before = catalogue.log_size() if again else 0
        rows = catalogue.analyses().waiting(
            self._methods.digests, refs=refs, failed_before=failed_before
        )
        first = next(rows, None)
        interrupted = False
        if first is not None and self._steps:
            try:
                try:
                    self._analyse(first, rows)
                finally:  # what was observed is not lost, whatever ended the run
                    self._commit()
            except KeyboardInterrupt:
                interrupted = True
        return AnalysisReport(states=dict(sorted(self._states.items())), interrupted=interrupted)

    def _analyse(self, first: ItemRow, rows: Iterator[ItemRow]) -> None:
        settings = self._parts.settings
        number = max(1, settings.analysts)
        with (
            ThreadPoolExecutor(number) as threads,
            Analysts(
                number, analysis_budget(settings), steps=REGISTRY, models=self._models
            ) as analysts,
        ):
            observing = Observing(self._parts, analysts, self._methods, self._steps)
            ahead = _Ahead(threads, observing.observe, 2 * number)
            for row in _chained(first, rows):
                self._take(ahead.begin(row))
            self._take(ahead.rest())

    def _take(self, done: Iterator[tuple[ItemRow, Observations]]) -> None:
        for row, observed in done:
            if not self._batch:
                self._since = time.monotonic()
            self._batch.append((row, observed))
            large = sum(each.size for _, each in self._batch) > _BYTES
            late = time.monotonic() - self._since > _SECONDS
            if large or late or len(self._batch) >= _BATCH:
                self._commit()

    def _commit(self) -> None:
        """Put facts into the vault and enter the results of the batch."""
        batch, self._batch = self._batch, []
        entered: list[tuple[ItemRow, Observations]] = []
        for attempt in range(_TRIES if batch else 0):
            entered = self._still_wanted(batch)
            try:
                self._enter(entered)
                break
            except NotFound:  # erased, or read anew, since it was looked whether it is still there
                if attempt == _TRIES - 1:
                    raise
        for row, observed in entered:
            self._tell(row, observed)

    def _still_wanted(
        self, batch: list[tuple[ItemRow, Observations]]
    ) -> list[tuple[ItemRow, Observations]]:
        """Return what is of readings that are still current; the others may have been erased."""
        now = self._parts.current().analyses().of([row.ref for row, _ in batch])
        return [
            (row, observed)
            for row, observed in batch
            if row.ref in now and now[row.ref].reading == observed.analysis.reading
        ]

    def _enter(self, batch: list[tuple[ItemRow, Observations]]) -> None:
        if not batch:
            return
        analyses = {row.ref: observed.analysis for row, observed in batch}
        recipes = {name: each for _, observed in batch for name, each in observed.recipes.items()}
        facts = {sha256: data for _, observed in batch for sha256, data in observed.facts.items()}
        with self._parts.writer.transaction() as transaction:
            for data in facts.values():
                transaction.put(io.BytesIO(data))
            request = Observe(analyses=analyses, recipes=recipes)
            transaction.commit(self._parts.group([request]))

    def _tell(self, row: ItemRow, observed: Observations) -> None:
        analysis = observed.analysis
        state = AnalysisState.ANALYSED if analysis.code is None else AnalysisState.IN_PART
        state = AnalysisState.FAILED if analysis.failed else state
        self._states[state.value] = self._states.get(state.value, 0) + 1
        if self._on_analysed:
            self._on_analysed(
                Analysed(ref=row.ref, state=state, facts=observed.number, reason=analysis.reason)
            )


class _Ahead:
    """Has readings analysed, only a few at once; each reading once, whoever waits for it."""

    def __init__(
        self, threads: ThreadPoolExecutor, observe: Callable[[str], Observations], most: int
    ) -> None:
        self._threads = threads
        self._observe = observe
        self._most = most
        self._under_way: dict[str, tuple[Future[Observations], list[ItemRow]]] = {}

    def begin(self, row: ItemRow) -> Iterator[tuple[ItemRow, Observations]]:
        """Begin with an item; yield what is done meanwhile."""
        reading = row.reading or ""
        if reading in self._under_way:
            self._under_way[reading][1].append(row)
            return
        self._under_way[reading] = (self._threads.submit(self._observe, reading), [row])
        if len(self._under_way) >= self._most:
            yield from self._done()

    def rest(self) -> Iterator[tuple[ItemRow, Observations]]:
        """Yield what is left."""
        while self._under_way:
            yield from self._done()

    def _done(self) -> Iterator[tuple[ItemRow, Observations]]:
        """Wait until something is done."""
        done, _ = wait(
            [future for future, _ in self._under_way.values()], return_when=FIRST_COMPLETED
        )
        for reading, (future, rows) in list(self._under_way.items()):
            if future in done:
                del self._under_way[reading]
                for row in rows:
                    yield row, future.result()


def _chained(first: ItemRow, rows: Iterator[ItemRow]) -> Iterator[ItemRow]:
    yield first
    yield from rows
