"""The committer's ear: serves other processes while this one holds the lock."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from pathlib import Path

from amana.archive.committer import Committer
from amana.archive.layout import Layout
from amana.archive.requests import Receipt
from amana.archive.spool import open_spooled
from amana.archive.wire import (
    ASK,
    Answer,
    Ask,
    Commit,
    Erase,
    Flush,
    Pause,
    Ping,
    Rebuild,
    failure,
    receive,
    same_user,
    send,
    socket_address,
)
from amana.core import ArchiveBusy, IntegrityError
from amana.core.durable import storage_errors

_LAST_WORDS = 60.0
"""Seconds that conversations get to end when the committer closes."""


class SocketServer:
    """Listens on the archive's socket and passes requests on to the committer."""

    def __init__(self, layout: Layout, committer: Committer) -> None:
        self._incoming = layout.incoming
        self._path = layout.socket
        self._committer = committer
        self._closing = False
        self._lines: dict[socket.socket, threading.Thread] = {}
        self._listener = _listen(self._path)
        self._accepting = threading.Thread(target=self._accept, name="committer", daemon=True)
        self._accepting.start()

    def _accept(self) -> None:
        while not self._closing:
            try:
                line, _ = self._listener.accept()
            except OSError:
                if not self._closing:
                    time.sleep(0.1)  # too many files are open: some will be closed
                continue
            if not same_user(line):
                line.close()
                continue
            thread = threading.Thread(target=self._serve, args=(line,), daemon=True)
            self._lines[line] = thread
            thread.start()

    def _serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            try:
                while not self._closing and (ask := receive(line, ASK)) is not None:
                    self._answer(line, ask)
            except Exception as error:  # noqa: BLE001 - told to the other end; this one goes on
                send(line, failure(error))
        self._lines.pop(line, None)

    def _answer(self, line: socket.socket, ask: Ask) -> None:
        try:
            answer = self._carry_out(line, ask)
        except OSError:
            raise
        except ArchiveBusy as error:
            if self._closing:  # the other end asks whoever comes next
                raise ConnectionAbortedError from error
            answer = failure(error)
        except Exception as error:  # noqa: BLE001 - told to the other end; this one goes on
            answer = failure(error)
        send(line, answer)

    def _carry_out(self, line: socket.socket, ask: Ask) -> Answer:
        match ask:
            case Commit():
                return Answer(receipts=self._commit(ask))
            case Pause():
                with self._committer.pause():
                    send(line, Answer())
                    receive(line, ASK)  # returns when the other end closes the line
            case Flush():
                self._committer.flush()
            case Rebuild():
                self._committer.rebuild()
            case Erase(confirmation=confirmation):
                return Answer(receipts=self._committer.erase(confirmation))
            case Ping():
                pass
        return Answer()

    def _commit(self, ask: Commit) -> tuple[Receipt, ...]:
        """Put spooled bytes into the vault and commit, trusting nothing but the bytes."""
        with self._committer.transaction() as group:
            for name, claimed in ask.incoming:
                with open_spooled(self._incoming, name) as stream:
                    if group.put(stream) != claimed:
                        raise IntegrityError("spooled bytes changed on their way to the vault")
            return group.commit(ask.group)

    def close(self) -> None:
        """Stop listening; requests that are being answered are finished first."""
        self._closing = True
        with contextlib.suppress(OSError):
            self._path.unlink()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join(timeout=_LAST_WORDS)
        until = time.monotonic() + _LAST_WORDS
        for line, thread in list(self._lines.items()):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RD)
            thread.join(timeout=max(0.0, until - time.monotonic()))


def _listen(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    try:
        with storage_errors(path):
            path.unlink(missing_ok=True)  # left by a committer that was killed: the lock is ours
            with socket_address(path) as address:
                listener.bind(address)
            path.chmod(0o600)  # before anybody can connect
            listener.listen(16)
    except BaseException:
        listener.close()
        raise
    return listener
