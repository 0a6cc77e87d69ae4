"""The one committer: it alone puts bytes into the vault for good and entries into the log.

It holds the lock of the archive. Requests come in groups; a group is durable and logged as a whole
before anybody is told, then catalogue and search take it in from the log, the same way as
`amana rebuild` does.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from amana.archive.confirming import Confirming
from amana.archive.entries import Moment, entry_values
from amana.archive.erasing import Eraser
from amana.archive.layout import Layout
from amana.archive.planning import Known, settle
from amana.archive.projections import Progress, Projections
from amana.archive.requests import Confirmation, Group, Note, Receipt
from amana.archive.turns import Turns
from amana.core import JSON, AmanaError, ArchiveBusy, Clock, Digests, Readable, stamp
from amana.core.durable import storage_errors
from amana.custody import LogReader, LogWriter, salted
from amana.records import Actor, Entry, EntryType, Field
from amana.vault import Vault


class ArchiveLock:
    """The lock that makes a process the one committer.

    Raises:
        ArchiveBusy: another process has it.
    """

    def __init__(self, layout: Layout) -> None:
        with storage_errors(layout.lock):
            layout.work.mkdir(mode=0o700, exist_ok=True)
            self._descriptor = os.open(layout.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with contextlib.suppress(OSError):  # for people only (`lock_holder`)
                os.ftruncate(self._descriptor, 0)
                os.write(self._descriptor, f"{os.getpid()}\n".encode())
        except BlockingIOError:
            self.release()
            raise ArchiveBusy(
                "another process is writing to this archive",
                remedy="wait until it is done, or stop it; reading goes on meanwhile",
            ) from None
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let another process write."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def lock_holder(layout: Layout) -> int | None:
    """Return the process that took the lock last, to be told to people; None: it is not known."""
    try:
        return int(layout.lock.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


class Committer:
    """Commits groups of requests. Safe to be called from several threads.

    An error, or an interruption, can strike at any point of a commit. What is committed is then
    asked of the log, never guessed: the vault drops nothing before that (`_settled`).
    """

    def __init__(
        self,
        *,
        lock: ArchiveLock,
        vault: Vault,
        open_log: Callable[[], LogWriter],
        log: LogReader,
        recover_vault: Callable[[str], None],
        projections: Projections,
        clock: Clock,
        eraser: Eraser,
        reading_lock: Path,
        replicas: tuple[str, ...] = (),
        may_commit: Callable[[], None] = lambda: None,
    ) -> None:
        self._lock = lock
        self._vault = vault
        self._open_log = open_log
        self._log = log
        self._recover_vault = recover_vault
        self._projections = projections
        self._clock = clock
        self._may_commit = may_commit
        self._turns = Turns()
        self._closed = False
        self._committing = False
        self._last_time = ""
        self._confirming = Confirming(
            log=log,
            eraser=eraser,
            projections=projections,
            enter=self._enter,
            today=lambda: clock.now().date(),
            replicas=replicas,
            lock=reading_lock,
        )
        self._settle()

    def _settle(self) -> None:
        """Bring everything to what is committed; carry out what was confirmed before a crash."""
        self._recover()
        for order in self._confirming.unfinished():
            self._settled = False
            try:
                self._confirming.carry_out(order)
            except AmanaError:  # it stays to be done: `check` and the list of orders say so
                self._recover()
                break
            self._settled = True

    def _recover(self) -> None:
        """Take the log's word for what is committed; the vault and the projections follow it."""
        self._settled = False
        self._writer = self._open_log()
        self._recover_vault(self._writer.vault_state)
        self._committing = False
        self._settled = True
        self._projections.catch_up()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Committer]:
        """Keep what is put together with the commit that names it; without one, drop it.

        Raises:
            ArchiveBusy: this committer has been closed.
        """
        with self._turn():
            self._settled = False
            try:
                yield self
            finally:
                if not self._committing:
                    self._vault.discard()
                    self._settled = True

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        with self._turns:
            if self._closed:
                raise ArchiveBusy("this archive has been closed", remedy="open it again")
            if not self._settled:
                self._settle()
            yield

    def put(self, stream: Readable) -> Digests:
        """Take bytes in, inside a `transaction`; a commit in it makes them count."""
        return self._vault.put(stream)

    def commit(self, group: Group) -> tuple[Receipt, ...]:
        """Commit a group inside a `transaction`: all of it or nothing. One receipt a request.

        Raises:
            StorageFull: no room; nothing of the group is committed, or all of it is and the
                catalogue has no room: asking again tells.
        """
        self._may_commit()
        self._projections.bring_to(self._writer.size)
        receipts, entries, files = self._plan(group)
        if not entries:
            return receipts
        before = self._writer.size
        self._committing = True
        try:
            numbers = self._writer.append(entries, self._vault.sync, files)
            self._vault.accept()
        except BaseException:
            with contextlib.suppress(Exception):  # the first error is the one to be told
                self._take_back(before)
            raise
        self._committing = False
        self._projections.take([
            Entry(index=number, fields=fields)
            for number, fields in zip(numbers, entries, strict=True)
        ])  # fmt: skip
        return receipts

    def _take_back(self, before: int) -> None:
        """Undo a commit that failed, unless the log, then of size `before`, says that it happened.

        What did not happen is dropped and not kept in quarantine: on a full disk there is no room.
        """
        self._writer = self._open_log()
        if self._writer.size == before:
            self._vault.discard()
        else:
            self._recover_vault(self._writer.vault_state)
        self._committing = False

    def _plan(
        self, group: Group
    ) -> tuple[tuple[Receipt, ...], list[tuple[Field, ...]], dict[str, bytes]]:
        """Decide what each request becomes: a new entry, or a receipt for an older one.

        Third come the files of the new entries.
        """
        receipts: list[Receipt] = []
        entries: list[tuple[Field, ...]] = []
        files: dict[str, bytes] = {}
        catalogue, since = self._projections.catalogue, self._since(group.again_from)
        known = Known(group, catalogue.holdings(), catalogue.analyses(), since)
        moment = self._moment()
        for request in group.requests:
            number = self._writer.size + len(entries)
            kept, receipt = settle(request, group.actor, known, number)
            receipts.append(receipt)
            if kept is not None:
                values = entry_values(kept, group.actor, moment, receipt.item)
                entries.append(salted(values))
                files |= kept.files if isinstance(kept, Note) else {}
        return tuple(receipts), entries, files

    def _since(self, first: int | None) -> Sequence[Entry]:
        return () if first is None else list(self._log.entries(first, self._writer.size))

    def erase(self, confirmation: Confirmation) -> tuple[Receipt, ...]:
        """Confirm an erasure order and carry it out; see `Confirming.confirm`."""
        with self._turn():
            self._projections.bring_to(self._writer.size)
            self._settled = False  # whatever interrupts this: the next one begins with what is left
            receipts = self._confirming.confirm(confirmation)
            self._settled = True
            return receipts

    def _enter(self, kind: EntryType, fields: dict[str, JSON], actor: Actor) -> Entry:
        """Commit one entry that the committer itself makes, of what it has done."""
        values = entry_values(Note(kind=kind, fields=fields), actor, self._moment(), None)
        entry_fields = salted(values)
        (number,) = self._writer.append([entry_fields], self._vault.sync)
        self._vault.accept()
        return Entry(index=number, fields=entry_fields)

    def _moment(self) -> Moment:
        now = self._clock.now()
        text = stamp(now)
        latest = self._last_time or self._projections.catalogue.last_time()
        self._last_time = max(text, latest)
        return Moment(time=now, clock=self._clock.source, backward=text < latest)

    @contextlib.contextmanager
    def pause(self) -> Iterator[None]:
        """Hold every commit back, so that log and projections stand still for a check."""
        with self._turn():
            self._projections.bring_to(self._writer.size)
            self._projections.flush()
            yield

    def flush(self) -> None:
        """Make projections show everything that is committed, and durable."""
        with self._turn():
            self._projections.bring_to(self._writer.size)
            self._projections.flush()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the projections again from vault and log."""
        with self._turn():
            self._projections.clear()
            self._projections.catch_up(progress)
            self._projections.flush()

    def close(self) -> None:
        """Let another process write, after what was begun is done."""
        with self._turns:
            if self._closed:
                return
            self._closed = True
            try:
                if self._settled:
                    self._projections.flush()
            finally:
                self._lock.release()
