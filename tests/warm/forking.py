"""A process that has loaded what a program needs and forks a child for each that is started.

What is started in its place is a small program (`program.py`), which passes its words, environment,
folder, umask and descriptors on, forwards signals, and ends as the child does.
"""

from __future__ import annotations

import array
import gc
import io
import marshal
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TextIO

from program import LENGTH, STATUS, STREAMS  # type: ignore[import-not-found]  # beside this

STARTING = """#!{python} -IS
import sys
sys.path.append({here!r})
from program import ask
sys.exit(ask({address!r}, {further}))
"""


class Command(NamedTuple):
    """What a program is given: words, environment, umask, and descriptors.

    These are the standard streams, its folder, and what else was passed.
    """

    words: list[str]
    environment: dict[bytes, bytes]
    umask: int
    descriptors: list[int]


class Running(NamedTuple):
    """A child, and the program that waits for its end."""

    pid: int
    waiting: socket.socket


class Process:
    """Forks children that carry out what was started, and tells their ends."""

    def __init__(self, address: str) -> None:
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(address)
        self._listening.listen()
        self._ends: dict[int, Running] = {}
        self._asking: dict[int, Running] = {}
        self._poll = select.poll()
        self._poll.register(0, select.POLLIN)
        self._poll.register(self._listening, select.POLLIN)

    def next_command(self) -> Command | None:
        """Return what to carry out, in a child; or nothing, here, when it is over."""
        while True:
            for descriptor, _event in self._poll.poll():
                if descriptor == 0:
                    return None
                if descriptor == self._listening.fileno():
                    command = self._fork()
                    if command is not None:
                        return command
                elif descriptor in self._ends:
                    self._tell_end(descriptor)
                elif descriptor in self._asking:
                    self._forward(descriptor)

    def _fork(self) -> Command | None:
        waiting, _ = self._listening.accept()
        command = received(waiting)
        pid = os.fork()
        if pid == 0:
            self._leave(waiting)
            return command
        for descriptor in command.descriptors:
            os.close(descriptor)
        running = Running(pid, waiting)
        end = os.pidfd_open(pid)
        self._ends[end] = self._asking[waiting.fileno()] = running
        for each in (end, waiting.fileno()):
            self._poll.register(each, select.POLLIN)
        return None

    def _leave(self, waiting: socket.socket) -> None:
        """Close what is the parent's."""
        for end, running in self._ends.items():
            os.close(end)
            running.waiting.close()
        waiting.close()
        self._listening.close()

    def _tell_end(self, end: int) -> None:
        pid, waiting = self._ends.pop(end)
        _, status = os.waitpid(pid, 0)
        self._poll.unregister(end)
        os.close(end)
        if self._asking.pop(waiting.fileno(), None):
            self._poll.unregister(waiting)
            ended = os.waitstatus_to_exitcode(status)
            with suppress(ConnectionError):
                waiting.sendall(ended.to_bytes(STATUS, "big", signed=True))
        waiting.close()

    def _forward(self, asking: int) -> None:
        """Pass a signal on; a program that was killed takes its child along."""
        pid, waiting = self._asking[asking]
        sent = b""
        with suppress(ConnectionError):
            sent = waiting.recv(1)
        os.kill(pid, sent[0] if sent else signal.SIGKILL)
        if not sent:
            self._poll.unregister(asking)
            del self._asking[asking]


def received(waiting: socket.socket) -> Command:
    """Return what a program passes on."""
    count = len(STREAMS) + 2
    passed = array.array("i")
    head, ancillary, _, _ = waiting.recvmsg(LENGTH, socket.CMSG_SPACE(count * passed.itemsize))
    for _level, _kind, content in ancillary:
        passed.frombytes(content)
    missing = int.from_bytes(head, "big")
    body = b""
    while len(body) < missing:
        body += waiting.recv(missing - len(body))
    words, environment, umask = marshal.loads(body)  # noqa: S302 - from our own program
    return Command(words, environment, umask, list(passed))


def become(command: Command) -> None:
    """Stand where a program stands that has just been started so."""
    os.setsid()
    *streams, folder = command.descriptors[: len(STREAMS) + 1]
    os.fchdir(folder)
    os.umask(command.umask)
    for stream, descriptor in zip(STREAMS, streams, strict=True):
        os.dup2(descriptor, stream)
    for descriptor in (*streams, folder):
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(
        {os.fsdecode(name): os.fsdecode(value) for name, value in command.environment.items()}
    )
    time.tzset()
    sys.argv[:] = command.words
    for stream, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        new = opened(stream, mode, getattr(sys, name).errors)
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)


def opened(descriptor: int, mode: str, errors: str) -> TextIO:
    """Open a standard stream as the interpreter does when it starts."""
    at_once = mode == "w" and bool(os.environ.get("PYTHONUNBUFFERED"))
    raw = io.FileIO(descriptor, mode, closefd=False)
    buffer = io.BufferedReader(raw) if mode == "r" else raw if at_once else io.BufferedWriter(raw)
    return io.TextIOWrapper(
        buffer,
        encoding="utf-8",
        errors=errors,
        newline="\n" if mode == "w" else None,
        line_buffering=descriptor == 2 or raw.isatty(),
        write_through=at_once,
    )


def serve(program: Path, load: Callable[[], None], *, further: str = "()") -> Command | None:
    """Write `program`; fork a child each time it is started, until standard input ends.

    `further` says in Python which descriptors it passes on beside the usual ones. Programs that
    are started while this loads wait.

    Returns:
        In a child what it has to carry out; None in this process, when it is over.
    """
    process = Process(f"{program}.socket")
    program.write_text(
        STARTING.format(
            python=sys.executable,
            here=str(Path(__file__).parent),
            address=f"{program}.socket",
            further=further,
        )
    )
    program.chmod(0o755)
    print("ready", flush=True)  # noqa: T201 - to the test that waits
    load()
    if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208 - numbers of threads, no paths
        sys.exit("a module starts a thread when it is loaded: that does not survive a fork")
    gc.collect()
    gc.freeze()
    return process.next_command()
