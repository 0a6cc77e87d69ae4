"""The nursery: a process without threads that loads the readers once and forks confined workers.

It is started by the pool as a program of its own, so that a server with threads never forks. It
never sees what is in a document: descriptors pass through it, frames do not. When its socket
closes it kills what it started and ends; no child of it outlives it.
"""

from __future__ import annotations

import errno
import fcntl
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NoReturn, cast

import msgspec

from amana.core import UnavailableError, prepared
from amana.reading.readers import libmagic
from amana.reading.readers.family import Reader
from amana.reading.sandbox import kernel
from amana.reading.sandbox.bubble import FILTER
from amana.reading.sandbox.channel import Deadline, receive_exactly, receive_frame, send_frame
from amana.reading.sandbox.confine import (
    Confinement,
    confine_launcher,
    confine_nursery,
    prepare,
)
from amana.reading.sandbox.filters import SOCKET
from amana.reading.sandbox.protocol import (
    COMMAND,
    DROP,
    END,
    FORK,
    MAX_SETUP,
    NOT_STARTED,
    REPLY,
    RUN,
    Hello,
    Launch,
    Proof,
    Setup,
    Trouble,
)
from amana.reading.sandbox.worker import prove_confinement, work

_HIGH = 100
_END_OF_DESCRIPTORS = 1024
_LOOK_FOR_PARENT = 5.0
_START_SECONDS = 60.0
_EXIT_FAILED = 70


class Nursery:
    """Forks workers or programs, and ends them. Each has a number, which the pool chose."""

    def __init__(self, confinement: Confinement, readers: Mapping[str, Reader]) -> None:
        self._confinement = confinement
        self._readers = readers
        self._children: dict[int, int] = {}
        self._not_started: dict[int, int] = {}
        self._dying: set[int] = set()

    def prove(self) -> Hello:
        """Confine this process; show in a real worker that the floor holds and all readers work.

        Raises:
            UnavailableError: it does not.
        """
        libraries = {name: reader.libraries() for name, reader in self._readers.items()}
        layers = confine_nursery(self._confinement)
        here, there = socket.socketpair()
        with here:
            with there:
                self._fork(0, [(there.fileno(), SOCKET)], lambda: self._prove(layers))
            report = receive_frame(here, MAX_SETUP, Deadline(_START_SECONDS))
        self.end(0)
        proof = msgspec.msgpack.decode(report, type=prepared(Proof | Trouble))
        if isinstance(proof, Trouble):
            raise UnavailableError(proof.message, remedy=proof.remedy)
        return Hello(layers=proof.layers, libraries=libraries)

    def _prove(self, layers: tuple[str, ...]) -> int:
        prove_confinement(self._confinement, self._readers, layers)
        return 0

    def fork(self, number: int, channel: int, seconds: int) -> None:
        """Fork a worker with `channel` as its end of the channel, that may work for `seconds`."""
        self._fork(
            number, [(channel, SOCKET)], lambda: work(self._confinement, self._readers, seconds)
        )

    def run(self, number: int, source: int, output: int, launch: Launch) -> None:
        """Run a program from `source` to `output`; without a sandbox, none."""
        if not self._confinement.program:
            self._not_started[number] = errno.EPERM
            return
        self._fork(number, [(source, 0), (output, 1)], lambda: self._become(launch))

    def _become(self, launch: Launch) -> NoReturn:
        """Replace this process by bubblewrap, with the filter at its descriptor."""
        if launch.with_errors:
            os.dup2(1, 2)
        reading, writing = os.pipe()
        os.write(writing, self._confinement.program)  # smaller than a pipe
        os.dup2(reading, FILTER, inheritable=True)  # also where it is that one already
        os.set_inheritable(FILTER, True)
        os.closerange(FILTER + 1, _END_OF_DESCRIPTORS)
        for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # by Python, and that is inherited
            signal.signal(ignored, signal.SIG_DFL)
        confine_launcher(self._confinement, launch)
        os.execve(launch.command[0], launch.command, {})  # noqa: S606 - that is what it is for

    def _fork(self, number: int, placed: list[tuple[int, int]], act: Callable[[], int]) -> None:
        """Fork a child that holds the `placed` descriptors (from, to) and no others, and acts."""
        try:
            pid = kernel.fork()
        except OSError as error:
            self._not_started[number] = error.errno or errno.EAGAIN
            return
        if pid:
            self._children[number] = pid
            return
        status = _EXIT_FAILED
        try:
            for descriptor, place in placed:
                os.dup2(descriptor, place, inheritable=True)
            os.closerange(max(2, *(place for _, place in placed)) + 1, _END_OF_DESCRIPTORS)
            status = act()
        finally:
            os._exit(status)  # even when the child failed: it must never run the nursery's loop

    def end(self, number: int) -> tuple[int, int]:
        """Kill a child if it still runs.

        Returns:
            Its exit status, negative for a signal, and its peak of resident memory in KiB.
        """
        if number in self._not_started:
            return NOT_STARTED, self._not_started.pop(number)
        pid = self._children.pop(number, None)
        if pid is None:
            return _EXIT_FAILED, 0
        os.kill(pid, signal.SIGKILL)  # a child that has ended by itself keeps its own status
        _pid, status, used = os.wait4(pid, 0)
        return os.waitstatus_to_exitcode(status), used.ru_maxrss

    def drop(self, number: int) -> None:
        """Kill a child if it still runs, without waiting for its end."""
        self._not_started.pop(number, None)
        pid = self._children.pop(number, None)
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            self._dying.add(pid)

    def bury(self) -> None:
        """Take notice of the ends of the children that were dropped."""
        self._dying -= {pid for pid in self._dying if os.waitpid(pid, os.WNOHANG)[0]}

    def end_all(self) -> None:
        """End every child."""
        for number in sorted(self._children):
            self.end(number)
        for pid in sorted(self._dying):
            os.waitpid(pid, 0)
        self._dying.clear()


