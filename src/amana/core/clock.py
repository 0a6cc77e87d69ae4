"""The time, as something that is handed in: UTC in microseconds.

A backward clock is flagged by whoever notices it and never corrected: the log keeps the time that
the machine claimed, and only timestamps and witnesses of others bind it.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that can say what time it is."""

    @property
    def source(self) -> str:
        """Name of the clock, as it is recorded beside each time."""
        ...

    def now(self) -> datetime:
        """Return the current time with the UTC time zone."""
        ...


class SystemClock:
    """The clock of this machine."""

    source = "system"

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still, or steps by a fixed amount at each look (for tests)."""

    source = "fixed"

    def __init__(self, at: datetime, step: timedelta = timedelta(0)) -> None:
        self.at = at
        self.step = step

    def now(self) -> datetime:
        """Return the set time and step on."""
        at = self.at
        self.at = at + self.step
        return at


class Timer(Protocol):
    """Something that measures how long things take, and lets time pass."""

    def now(self) -> float:
        """Return seconds since some moment; they never run backward."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass."""
        ...


class SystemTimer:
    """The monotonic clock of this machine."""

    def now(self) -> float:
        """Return the machine's seconds."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)


class ManualTimer:
    """A timer whose seconds pass only where somebody sleeps (for tests)."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        """Return the seconds that were slept away."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Pass the seconds at once."""
        self.seconds += seconds


def stamp(at: datetime) -> str:
    """Return `at` as RFC 3339 in UTC with six digits of a second: `2026-01-31T08:00:00.000000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
