"""The way to the committer, wherever it is: in this process, or in the one that holds the lock.

Each request to another process has a line of its own. If that process ends in the middle of the
conversation, this one takes the lock, or finds the next holder, and asks again. Asking twice is
harmless: the committer enters nothing twice.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

import msgspec

from amana.archive.committer import ArchiveLock, Committer, lock_holder
from amana.archive.layout import Layout
from amana.archive.projections import Progress
from amana.archive.requests import Confirmation, Group, Note, Receipt
from amana.archive.socket_server import SocketServer
from amana.archive.spool import Spool, sweep
from amana.archive.wire import (
    ANSWER,
    Answer,
    Ask,
    Commit,
    Erase,
    Flush,
    Pause,
    Ping,
    Rebuild,
    receive,
    send,
    socket_address,
)
from amana.core import ArchiveBusy, Digests, Readable

PATIENCE = 30.0
"""Seconds to wait for a committer that does not give any sign."""

OpenCommitter = Callable[[ArchiveLock], Committer]


class Transaction(Protocol):
    """What is put in it is kept by the commit in it that names it, and by nothing else."""

    def put(self, stream: Readable) -> Digests:
        """Take bytes in.

        Raises:
            StorageFull: no room; what was written of this stream is dropped.
        """
        ...

    def commit(self, group: Group) -> tuple[Receipt, ...]:
        """Commit a group: durable and logged when this returns.

        Raises:
            StorageFull: no room.
            ArchiveBusy: no committer can be reached.
        """
        ...


class _Here(NamedTuple):
    committer: Committer
    server: SocketServer


class _LineBroken(Exception):
    """The committer's process ended."""