def start(setup: Setup) -> tuple[Nursery, Hello]:
    """Load the readers, confine, prove. Without readers, be ready to run programs.

    Raises:
        UnavailableError: documents cannot be opened safely here.
    """
    readers = {
        family.name: cast("Reader", import_module(family.module)) for family in setup.families
    }
    for reader in readers.values():
        reader.warm()
    if readers:
        libmagic.warm()
    confinement = prepare(setup.limits, forgo=setup.unconfined)
    gc.collect()
    gc.freeze()  # what is loaded now is shared with all workers: keep it unwritten
    nursery = Nursery(confinement, readers)
    return nursery, nursery.prove() if readers else Hello(layers=(), libraries={})


def serve(control: socket.socket, nursery: Nursery) -> None:
    """Carry out commands until the pool is gone."""
    parent = os.getppid()
    while True:
        control.settimeout(_LOOK_FOR_PARENT)
        try:
            head, descriptors, _flags, _address = socket.recv_fds(control, COMMAND.size, 2)
        except TimeoutError:
            nursery.bury()
            if os.getppid() != parent:
                return
            continue
        if not head:
            return
        control.settimeout(None)
        command, number, value = COMMAND.unpack(
            head + receive_exactly(control, COMMAND.size - len(head))
        )
        try:
            body = receive_exactly(control, value) if command == RUN else b""
            reply = _carry_out(nursery, (command, number, value), descriptors, body)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        if reply is not None:
            control.sendall(REPLY.pack(*reply))
        nursery.bury()


def _carry_out(
    nursery: Nursery, order: tuple[bytes, int, int], descriptors: list[int], body: bytes
) -> tuple[int, int] | None:
    command, number, value = order
    if command == FORK:
        nursery.fork(number, descriptors[0], value)
    elif command == RUN:
        launch = msgspec.msgpack.decode(body, type=prepared(Launch))
        nursery.run(number, descriptors[0], descriptors[1], launch)
    elif command == DROP:
        nursery.drop(number)
    elif command == END:
        return nursery.end(number)
    return None


def main() -> None:
    """Run the nursery on the socket whose descriptor is the first argument."""
    given = int(sys.argv[1])
    control = socket.socket(fileno=fcntl.fcntl(given, fcntl.F_DUPFD_CLOEXEC, _HIGH))
    os.close(given)
    body = receive_frame(control, MAX_SETUP, Deadline(_START_SECONDS))
    try:
        nursery, hello = start(msgspec.msgpack.decode(body, type=prepared(Setup)))
    except UnavailableError as error:
        trouble = Trouble(message=error.message, remedy=error.remedy)
        send_frame(control, msgspec.msgpack.encode(trouble))
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, the pool must hear of it
        trouble = Trouble(message=f"the readers do not start here: {error!r}")
        send_frame(control, msgspec.msgpack.encode(trouble))
        return
    send_frame(control, msgspec.msgpack.encode(hello))
    try:
        serve(control, nursery)
    finally:
        nursery.end_all()


if __name__ == "__main__":
    main()
