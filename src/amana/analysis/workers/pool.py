"""The pool: readings in, facts out, from any number of threads."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Self

from amana.analysis.workers.wire import (
    REGISTRY,
    SAID,
    Answer,
    Budget,
    Code,
    Failed,
    Lacking,
    Model,
    Order,
    Ready,
    Said,
    Setup,
    frame,
    next_frame,
    sentence,
)
from amana.core import UnavailableError

_STARTING = 120.0
"""Seconds in which a worker that starts must have said so."""
_GRACE = 30.0
"""Seconds after which a worker that did not end by itself is killed."""
_ENDING = 1.0
"""Seconds in which a worker that has closed its output must have ended."""
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Analysts:
    """Has texts analysed by worker processes. Use it as a context manager.

    `observe` may be called from several threads; at most `workers` texts are under way at a time,
    and further calls wait. A worker is started when it is first needed.
    """

    def __init__(
        self,
        workers: int,
        budget: Budget,
        *,
        steps: str = REGISTRY,
        models: Mapping[str, Model] = MappingProxyType({}),
    ) -> None:
        self._setup = Setup(steps=steps, models=dict(models), budget=budget)
        self._slots = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._started: set[_Worker] = set()
        self._closed = False

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every worker; what is under way is given up."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = self._started.difference(idle)
        for worker in busy:
            worker.kill()  # whoever waits for its answer lets go of the rest
        for worker in idle:
            self._drop(worker)

    def observe(self, order: Order) -> Answer | Failed:
        """Carry out an order.

        Raises:
            UnavailableError: no worker can be had, or something that steps need is missing here.
        """
        with self._slots:
            worker = self._take()
            try:
                return worker.ask(order)
            finally:
                self._give_back(worker)

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise UnavailableError("analysis was stopped", remedy="begin it again")
            if self._idle:
                return self._idle.pop()
            worker = _Worker(self._setup)
            self._started.add(worker)
        try:
            worker.require_ready()
        except BaseException:
            self._drop(worker)
            raise
        return worker

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if not worker.is_done and not self._closed:
                self._idle.append(worker)
                return
        self._drop(worker)

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._started.discard(worker)
        worker.end()


class _Worker:
    """One process, and the pipes to it."""

    def __init__(self, setup: Setup) -> None:
        self._budget = setup.budget
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "amana.analysis.workers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self.is_done = False
        self._send(frame(setup))

    def require_ready(self) -> None:
        """Wait until it is ready.

        Raises:
            UnavailableError: it cannot work.
        """
        said = self._hear(_STARTING)
        if isinstance(said, Lacking):
            raise UnavailableError(said.message, remedy=said.remedy)
        if not isinstance(said, Ready):
            raise UnavailableError(
                "no process for analysis can be had: it ended at once",
                remedy="install the program again; what was read is kept",
            )

    def ask(self, order: Order) -> Answer | Failed:
        """Return the answer to an order, or why there is none.

        Raises:
            UnavailableError: something that steps need is missing here.
        """
        self.is_done = True
        self._send(frame(order))
        said = self._hear(self._budget.wall_seconds + _GRACE)
        if isinstance(said, Lacking):
            raise UnavailableError(said.message, remedy=said.remedy)
        if said is None or isinstance(said, Ready):
            return _ended(self._wait(), self._budget)
        self.is_done = isinstance(said, Failed) and said.code is Code.MEMORY
        return said

    def _send(self, data: bytes) -> None:
        stream = self._process.stdin
        with contextlib.suppress(OSError):  # it has ended: hearing nothing tells
            if stream is not None:
                stream.write(data)
                stream.flush()

    def _hear(self, seconds: float) -> Said | None:
        """Return what it says within so many seconds, or None."""
        until = time.monotonic() + seconds
        data = next_frame(lambda size: self._read(size, until))
        return None if data is None else SAID.decode(data)

    def _read(self, size: int, until: float) -> bytes:
        stream, pieces = self._process.stdout, list[bytes]()
        poll = select.poll()
        descriptor = stream.fileno() if stream else -1
        poll.register(descriptor, select.POLLIN)
        while size and poll.poll(max(0.0, until - time.monotonic()) * 1000):
            piece = os.read(descriptor, min(size, 1 << 20))
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def end(self) -> None:
        """End it, and let go of the pipes."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()

    def _wait(self) -> int:
        """Return how it ended: it has closed its output, or has not answered for too long."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(_ENDING)
        self.kill()
        return self._process.wait()


def _ended(status: int, budget: Budget) -> Failed:
    """Return what it means that a worker ended in the middle of a text."""
    if status in (-signal.SIGPROF, -signal.SIGALRM, -signal.SIGXCPU):
        return Failed(Code.TOO_LONG, sentence(Code.TOO_LONG, budget.seconds))
    name = signal.Signals(-status).name if status < 0 else f"status {status}"
    return Failed(Code.DIED, sentence(Code.DIED, name))


def _environment() -> dict[str, str]:
    """Return the environment of workers: they import what this process would, in one thread."""
    paths = [path for path in sys.path if path]
    threads = dict.fromkeys(_ONE_THREAD, "1")
    return {**os.environ, **threads, "PYTHONPATH": os.pathsep.join(paths)}
