"""The pool's side of the nursery: start it, command it, replace it when it dies."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec

from amana.core import UnavailableError, prepared
from amana.reading.sandbox.channel import Deadline, receive_exactly, receive_frame, send_frame
from amana.reading.sandbox.protocol import (
    COMMAND,
    DROP,
    END,
    EXIT_NOT_CONFINED,
    FORK,
    MAX_SETUP,
    NOT_STARTED,
    READY,
    REPLY,
    RUN,
    Hello,
    Launch,
    Setup,
    Trouble,
)

NURSERY: tuple[str, ...] = (sys.executable, "-P", "-m", "amana.reading.sandbox.nursery")
"""The program that is a nursery; its last word is the descriptor of its socket."""

_START_SECONDS = 120.0
_STOP_SECONDS = 10.0


class Child:
    """A worker or program: the channel to it, and how it ended."""

    def __init__(self, keeper: Keeper, number: int, era: int, channel: socket.socket) -> None:
        self._keeper = keeper
        self.number = number
        self.era = era
        self.channel = channel
        self._end: tuple[int, int] | None = None

    def end(self) -> tuple[int, int]:
        """Kill it if it still runs.

        Returns:
            Its exit status, negative for a signal, and its peak of resident memory in KiB.
        """
        if self._end is None:
            self._end = self._keeper.end(self)
        return self._end

    def leave(self) -> None:
        """Have it killed if it still runs, and hear no more of it."""
        if self._end is None:
            self._keeper.drop(self)
        self.channel.close()


class Keeper:
    """Owns one nursery at a time. All methods may be called from any thread.

    Up to `spare` workers are kept ready: forked and confined, waiting for an order.
    """

    def __init__(self, setup: Setup, spare: int) -> None:
        self._setup = setup
        self._spare = spare
        self._usual, _wall = setup.limits.granted(0)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready: deque[Child] = deque()
        self._numbers = count(1)
        self._era = 0
        self._closed = False

    def start(self) -> Hello:
        """Start the nursery and wait until it has proved itself.

        Raises:
            UnavailableError: documents cannot be opened safely here.
        """
        with self._lock:
            return self._start()

    @contextlib.contextmanager
    def worker(self, seconds: int) -> Iterator[Child]:
        """Have a worker for the length of a `with`; its end of the channel is in `channel`.

        It is confined, waits for its order, and may then work for `seconds`.

        Raises:
            UnavailableError: none can be had.
        """
        child = self._waiting(seconds)
        try:
            yield child
        finally:
            child.leave()

    @contextlib.contextmanager
    def program(self, launch: Launch, source: int) -> Iterator[Child]:
        """Have a program run from `source` for the length of a `with`; its output: `channel`.

        Raises:
            UnavailableError: no process can be had.
        """
        body = msgspec.msgpack.encode(launch)
        with self._lock:
            child = self._child(RUN, len(body), [source], body)
        try:
            yield child
        finally:
            child.leave()

    def end(self, child: Child) -> tuple[int, int]:
        """Kill a child if it still runs; return its exit status and its peak memory in KiB."""
        with self._lock:
            if child.era != self._era:
                return -signal.SIGKILL, 0  # its nursery is dead, and it too
            try:
                return self._question(END, child.number)
            except (OSError, EOFError):
                return -signal.SIGKILL, 0

    def drop(self, child: Child) -> None:
        """Have a child killed if it still runs."""
        with self._lock, contextlib.suppress(OSError):
            if child.era == self._era and self._control is not None:
                self._control.sendall(COMMAND.pack(DROP, child.number, 0))

    def stop(self) -> None:
        """Stop the nursery and everything that it started."""
        with self._lock:
            self._closed = True
            self._stop()

    def _start(self) -> Hello:
        here, there = socket.socketpair()
        with there:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [*NURSERY, str(there.fileno())],
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,  # Ctrl-C is for the pool to handle
            )
        self._control = here
        try:
            send_frame(here, msgspec.msgpack.encode(self._setup))
            body = receive_frame(here, MAX_SETUP, Deadline(_START_SECONDS))
            here.settimeout(None)
            answer = msgspec.msgpack.decode(body, type=prepared(Hello | Trouble))
        except (OSError, EOFError, ValueError) as error:
            self._stop()
            raise UnavailableError(
                "the process that opens documents does not start",
                remedy="run `python -m amana.reading.sandbox.nursery 0` to see why",
            ) from error
        except BaseException:
            self._stop()
            raise
        if isinstance(answer, Trouble):
            self._stop()
            raise UnavailableError(answer.message, remedy=answer.remedy)
        return answer

    def _stop(self) -> None:
        self._era += 1
        while self._ready:
            self._ready.popleft().channel.close()
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _waiting(self, seconds: int) -> Child:
        """Return a worker that waits: one that is ready, or a new one.

        One that died while it waited, or with its nursery, has seen no document: another is taken.
        """
        for _attempt in range(self._spare + 3):
            child = self._next(seconds)
            child.channel.settimeout(_START_SECONDS)
            try:
                if child.channel.recv(len(READY)):
                    return child
            except OSError:  # a TimeoutError too
                pass
            except BaseException:
                child.leave()
                raise
            status, peak = child.end()
            child.leave()
            if status in {NOT_STARTED, EXIT_NOT_CONFINED}:
                raise never_worked(status, peak)
        raise never_worked(-signal.SIGKILL, 0)

    def _next(self, seconds: int) -> Child:
        with self._lock:
            if seconds != self._usual:
                return self._child(FORK, seconds, [])
            child = self._ready.popleft() if self._ready else self._child(FORK, seconds, [])
            while len(self._ready) < self._spare:  # the next begin while this one works
                self._ready.append(self._child(FORK, seconds, []))
            return child

    def _child(
        self, command: bytes, value: int, descriptors: list[int], body: bytes = b""
    ) -> Child:
        """Have a child started, by a new nursery where the old one is gone.

        Raises:
            UnavailableError: the pool is closed, or the new nursery is gone too.
        """
        here, there = socket.socketpair()
        number = next(self._numbers)
        message = COMMAND.pack(command, number, value) + body
        try:
            with there:
                self._say_or_restart(message, [*descriptors, there.fileno()])
        except BaseException:
            here.close()
            raise
        return Child(self, number, self._era, here)

    def _say_or_restart(self, message: bytes, descriptors: list[int]) -> None:
        if self._closed:
            raise UnavailableError("the reading pool is closed", remedy="open a new one")
        try:
            self._say(message, descriptors)
        except (OSError, EOFError):
            self._stop()
            self._start()
            self._say(message, descriptors)

    def _say(self, message: bytes, descriptors: list[int]) -> None:
        control = self._control
        if control is None:
            raise EOFError
        try:
            sent = socket.send_fds(control, [message], descriptors)
            if sent < len(message):
                control.sendall(message[sent:])
        except BaseException:
            self._stop()  # interrupted within a command, the next would be misunderstood
            raise

    def _question(self, command: bytes, number: int) -> tuple[int, int]:
        control = self._control
        if control is None:
            raise EOFError
        try:
            control.sendall(COMMAND.pack(command, number, 0))
            first, second = REPLY.unpack(receive_exactly(control, REPLY.size))
        except BaseException:
            # Interrupted between question and answer, the next answer would be taken for another
            # question's. The nursery ends with its socket; the next command starts a new one.
            self._stop()
            raise
        return first, second


def never_worked(status: int, number: int) -> UnavailableError:
    """Return the error of a child that was not started, not confined, or died while it waited."""
    if status == NOT_STARTED:
        return UnavailableError(
            f"no process could be started: {os.strerror(number)}",
            remedy="look for a lack of memory or of processes on this machine",
        )
    if status == EXIT_NOT_CONFINED:
        return UnavailableError(
            "a worker could not be confined and opened nothing",
            remedy="restart; if it happens again, look at the kernel's messages",
        )
    return UnavailableError(
        "the process that opens documents keeps dying",
        remedy="look for a lack of memory on this machine",
    )


def environment() -> dict[str, str]:
    """Return the environment of a nursery: where Python finds modules, and no secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join(_module_folders()),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",  # a nursery must have no threads
    }


def _module_folders() -> list[str]:
    """Return where this process finds modules, without the folder of the script that it runs.

    A module beside somebody's script may have the name of one that the nursery needs.
    """
    script = str(Path(sys.argv[0]).absolute().parent) if sys.argv[0] else ""
    home = str(Path(__file__).parents[3])
    return [path for path in sys.path if path and (path != script or path == home)]
