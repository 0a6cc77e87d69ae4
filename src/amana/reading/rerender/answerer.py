"""The confined process that reads an archive and is the only server of a browser.

A program of its own (`python -P -m amana.reading.rerender.answerer CONTROL`). It loads what it
needs, makes the authority of this run, gives up everything and only then looks at the first byte of
the archive. From then on it has five descriptors and no way to get another but a connection that
the browser opens: it reads the archive, takes connections, and writes lines to whoever started it.

Descriptors come over the control socket with the task: the archive, and the sockets to listen on.
"""

from __future__ import annotations

import os
import socket
import sys
import threading

import msgspec

from amana.acquire.capture.authority import Authority
from amana.core import prepared
from amana.reading.readers.intake import DescriptorContent, GiveUp
from amana.reading.rerender.choosing import pages_of
from amana.reading.rerender.confining import confine
from amana.reading.rerender.index import Index, moment
from amana.reading.rerender.opening import Holding, opened
from amana.reading.rerender.serving import Server
from amana.reading.rerender.told import (
    LENGTH,
    MOST_ANSWERS,
    Answered,
    Opened,
    Pages,
    Task,
    Unreadable,
)
from amana.reading.rerender.trying import try_everything
from amana.reading.rerender.walking import Walk

HOST = "archive"
"""Name in the one certificate: the browser is told to believe it for whatever host."""

_MOST_TASK = 1 << 20


class Teller:
    """Writes lines to whoever started this; from several threads."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._lock = threading.Lock()
        self._left = MOST_ANSWERS

    def tell(self, told: Answered | Opened | Unreadable) -> None:
        """Write one line; answers only as long as there are not too many."""
        with self._lock:
            if isinstance(told, Answered):
                self._left -= 1
                if self._left < 0:
                    return
            self._control.sendall(msgspec.json.encode(told) + b"\n")


def main() -> int:
    """Take the task from the control socket and work until that ends."""
    control = socket.socket(fileno=int(sys.argv[1]))
    task, descriptors = _task(control)
    authority = Authority()
    tls = authority.context(HOST)
    listening = [socket.socket(fileno=each) for each in descriptors[1:]]
    try_everything(tls)
    teller = Teller(control)
    try:
        layers = confine()
    except OSError as error:
        teller.tell(Unreadable(why=f"the walls cannot be built: {error}"))
        return 1
    document = DescriptorContent(descriptors[0], task.start, task.size)
    try:
        holding = opened(document)
        index, pages = _indexed(holding, task.page)
    except (GiveUp, MemoryError, RecursionError, OSError) as error:
        teller.tell(Unreadable(why=f"it cannot be read as a web archive ({type(error).__name__})"))
        return 1
    if task.serve:
        _serve(Server(holding.files, index, tls, teller.tell), listening)
    teller.tell(Opened(pages=pages, spki=authority.spki, layers=layers))
    control.recv(1)  # until whoever started this is gone, or says that it is enough
    return 0


def _task(control: socket.socket) -> tuple[Task, list[int]]:
    head, descriptors, _, _ = socket.recv_fds(control, LENGTH.size, 8)
    left = LENGTH.unpack(head)[0]
    body = bytearray()
    while len(body) < min(left, _MOST_TASK):
        body += control.recv(left - len(body))
    return msgspec.json.decode(bytes(body), type=prepared(Task)), list(descriptors)


def _indexed(holding: Holding, page: str | None) -> tuple[Index, Pages]:
    walk = Walk(holding.files)
    index = Index(walk.held())
    pages = pages_of(holding, index, page, walk.lacking)
    if pages.chosen:
        index.near = moment(pages.chosen.date)
    return index, pages


def _serve(server: Server, listening: list[socket.socket]) -> None:
    for each in listening:
        threading.Thread(target=server.serve, args=(each,), daemon=True).start()


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # connections may still be open: nobody waits for them
