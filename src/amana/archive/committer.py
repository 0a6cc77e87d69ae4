"""The one committer: it alone puts bytes into the vault for good and entries into the log.

It holds the lock of the archive. Requests come in groups; a group is durable and logged as a whole
before anybody is told, then catalogue and search take it in from the log, the same way as
`amana rebuild` does.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO

from amana.archive.entries import Moment, entry_values
from amana.archive.layout import Layout
from amana.archive.projections import Projections
from amana.archive.requests import Acquire, Derive, Group, Receipt, Request
from amana.catalogue import occurrence_key
from amana.core import ArchiveBusy, Clock, Digests, new_reference, stamp
from amana.custody import LogWriter, salted
from amana.records import Entry, Field, Restriction
from amana.vault import Vault


class ArchiveLock:
    """The lock that makes a process the one committer."""

    def __init__(self, layout: Layout) -> None:
        layout.work.mkdir(mode=0o700, exist_ok=True)
        self._descriptor = os.open(layout.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._descriptor)
            raise ArchiveBusy(
                "another process is writing to this archive",
                remedy="wait until it is done, or stop it; reading goes on meanwhile",
            ) from None

    def release(self) -> None:
        """Let another process write."""
        os.close(self._descriptor)


class Committer:
    """Commits groups of requests. Safe to be called from several threads."""

    def __init__(
        self,
        *,
        lock: ArchiveLock,
        vault: Vault,
        recover: Callable[[], LogWriter],
        projections: Projections,
        clock: Clock,
    ) -> None:
        self._lock = lock
        self._vault = vault
        self._recover = recover
        self._writer = recover()
        self._projections = projections
        projections.catch_up()
        self._clock = clock
        self._mutex = threading.RLock()
        self._last = ""

    def put(self, stream: BinaryIO) -> Digests:
        """Take bytes in, inside a `transaction`; a commit in it makes them count."""
        with self._mutex:
            return self._vault.put(stream)

    def commit(self, group: Group) -> tuple[Receipt, ...]:
        """Commit a group: all of it or nothing. Returns one receipt for each request.

        Raises:
            StorageFull: no room; what was staged is in quarantine, nothing else changed.
        """
        with self._mutex:
            receipts, entries = self._plan(group)
            if not entries:
                return receipts
            try:
                numbers = self._writer.append(entries, self._vault.sync)
            except BaseException:
                with contextlib.suppress(Exception):  # the first error is the one to be told
                    self._writer = self._recover()
                    self._projections.catch_up()
                raise
            self._vault.accept()
            self._projections.take([
                Entry(index=number, fields=fields)
                for number, fields in zip(numbers, entries, strict=True)
            ])  # fmt: skip
            return receipts

    def _plan(self, group: Group) -> tuple[tuple[Receipt, ...], list[tuple[Field, ...]]]:
        """Decide what each request becomes: a new entry, or a receipt for an older one."""
        receipts: list[Receipt] = []
        entries: list[tuple[Field, ...]] = []
        known = _Known(self._projections)
        for request in group.requests:
            number = self._writer.size + len(entries)
            kept, receipt = _settle(request, known, number)
            receipts.append(receipt)
            if kept is not None:
                values = entry_values(kept, group.actor, self._moment(), receipt.item)
                entries.append(salted(values))
        return tuple(receipts), entries

    def _moment(self) -> Moment:
        now = self._clock.now()
        text = stamp(now)
        backward = text < (self._last or self._projections.last_time())
        self._last = max(text, self._last)
        return Moment(time=now, clock=self._clock.source, backward=backward)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep what is put together with the commit that names it; without one, drop it."""
        with self._mutex:
            try:
                yield
            finally:
                self._vault.discard()

    @contextlib.contextmanager
    def pause(self) -> Iterator[None]:
        """Hold every commit back, so that the log stands still while it is checked."""
        with self._mutex:
            yield

    def flush(self) -> None:
        """Make projections durable up to the last entry."""
        with self._mutex:
            self._projections.flush()

    def close(self) -> None:
        """Flush and let another process write."""
        with self._mutex:
            self._projections.flush()
            self._lock.release()


class _Known:
    """What is in the archive or earlier in the same group."""

    def __init__(self, projections: Projections) -> None:
        self._catalogue = projections.catalogue
        self._fresh_places: dict[str, str] = {}
        self._fresh_items: dict[tuple[str, str | None], str] = {}
        self._fresh_conditions: dict[str, set[Restriction]] = {}

    def place(self, key: str) -> str | None:
        """Return the item that was acquired from this place."""
        return self._fresh_places.get(key) or self._catalogue.occurrence(key)

    def item(self, request: Acquire) -> str | None:
        """Return the item of the same bytes from the same source."""
        sha256, source = request.digests.sha256, request.form.source
        fresh = self._fresh_items.get((sha256, source))
        same = (row.ref for row in self._catalogue.same_bytes(sha256) if row.source == source)
        return fresh or next(same, None)

    def covers(self, ref: str, request: Acquire) -> bool:
        """Tell whether the item is already under every restriction of the request."""
        if not request.form.restrictions:
            return True
        in_force = set(self._fresh_conditions.get(ref, ()))
        if self._catalogue.has_item(ref):
            in_force |= set(self._catalogue.item(ref).restrictions)
        return set(request.form.restrictions) <= in_force

    def read_before(self, ref: str, key: str | None) -> bool:
        """Tell whether the item already stands at this reading."""
        return key is not None and self._catalogue.item(ref).reading == key

    def new_ref(self) -> str:
        """Return a reference that is not taken."""
        ref = new_reference()
        while ref in self._fresh_conditions or self._catalogue.has_item(ref):
            ref = new_reference()
        return ref

    def note(self, key: str, request: Acquire, ref: str) -> None:
        """Remember an acquisition of this group."""
        self._fresh_places[key] = ref
        self._fresh_items[request.digests.sha256, request.form.source] = ref
        self._fresh_conditions.setdefault(ref, set()).update(request.form.restrictions)


def _settle(request: Request, known: _Known, number: int) -> tuple[Request | None, Receipt]:
    """Return the request as it is to be entered (None: nothing new) and its receipt.

    Rules:
      1. The same bytes from the same source and path, under no further restriction: nothing new.
      2. The same bytes from the same source elsewhere: the same item, one more occurrence.
      3. From another source: a new item on the same bytes.
      4. A result that an item already has is not entered again.
    """
    match request:
        case Acquire():
            key = occurrence_key(request.digests.sha256, request.form.source, request.path)
            held = known.place(key)
            if held is not None and known.covers(held, request):
                return None, Receipt(entry=None, item=held)
            ref = held or known.item(request) or known.new_ref()
            known.note(key, request, ref)
            return request, Receipt(entry=number, item=ref)
        case Derive():
            fresh = {r: v for r, v in request.results.items() if not known.read_before(r, v.key)}
            if not fresh:
                return None, Receipt(entry=None)
            return Derive(results=fresh, recipes=request.recipes), Receipt(entry=number)
        case _:
            return request, Receipt(entry=number)
