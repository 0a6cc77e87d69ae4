"""Working the queue: every preserved item is read, and its articles are found.

The pipeline alone schedules steps. Results of a batch are committed together; a run can be stopped
at any moment and goes on where it was, because what is waiting is asked of the catalogue.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice

import msgspec

from amana.archive.allowances import Allowances
from amana.archive.attempts import Attempts, Passwords
from amana.archive.differences import Difference
from amana.archive.entering import Entering
from amana.archive.finishing import Done, finish, not_taken_out, taken_over, unreadable
from amana.archive.other_recipe import OtherRecipe
from amana.archive.parts import Parts
from amana.archive.rereading import not_opened, settle_again
from amana.catalogue import Aspect, Condition, ItemRow, ReadingRow, in_state
from amana.core import IntegrityError, prepared
from amana.core.settings import Settings
from amana.reading import Allowance, Limits, ReadingPool, reading_key
from amana.records import Child, Reading, State

WAITING = in_state(State.PRESERVED)

OnRead = Callable[[str, State, str | None], None]
"""`on_read(ref, state, reason)` is told each state once it is committed."""

OnDifferences = Callable[[Sequence[tuple[ItemRow, Difference]]], None]
"""`on_differences(pairs)` is told what reading items again gave, once it is committed."""


class WorkReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of `work` did: how many items came into each state; whether it was stopped.

    `analysis` counts in the same way how their analysis stands.
    """

    states: dict[str, int]
    analysis: dict[str, int] = {}
    interrupted: bool = False


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which items a run reads: those that wait, or, with `again`, those that were read before.

    All `conditions` must hold of them; they are `refs` or inside of these, if any are named.
    Whatever is found inside of them is read as well.
    """

    conditions: tuple[Condition, ...] = ()
    refs: tuple[str, ...] = ()
    again: bool = False


def reading_limits(settings: Settings) -> Limits:
    """Return the budget of reading one original, as it is set for this archive."""
    return Limits(
        cpu_seconds=settings.read_seconds,
        wall_seconds=2 * settings.read_seconds,
        memory=settings.read_megabytes << 20,
        ocr=settings.ocr_languages,
        ocr_pages=settings.ocr_pages,
    )


def whole_allowance(settings: Settings) -> Allowance:
    """Return what may be taken out of one item and everything inside it, as it is set."""
    return Allowance(
        children=settings.inside_items,
        child_bytes=settings.inside_megabytes << 20,
        depth=settings.inside_layers,
        seconds=settings.inside_seconds,
    )


class Working:
    """One run over items that are to be read."""

    def __init__(
        self,
        parts: Parts,
        on_read: OnRead | None,
        *,
        passwords: Sequence[str] = (),
        on_differences: OnDifferences | None = None,
    ) -> None:
        self._parts = parts
        self._on_read = on_read
        self._on_differences = on_differences
        self._passwords = Passwords(tuple(passwords), secrets.token_hex(8))
        containment = parts.catalogue.containment()
        self._allowances = Allowances(
            containment.of, containment.directly, whole_allowance(parts.settings)
        )
        self._entering = Entering(parts, self._tell)
        self._states: dict[str, int] = {}
        self._began = 0

    def run(self, chosen: Chosen = Chosen()) -> WorkReport:  # noqa: B008 - it cannot change
        """Read what is chosen, and then whatever was found inside.

        Raises:
            UnavailableError: the reading workers cannot be had; what was read before is kept.
        """
        catalogue = self._parts.current()
        self._began = catalogue.log_size()
        where = chosen.conditions if chosen.again else (*WAITING, *chosen.conditions)
        rows = catalogue.queue().rows(where, refs=chosen.refs, entries=(0, self._began))
        first = next(rows, None)
        interrupted = False
        if first is not None:
            try:
                try:
                    self._read_all(chain([first], rows), chosen)
                finally:  # what was read is not lost, whatever ended the run
                    self._entering.commit()
            except KeyboardInterrupt:
                interrupted = True
            self._parts.writer.flush()
        return WorkReport(states=dict(sorted(self._states.items())), interrupted=interrupted)

    def _read_all(self, rows: Iterator[ItemRow], chosen: Chosen) -> None:
        settings = self._parts.settings
        with (
            ThreadPoolExecutor(settings.workers) as threads,
            ReadingPool(settings.workers, reading_limits(settings)) as pool,
        ):
            attempts = Attempts(self._parts, pool, self._allowances, self._passwords)
            if any(each.aspect is Aspect.RECIPE for each in chosen.conditions):
                rows = filter(OtherRecipe(self._parts, attempts).is_other, rows)
            first = functools.partial(self._read, attempts)
            again = functools.partial(self._read_again, attempts)
            self._pass(threads, again if chosen.again else first, rows)
            found = self._found_inside()
            while row := next(found, None):
                self._pass(threads, first, chain([row], found))
                found = self._found_inside(row)

    def _found_inside(self, after: ItemRow | None = None) -> Iterator[ItemRow]:
        """Yield what was found since the run began, and waits."""
        queue = self._parts.current().queue()
        return queue.rows(WAITING, entries=(self._began, None), after=after)

    def _pass(
        self,
        threads: ThreadPoolExecutor,
        read: Callable[[ItemRow], Done],
        rows: Iterable[ItemRow],
    ) -> None:
        for done in _ahead(threads, read, rows, self._parts.settings.workers):
            self._entering.add(done)
        self._entering.commit()  # what is inside of these is waiting from now on

    def _read(self, attempts: Attempts, row: ItemRow) -> Done:
        """Read one item, or take over what another item of the same bytes gave."""
        earlier = self._parts.catalogue.readings(row.sha256)
        if earlier:
            return self._take_over(row, earlier[-1])
        try:
            attempt = attempts.read(row)
        except IntegrityError as error:
            return Done(row=row, result=unreadable(error.message))
        tried = reading_key(row.sha256, attempt.outcome.recipe)
        return finish(row, attempt.outcome, attempt.taken, tried)

    def _read_again(self, attempts: Attempts, row: ItemRow) -> Done:
        """Read one item, whatever was read of it before."""
        if row.state is State.PRESERVED:
            return self._read(attempts, row)
        try:
            return settle_again(self._parts, row, attempts.read(row))
        except IntegrityError as error:
            return not_opened(row, error.message)

    def _take_over(self, row: ItemRow, earlier: ReadingRow) -> Done:
        """Return the result of another item on the same bytes, with what is inside of it.

        What is inside stays there where no more may be taken out: then this one is partly read.
        """
        children: tuple[Child, ...] = ()
        if earlier.children:
            derivative = self._parts.derivative(earlier.derivative)
            children = msgspec.json.decode(derivative, type=prepared(Reading)).children
        same = self._parts.catalogue.same_bytes(row.sha256)
        result = taken_over(earlier, same)
        if children and not self._allowances.take(row, children):
            result = not_taken_out(result, len(children))
            children = ()
        return Done(row=row, result=result, children=children)

    def _tell(self, batch: list[Done]) -> None:
        """Count and tell what is committed now."""
        differences = [(done.row, done.difference) for done in batch if done.difference]
        if self._on_differences and differences:
            self._on_differences(differences)
        for done in batch:
            state = State(done.result.state) if done.result else done.row.state
            reason = done.result.reason if done.result else done.row.reason
            self._states[state.value] = self._states.get(state.value, 0) + 1
            if self._on_read and done.difference is None:
                self._on_read(done.row.ref, state, reason)


def _ahead(
    threads: ThreadPoolExecutor,
    work: Callable[[ItemRow], Done],
    rows: Iterable[ItemRow],
    workers: int,
) -> Iterator[Done]:
    """Yield results in the order of `rows`, with only a few of them under way at once."""
    source = iter(rows)
    under_way: list[Future[Done]] = [threads.submit(work, r) for r in islice(source, 2 * workers)]
    try:
        while under_way:
            done = under_way.pop(0).result()
            under_way.extend(threads.submit(work, row) for row in islice(source, 1))
            yield done
    finally:
        for future in under_way:
            future.cancel()
