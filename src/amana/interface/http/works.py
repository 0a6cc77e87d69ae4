"""What goes on after the request that began it: taking in, reading, checking.

A browser that leaves stops following, not the work. So the work runs in a thread of its own, and
whoever serves waits for all of it before the archive is closed.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator

import msgspec

from amana.archive import Archive
from amana.core import AmanaError
from amana.interface.http.problems import fault, problem_of
from amana.records import State

Emit = Callable[[object], None]
OnRead = Callable[[str, State, str | None], None]


class Works:
    """The works that are under way on one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._threads: dict[threading.Thread, threading.Event | None] = {}
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._analysing = threading.Lock()
        self._followers: list[OnRead] = []

    def begin(
        self, work: Callable[[Emit], None], stop: threading.Event | None = None
    ) -> Iterator[bytes]:
        """Begin `work`; return what it emits, a line of JSON each, as it comes.

        `stop` ends work that can be ended early; it is set when whoever serves ends.
        """
        lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

        def emit(event: object) -> None:
            lines.put(msgspec.json.encode(event) + b"\n")

        def run() -> None:
            try:
                work(emit)
            except AmanaError as error:
                emit({"event": "error", **problem_of(error, self._archive.root)})
            except Exception as error:  # noqa: BLE001 - told to the page; the server goes on
                emit({"event": "error", **fault(error)})
            finally:
                lines.put(None)

        # A daemon: whoever stops a second time does not wait, and the archive can bear that.
        thread = threading.Thread(target=run, name="work", daemon=True)
        with self._lock:
            self._threads = {each: end for each, end in self._threads.items() if each.is_alive()}
            self._threads[thread] = stop
            thread.start()
        return iter(lines.get, None)

    @contextlib.contextmanager
    def following(self, on_read: OnRead) -> Iterator[None]:
        """Tell `on_read` of each item that is read meanwhile, whoever had it read."""
        with self._lock:
            self._followers.append(on_read)
        try:
            yield
        finally:
            with self._lock:
                self._followers.remove(on_read)

    def read_what_waits(self) -> None:
        """Read every item that waits; one run at a time, so that nothing is read twice."""
        with self._reading:
            self._archive.work(analyse=False, on_read=self._tell)

    def analyse_what_waits(self) -> None:
        """Begin to analyse every text that waits; nobody waits for that, one run at a time."""

        def analyse(_: Emit) -> None:
            with self._analysing:
                self._archive.analyse()

        if self._archive.settings.analysts:
            self.begin(analyse)

    def read_again(self, read: Callable[[OnRead], None]) -> None:
        """Read some items once more when no other run reads; followers hear of it, too."""
        with self._reading:
            read(self._tell)

    def _tell(self, ref: str, state: State, reason: str | None) -> None:
        with self._lock:
            followers = tuple(self._followers)
        for follower in followers:
            follower(ref, state, reason)

    @property
    def under_way(self) -> int:
        """How many works have not come to their end."""
        with self._lock:
            return sum(each.is_alive() for each in self._threads)

    def finish(self) -> None:
        """End early what can be, and wait until everything that was begun is done."""
        with self._lock:
            threads = dict(self._threads)
        for stop in threads.values():
            if stop is not None:
                stop.set()
        for thread in threads:
            thread.join()
