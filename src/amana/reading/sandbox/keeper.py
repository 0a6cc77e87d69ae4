"""The pool's side of the nursery: start it, command it, replace it when it dies."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec

from amana.core import UnavailableError
from amana.reading.sandbox.channel import Deadline, receive_exactly, receive_frame, send_frame
from amana.reading.sandbox.protocol import (
    COMMAND,
    END,
    FORK,
    MAX_SETUP,
    REPLY,
    RUN,
    Hello,
    Launch,
    Setup,
    Trouble,
)

_START_SECONDS = 120.0
_STOP_SECONDS = 10.0


class Child:
    """A worker or program: the channel to it, and how it ended."""

    def __init__(self, keeper: Keeper, pid: int, channel: socket.socket) -> None:
        self._keeper = keeper
        self.pid = pid
        self.channel = channel
        self._end: tuple[int, int] | None = None

    def end(self) -> tuple[int, int]:
        """Kill it if it still runs.

        Returns:
            Its exit status, negative for a signal, and its peak of resident memory in KiB.
        """
        if self._end is None:
            self._end = self._keeper.end(self.pid)
        return self._end


class Keeper:
    """Owns one nursery at a time. All methods may be called from any thread."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
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

        It may work for `seconds`.
        """
        here, there = socket.socketpair()
        with here:
            with there:
                pid = self._command_or_restart(FORK, seconds, [there.fileno()])
            child = Child(self, pid, here)
            try:
                yield child
            finally:
                child.end()

    @contextlib.contextmanager
    def program(self, launch: Launch, source: int) -> Iterator[Child]:
        """Have a program run from `source` for the length of a `with`; its output: `channel`."""
        here, there = socket.socketpair()
        body = msgspec.msgpack.encode(launch)
        with here:
            with there:
                pid = self._command_or_restart(RUN, len(body), [source, there.fileno()], body)
            child = Child(self, pid, here)
            try:
                yield child
            finally:
                child.end()

    def end(self, pid: int) -> tuple[int, int]:
        """Kill a child if it still runs; return its exit status and its peak memory in KiB."""
        with self._lock:
            try:
                return self._command(END, pid, [])
            except (OSError, EOFError):
                return -signal.SIGKILL, 0  # the nursery is dead, and its children with it

    def stop(self) -> None:
        """Stop the nursery and everything that it started."""
        with self._lock:
            self._closed = True
            self._stop()

    def _start(self) -> Hello:
        here, there = socket.socketpair()
        with there:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-P", "-m", "amana.reading.sandbox.nursery", str(there.fileno())],
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for the pool to handle
            )
        self._control = here
        try:
            send_frame(here, msgspec.msgpack.encode(self._setup))
            body = receive_frame(here, MAX_SETUP, Deadline(_START_SECONDS))
            here.settimeout(None)
            answer = msgspec.msgpack.decode(body, type=Hello | Trouble)
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

    def _command_or_restart(
        self, command: bytes, number: int, descriptors: list[int], body: bytes = b""
    ) -> int:
        """Give a command; when the nursery is gone, give it once more to a new one.

        Raises:
            UnavailableError: the new one is gone too, or the system has no room for a process.
        """
        with self._lock:
            if self._closed:
                raise UnavailableError("the reading pool is closed", remedy="open a new one")
            try:
                reply, _ = self._command(command, number, descriptors, body)
            except (OSError, EOFError):
                self._stop()
                self._start()
                try:
                    reply, _ = self._command(command, number, descriptors, body)
                except (OSError, EOFError) as error:
                    raise UnavailableError(
                        "the process that opens documents keeps dying",
                        remedy="look for a lack of memory on this machine",
                    ) from error
        if reply < 0:
            raise UnavailableError(
                f"no process could be started: {os.strerror(-reply)}",
                remedy="look for a lack of memory or of processes on this machine",
            )
        return reply

    def _command(
        self, command: bytes, number: int, descriptors: list[int], body: bytes = b""
    ) -> tuple[int, int]:
        control = self._control
        if control is None:
            raise EOFError
        message = COMMAND.pack(command, number) + body
        try:
            sent = socket.send_fds(control, [message], descriptors) if descriptors else 0
            control.sendall(message[sent:])
            first, second = REPLY.unpack(receive_exactly(control, REPLY.size))
        except BaseException:
            # Interrupted between question and answer, the next answer would be taken for another
            # question's. The nursery ends with its socket; the next command starts a new one.
            self._stop()
            raise
        return first, second


def _environment() -> dict[str, str]:
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
