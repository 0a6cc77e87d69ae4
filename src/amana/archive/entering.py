"""Entering what was read: derivatives into the vault, results into the log, a batch at a time."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from itertools import islice

import msgspec

from amana.archive.finishing import Done
from amana.archive.parts import Parts
from amana.archive.requests import Derive
from amana.archive.unpacking import results_of
from amana.archive.writer import Transaction
from amana.catalogue import Result

_BATCH = 64
_SECONDS = 5.0
_CHILDREN = 500
"""So many child items are entered at once."""

OnDone = Callable[[list[Done]], None]


class Entering:
    """Collects what was read and commits it, as soon as there is enough of it."""

    def __init__(self, parts: Parts, on_done: OnDone) -> None:
        self._parts = parts
        self._on_done = on_done
        self._batch: list[Done] = []
        self._since = time.monotonic()

    def add(self, done: Done) -> None:
        """Take one in."""
        self._batch.append(done)
        if len(self._batch) >= _BATCH or time.monotonic() - self._since > _SECONDS:
            self.commit()

    def commit(self) -> None:
        """Put derivatives into the vault and enter the results of the batch.

        What is found inside an item is entered before the item's own result: whatever interrupts
        this, an item that was read has all its children.
        """
        batch = self._batch
        if batch:
            for done in batch:
                self._enter_children(done)
            self._enter_results(batch)
            for done in batch:
                done.drop()
            self._batch = []
            self._on_done(batch)
        self._since = time.monotonic()

    def _enter_results(self, batch: list[Done]) -> None:
        recipes = dict(done.recipe for done in batch if done.recipe)
        if not any(done.result for done in batch):
            return
        with self._parts.writer.transaction() as transaction:
            results = {
                done.row.ref: _stored(done, done.result, transaction)
                for done in batch
                if done.result
            }
            transaction.commit(self._parts.group([Derive(results=results, recipes=recipes)]))

    def _enter_children(self, done: Done) -> None:
        if not done.children:
            return
        _, known = self._parts.current().items(inside=done.row.ref)
        new = results_of(done.row, done.children, known)
        while some := dict(islice(new, _CHILDREN)):
            with self._parts.writer.transaction() as transaction:
                if done.taken:
                    done.taken.put_into(transaction, some.values())
                transaction.commit(self._parts.group([Derive(results=some, recipes={})]))


def _stored(done: Done, result: Result, transaction: Transaction) -> Result:
    """Put what was derived into the vault; return the result with its digests."""
    digests = {
        part: transaction.put(io.BytesIO(data)).sha256 for part, data in done.derivatives().items()
    }
    return msgspec.structs.replace(result, **digests)
