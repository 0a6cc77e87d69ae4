"""What goes on beside a server: the rolling check, time-stamps for what is new, watched pages."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from amana.archive.archive import Archive
from amana.archive.checking import CheckReport
from amana.archive.scopes import ROLLING
from amana.archive.stamping import Asked
from amana.archive.watch_views import LookedAt
from amana.core import AmanaError, ArchiveBusy

_FIRST = 60.0
_EVERY = 3600.0
"""Seconds before the first look at what is due, and between two."""

OnReport = Callable[[CheckReport | AmanaError], None]
OnAsked = Callable[[Asked | AmanaError], None]
OnLook = Callable[[LookedAt | AmanaError], None]


@contextlib.contextmanager
def keep_checking(
    archive: Archive, on_report: OnReport, *, first: float = _FIRST, every: float = _EVERY
) -> Iterator[None]:
    """Check what is due again and again for the length of a `with`, in a thread of its own.

    What is due is read slowly, and commits go first. `on_report` is told whatever was found and
    whatever went wrong. At the end, what was read so far is entered, and the rest is due the next
    time.
    """
    rate = archive.settings.check_megabytes * 1_000_000
    ending = threading.Event()

    def check() -> None:
        try:
            report = archive.check(scope=ROLLING, rate=rate, stopped=ending.is_set)
            if report.batches or report.problems or report.not_entered:
                on_report(report)
        except AmanaError as error:
            on_report(error)

    with _again("rolling check", check, ending, first, every if rate else 0):
        yield


@contextlib.contextmanager
def keep_stamping(
    archive: Archive, on_asked: OnAsked, *, first: float = _FIRST, every: float | None = None
) -> Iterator[None]:
    """Ask the time-stamp authorities again and again for the length of a `with`, in a thread.

    `on_asked` is told what went wrong, once for as long as it stays the same; what was entered and
    is as it should be is not told.
    """
    told: dict[str, str] = {}

    def ask() -> None:
        try:
            if not any(each.url for each in archive.anchors.authorities()):
                return
            for asked in archive.anchors.timestamp():
                wrong = asked.state in ("unreachable", "refused") or asked.odd
                if wrong and told.get(asked.what) != asked.detail:
                    on_asked(asked)
                told[asked.what] = asked.detail if wrong else ""
        except AmanaError as error:
            on_asked(error)

    pause = archive.settings.timestamp_minutes * 60 if every is None else every
    with _again("time-stamps", ask, threading.Event(), first, pause):
        yield


@contextlib.contextmanager
def keep_watching(
    archive: Archive, on_look: OnLook, *, first: float = _FIRST, every: float | None = None
) -> Iterator[None]:
    """Look at the watched pages that are due again and again for the length of a `with`.

    `on_look` is told what each look found, and once for as long as it stays the same why nothing
    could be captured. At the end, a look that is under way is broken off and entered as far as it
    came. Nothing is asked for where no page is watched.
    """
    ending = threading.Event()
    told: list[str] = []

    def look() -> None:
        try:
            if archive.watches.due():
                archive.watches.run(on_looked=on_look, stop=ending)
            told.clear()
        except ArchiveBusy:
            return  # somebody else is at it
        except AmanaError as error:
            if told != [error.message]:
                on_look(error)
            told[:] = [error.message]

    pause = archive.settings.watch_minutes * 60 if every is None else every
    with _again("watched pages", look, ending, first, pause):
        yield


@contextlib.contextmanager
def _again(
    name: str, turn: Callable[[], None], ending: threading.Event, first: float, every: float
) -> Iterator[None]:
    """Take a turn every so many seconds (0: never) for the length of a `with`."""

    def run() -> None:
        wait = first
        while not ending.wait(wait):
            turn()
            wait = every

    if not every:
        yield
        return
    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()
