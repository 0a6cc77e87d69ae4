"""The way to the committer, wherever it is: in this process, or in the one that holds the lock.

If that process ends in the middle of a conversation, this one takes the lock, or finds the next
holder, and asks again. Asking twice is harmless: the committer enters nothing twice.
"""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from amana.archive.committer import ArchiveLock, Committer
from amana.archive.layout import Layout
from amana.archive.requests import Group, Receipt
from amana.archive.socket_server import SocketServer
from amana.archive.wire import (
    Answer,
    Ask,
    Commit,
    Flush,
    Pause,
    Resume,
    receive,
    send,
    socket_address,
)
from amana.core import ArchiveBusy, Digests, Hasher
from amana.core.digests import CHUNK
from amana.core.durable import make_folders, storage_errors, write_all

PATIENCE = 30.0
"""Seconds to wait for a committer that is just starting or ending."""

OpenCommitter = Callable[[ArchiveLock], Committer]


class _Here(NamedTuple):
    committer: Committer
    server: SocketServer


class _LineBroken(Exception):
    """The committer's process ended."""


class Writer:
    """Puts bytes in and commits groups, through whichever process is the committer."""

    def __init__(
        self, layout: Layout, open_committer: OpenCommitter, patience: float = PATIENCE
    ) -> None:
        self._layout = layout
        self._open_committer = open_committer
        self._patience = patience
        self._spooled: list[tuple[Path, Digests]] = []
        self._line: socket.socket | None = None
        self._here: _Here | None = None
        self._connect()

    @property
    def is_committer(self) -> bool:
        """Whether this process holds the lock."""
        return self._here is not None

    def _connect(self) -> None:
        """Take the lock, or find the process that holds it."""
        until = time.monotonic() + self._patience
        while True:
            try:
                lock = ArchiveLock(self._layout)
            except ArchiveBusy:
                if self._call() or time.monotonic() > until:
                    break
                time.sleep(0.05)
                continue
            try:
                committer = self._open_committer(lock)
            except BaseException:
                lock.release()
                raise
            self._here = _Here(committer, SocketServer(self._layout, committer))
            return
        if self._line is None:
            raise ArchiveBusy(
                "another process is writing to this archive and does not answer",
                remedy="wait until it is done, or stop it; `amana doctor` names it",
            )

    def _call(self) -> bool:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        try:
            with socket_address(self._layout.socket) as address:
                line.connect(address)
        except OSError:
            line.close()
            return False
        self._line = line
        return True

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep what is put together with the commit that names it; without one, drop it."""
        try:
            if self._here is None:
                yield
            else:
                with self._here.committer.transaction():
                    yield
        finally:
            for path, _ in self._spooled:
                path.unlink(missing_ok=True)
            self._spooled.clear()

    def put(self, stream: BinaryIO) -> Digests:
        """Take bytes in, for the next `commit`.

        Raises:
            StorageFull: no room; what was written of this stream is dropped.
        """
        if self._here is not None:
            return self._here.committer.put(stream)
        return self._spool(stream)

    def _spool(self, stream: BinaryIO) -> Digests:
        make_folders(self._layout.incoming)
        path = self._layout.incoming / f"new-{os.getpid()}-{time.monotonic_ns()}"
        hasher = Hasher()
        with storage_errors(path):
            try:
                with path.open("xb", buffering=0) as spool:
                    while chunk := stream.read(CHUNK):
                        hasher.update(chunk)
                        write_all(spool.fileno(), chunk)
                digests = hasher.digests()
                final = path.with_name(f"{digests.sha256}-{os.getpid()}-{time.monotonic_ns()}")
                path.rename(final)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        self._spooled.append((final, digests))
        return digests

    def commit(self, group: Group) -> tuple[Receipt, ...]:
        """Commit a group: durable and logged when this returns.

        Raises:
            StorageFull: no room; nothing of the group is committed.
            ArchiveBusy: no committer can be reached.
        """
        while True:
            try:
                return self._try(group)
            except _LineBroken:
                self._connect()

    def _try(self, group: Group) -> tuple[Receipt, ...]:
        if self._here is None:
            incoming = tuple((path.name, digests) for path, digests in self._spooled)
            return self._ask(Commit(group=group, incoming=incoming)).unwrap()
        with self._here.committer.transaction():
            # Spooled while another process was the committer, which has ended since.
            for path, _ in self._spooled:
                with path.open("rb") as stream:
                    self._here.committer.put(stream)
            return self._here.committer.commit(group)

    def _ask(self, ask: Ask) -> Answer:
        line = self._line
        if line is None:
            raise _LineBroken
        answer = None
        try:
            send(line, ask)
            answer = receive(line, Answer)
        except OSError as error:
            raise _LineBroken from error
        finally:
            if answer is None:  # broken, or interrupted between question and answer
                line.close()
                self._line = None
        if answer is None:
            raise _LineBroken
        return answer

    @contextlib.contextmanager
    def pause(self) -> Iterator[None]:
        """Hold every commit back, so that the log stands still while it is looked at."""
        if self._here is not None:
            with self._here.committer.pause():
                yield
            return
        with contextlib.suppress(_LineBroken):
            self._ask(Pause()).unwrap()
        try:
            yield
        finally:
            with contextlib.suppress(_LineBroken):
                self._ask(Resume())

    def flush(self) -> None:
        """Make projections show everything that was committed."""
        if self._here is not None:
            self._here.committer.flush()
            return
        with contextlib.suppress(_LineBroken):
            self._ask(Flush()).unwrap()

    def close(self) -> None:
        """Let go: as the committer, after what others asked for is done."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._here is not None:
            self._here.server.close()
            self._here.committer.close()
            self._here = None
