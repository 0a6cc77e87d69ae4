"""How fast a check may read, and how it is stopped between two pieces."""

from __future__ import annotations

from collections.abc import Callable

from amana.core import Timer

_PATIENCE = 1.0
"""The longest sleep in seconds, so that a stop is heard soon."""
_SLACK = 0.05
"""Seconds that are saved up before it is worth sleeping; as much may be made good."""


class Stopped(Exception):
    """Somebody has asked for the check to stop."""


class Pace:
    """Keeps what is read at `rate` bytes a second (None: as fast as it goes)."""

    def __init__(
        self, rate: int | None, timer: Timer, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self._rate = rate
        self._timer = timer
        self._stopped = stopped
        self._due = timer.now()

    def took(self, count: int) -> None:
        """Wait until it was right to read `count` bytes more.

        Raises:
            Stopped: somebody has asked for it.
        """
        if self._stopped():
            raise Stopped
        if self._rate is None:
            return
        self._due = max(self._due, self._timer.now() - _SLACK) + count / self._rate
        while (early := self._due - self._timer.now()) > _SLACK:
            self._timer.sleep(min(early, _PATIENCE))
            if self._stopped():
                raise Stopped
