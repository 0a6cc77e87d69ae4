"""The rolling check beside a server: what is due is read slowly, and commits go first."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from amana.archive.archive import Archive
from amana.archive.checking import CheckReport
from amana.archive.scopes import ROLLING
from amana.core import AmanaError

_FIRST = 60.0
_EVERY = 3600.0
"""Seconds before the first look at what is due, and between two."""

OnReport = Callable[[CheckReport | AmanaError], None]


@contextlib.contextmanager
def keep_checking(
    archive: Archive, on_report: OnReport, *, first: float = _FIRST, every: float = _EVERY
) -> Iterator[None]:
    """Check what is due again and again for the length of a `with`, in a thread of its own.

    `on_report` is told whatever was found and whatever went wrong. At the end, what was read so far
    is entered, and the rest is due the next time.
    """
    rate = archive.settings.check_megabytes * 1_000_000
    ending = threading.Event()

    def run() -> None:
        wait = first
        while not ending.wait(wait):
            try:
                report = archive.check(scope=ROLLING, rate=rate, stopped=ending.is_set)
                if report.batches or report.problems or report.not_entered:
                    on_report(report)
            except AmanaError as error:
                on_report(error)
            wait = every

    if not rate:
        yield
        return
    thread = threading.Thread(target=run, name="rolling check", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()
