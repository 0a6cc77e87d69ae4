"""Runs of captures that go on while nobody looks: begun, followed from any line on, stopped.

What a run told is kept while the server runs, so that a page that was left can be come back to.
What is taken in stands in the archive; of a run itself nothing is kept there.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator

import msgspec

from amana.core import NotFound, PurposeRequired, SystemClock, stamp
from amana.interface.http.works import Emit, Works

_MOST_KEPT = 20
_PULSE = 10.0
"""Seconds after which an empty line is sent, so that a browser that has left is noticed."""

Begin = Callable[[Emit, threading.Event], None]
"""What a run does: tells by the first, and ends early once the second is set."""


class RunShape(msgspec.Struct, frozen=True, kw_only=True):
    """A run: whether it captures a list or looks at watches, and whether it has ended.

    `private` runs are about restricted pages; following them asks for a purpose.
    """

    key: str
    kind: str
    began: str
    pages: int
    private: bool
    ended: bool
    stopping: bool


class Run:
    """One run with everything that it told."""

    def __init__(self, kind: str, pages: int, *, private: bool) -> None:
        self.key = secrets.token_hex(8)
        self.stop = threading.Event()
        self.private = private
        self._kind, self._pages = kind, pages
        self._began = stamp(SystemClock().now())
        self._lines: list[bytes] = []
        self._ended = False
        self._changed = threading.Condition()

    @property
    def ended(self) -> bool:
        """Whether nothing more will be told."""
        return self._ended

    def shape(self) -> RunShape:
        """Return what a list of runs says of it."""
        return RunShape(
            key=self.key,
            kind=self._kind,
            began=self._began,
            pages=self._pages,
            private=self.private,
            ended=self._ended,
            stopping=self.stop.is_set() and not self._ended,
        )

    def follow(self) -> Iterator[bytes]:
        """Yield everything that it told and tells, until it has ended."""
        at = 0
        while True:
            with self._changed:
                if at == len(self._lines) and not self._ended:
                    self._changed.wait(_PULSE)
                lines, ended = self._lines[at:], self._ended
            at += len(lines)
            if not lines and not ended:
                yield b"\n"
            yield from lines
            if ended:
                return

    def keep(self, lines: Iterator[bytes]) -> None:
        """Keep what is told, to its end."""
        for line in lines:
            with self._changed:
                self._lines.append(line)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()


class Runs:
    """The runs of one server."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._runs: dict[str, Run] = {}
        self._lock = threading.Lock()

    def begin(self, kind: str, pages: int, work: Begin, *, private: bool) -> Run:
        """Begin a run; it goes on whether anybody follows it or not."""
        run = Run(kind, pages, private=private)
        with self._lock:
            done = [key for key, each in self._runs.items() if each.ended]
            for key in done[: max(0, len(self._runs) + 1 - _MOST_KEPT)]:
                del self._runs[key]
            self._runs[run.key] = run
        lines = self._works.begin(lambda emit: work(emit, run.stop), stop=run.stop)
        threading.Thread(target=run.keep, args=(lines,), name="run", daemon=True).start()
        return run

    def listed(self) -> tuple[RunShape, ...]:
        """Return the runs that this server knows, the newest first."""
        with self._lock:
            return tuple(run.shape() for run in reversed(self._runs.values()))

    def find(self, key: str, purpose: str | None) -> Run:
        """Return a run.

        Raises:
            NotFound: there is none of this name, or it was before this server began.
            PurposeRequired: it is about restricted pages, and no purpose was stated.
        """
        with self._lock:
            run = self._runs.get(key)
        if run is None:
            raise NotFound(
                f"this server knows no run {key!r}",
                remedy="what it took in stands among the items; a run is known until the server "
                "ends",
            )
        if run.private and purpose is None:
            raise PurposeRequired(
                "this run captures restricted pages", remedy="state the purpose of looking at it"
            )
        return run