class Writer:
    """Leads to the committer; becomes it where there is none. Safe in several threads."""

    def __init__(
        self,
        layout: Layout,
        open_committer: OpenCommitter,
        log_size: Callable[[], int],
        patience: float = PATIENCE,
    ) -> None:
        self._layout = layout
        self._open_committer = open_committer
        self._log_size = log_size
        self._patience = patience
        self._mutex = threading.Lock()
        self._here: _Here | None = None
        self._closed = False
        self._ask(Ping(), lambda _: None)

    @property
    def is_committer(self) -> bool:
        """Whether this process holds the lock."""
        return self._here is not None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Have a transaction; there is one at a time in all processes together."""
        committer = self._committer()
        if committer is not None:
            with committer.transaction():
                yield committer
        else:
            with Spool(self._layout.incoming) as spool:
                yield _Elsewhere(spool, self._commit_spooled)

    def _commit_spooled(self, group: Group, spool: Spool) -> tuple[Receipt, ...]:
        noted = any(isinstance(request, Note) for request in group.requests)
        again_from = self._log_size() if noted else None

        def here(committer: Committer) -> tuple[Receipt, ...]:
            # The process that was the committer has ended since.
            with committer.transaction():
                for stream in spool.streams():
                    committer.put(stream)
                return committer.commit(group)

        while True:
            try:
                return self._once(Commit(group=group, incoming=spool.names()), here)
            except _LineBroken:
                group = msgspec.structs.replace(group, again_from=again_from)

    @contextlib.contextmanager
    def pause(self) -> Iterator[None]:
        """Hold every commit back, so that the log stands still while it is looked at."""
        with contextlib.ExitStack() as stack:
            while True:
                reached = stack.enter_context(self._reach())
                if isinstance(reached, Committer):
                    stack.enter_context(reached.pause())
                    break
                with contextlib.suppress(_LineBroken):
                    self._converse(reached, Pause()).unwrap()
                    break  # closing the line ends the pause
            yield

    def flush(self) -> None:
        """Make projections show everything that was committed."""
        self._ask(Flush(), lambda committer: committer.flush())

    def rebuild(self, progress: Progress | None) -> None:
        """Make projections again; progress of another process is not told."""
        self._ask(Rebuild(), lambda committer: committer.rebuild(progress))

    def erase(self, confirmation: Confirmation) -> tuple[Receipt, ...]:
        """Confirm an erasure order and carry it out; see `Committer.erase`."""

        def here(committer: Committer) -> tuple[Receipt, ...]:
            return committer.erase(confirmation)

        while True:
            with contextlib.suppress(_LineBroken):
                return self._once(Erase(confirmation=confirmation), here)

    def _ask(self, ask: Ask, here: Callable[[Committer], None]) -> None:
        def carry_out(committer: Committer) -> tuple[Receipt, ...]:
            here(committer)
            return ()

        while True:
            with contextlib.suppress(_LineBroken):
                self._once(ask, carry_out)
                return

    def _once(
        self, ask: Ask, here: Callable[[Committer], tuple[Receipt, ...]]
    ) -> tuple[Receipt, ...]:
        with self._reach() as reached:
            if isinstance(reached, Committer):
                return here(reached)
            return self._converse(reached, ask).unwrap()

    @contextlib.contextmanager
    def _reach(self) -> Iterator[Committer | socket.socket]:
        """Have the committer, or a line to it for the length of a `with`."""
        until = time.monotonic() + self._patience
        while (committer := self._committer()) is None:
            line = self._call()
            if line is not None:
                with line:
                    yield line
                return
            if time.monotonic() > until:
                raise self._no_answer()
            time.sleep(0.05)
        yield committer

    def _committer(self) -> Committer | None:
        """Return the committer of this process; become it if nobody else is."""
        with self._mutex:
            if self._closed:
                raise ArchiveBusy("this archive has been closed", remedy="open it again")
            if self._here is None:
                try:
                    lock = ArchiveLock(self._layout)
                except ArchiveBusy:
                    return None
                self._here = self._take_over(lock)
            return self._here.committer

    def _take_over(self, lock: ArchiveLock) -> _Here:
        try:
            sweep(self._layout.incoming)
            committer = self._open_committer(lock)
            return _Here(committer, SocketServer(self._layout, committer))
        except BaseException:
            lock.release()
            raise

    def _call(self) -> socket.socket | None:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        line.settimeout(self._patience)
        try:
            with socket_address(self._layout.socket) as address:
                line.connect(address)
        except OSError:
            line.close()
            return None
        return line

    def _converse(self, line: socket.socket, ask: Ask) -> Answer:
        """Ask and wait for the answer, for as long as the committer gives signs of life."""
        try:
            send(line, ask)
            while not _can_be_read(line, self._patience):
                self._make_sure_that_it_lives()
            answer = receive(line, ANSWER)
        except TimeoutError:
            raise self._no_answer() from None
        except OSError as error:
            raise _LineBroken from error
        if answer is None:
            raise _LineBroken
        return answer

    def _make_sure_that_it_lives(self) -> None:
        line = self._call()
        if line is not None:
            with line, contextlib.suppress(OSError):
                send(line, Ping())
                if _can_be_read(line, self._patience):
                    return
        raise self._no_answer()

    def _no_answer(self) -> ArchiveBusy:
        holder = lock_holder(self._layout)
        who = f"process {holder}" if holder else "another process"
        return ArchiveBusy(
            f"{who} is writing to this archive and does not answer",
            remedy="wait until it is done, or stop it; reading goes on meanwhile",
        )

    def close(self) -> None:
        """Let go: as the committer, after what others asked for is done."""
        with self._mutex:
            self._closed = True
            if self._here is not None:
                here, self._here = self._here, None
                try:
                    here.server.close()
                finally:  # whatever interrupts this: the next one may write
                    here.committer.close()


class _Elsewhere:
    """A transaction whose committer is in another process: bytes are spooled for it."""

    def __init__(self, spool: Spool, commit: Callable[[Group, Spool], tuple[Receipt, ...]]) -> None:
        self._spool = spool
        self._commit = commit

    def put(self, stream: Readable) -> Digests:
        """See `Transaction.put`."""
        return self._spool.put(stream)

    def commit(self, group: Group) -> tuple[Receipt, ...]:
        """See `Transaction.commit`."""
        return self._commit(group, self._spool)


def _can_be_read(line: socket.socket, seconds: float) -> bool:
    poll = select.poll()
    poll.register(line, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
