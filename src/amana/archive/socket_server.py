"""The committer's ear: serves other processes while this one holds the lock."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from pathlib import Path

from amana.archive.committer import Committer
from amana.archive.layout import Layout
from amana.archive.requests import Receipt
from amana.archive.wire import (
    Answer,
    Ask,
    Commit,
    Flush,
    Pause,
    failure,
    receive,
    same_user,
    send,
    socket_address,
)
from amana.core import Digests, IntegrityError, is_sha256


class SocketServer:
    """Listens on the archive's socket and passes requests on to the committer."""

    def __init__(self, layout: Layout, committer: Committer) -> None:
        self._incoming = layout.incoming
        self._path = layout.socket
        self._committer = committer
        self._closing = False
        self._lines: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = _listen(self._path)
        accepting = threading.Thread(target=self._accept, name="committer", daemon=True)
        accepting.start()
        self._threads.append(accepting)

    def _accept(self) -> None:
        while not self._closing:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            if not same_user(line):
                line.close()
                continue
            self._lines.add(line)
            thread = threading.Thread(target=self._serve, args=(line,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def _serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            try:
                while not self._closing and (ask := receive(line, Ask)) is not None:  # type: ignore[arg-type]  # a union as type
                    self._answer(line, ask)
            except Exception as error:  # noqa: BLE001 - told to the other end; this one goes on
                send(line, failure(error))
        self._lines.discard(line)

    def _answer(self, line: socket.socket, ask: Ask) -> None:
        try:
            if isinstance(ask, Commit):
                answer = Answer(receipts=self._commit(ask))
            elif isinstance(ask, Pause):
                with self._committer.pause():
                    send(line, Answer())
                    receive(line, Ask)  # type: ignore[arg-type]  # whatever comes ends the pause
                answer = Answer()
            else:
                if isinstance(ask, Flush):
                    self._committer.flush()
                answer = Answer()
        except Exception as error:  # noqa: BLE001 - told to the other end; this one goes on
            answer = failure(error)
        send(line, answer)

    def _commit(self, ask: Commit) -> tuple[Receipt, ...]:
        with self._committer.transaction():  # nobody else's group may take in these bytes
            for name, claimed in ask.incoming:
                self._take(name, claimed)
            return self._committer.commit(ask.group)

    def _take(self, name: str, claimed: Digests) -> None:
        """Put a staged file into the vault, trusting nothing but its bytes."""
        if not is_sha256(name.partition("-")[0]) or "/" in name:
            raise IntegrityError(f"{name!r} is no name of a staged file")
        with (self._incoming / name).open("rb") as stream:
            if self._committer.put(stream) != claimed:
                raise IntegrityError("staged bytes changed on their way to the vault")

    def close(self) -> None:
        """Stop listening; requests that are being answered are finished first."""
        self._closing = True
        with contextlib.suppress(OSError):
            self._path.unlink()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for line in list(self._lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RD)
        for thread in self._threads:
            thread.join(timeout=60)


def _listen(path: Path) -> socket.socket:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    mask = os.umask(0o177)
    try:
        with socket_address(path) as address:
            listener.bind(address)
    finally:
        os.umask(mask)
    listener.listen(16)
    return listener
