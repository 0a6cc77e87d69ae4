"""Who writes next: threads get their turn in the order in which they asked for it.

With an ordinary lock, a thread that commits group after group takes it again before anybody who
waits has woken up, and a second `amana add` would wait until the first is done.
"""

from __future__ import annotations

import threading
from collections import deque


class Turns:
    """A lock, used as a context manager, that is handed on to whoever has waited longest."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[tuple[int, threading.Lock]] = deque()
        self._owner: int | None = None

    def __enter__(self) -> None:
        """Wait for the turn.

        Raises:
            RuntimeError: this thread has it already, and would wait for itself.
        """
        me, gate = threading.get_ident(), threading.Lock()
        with self._guard:
            if self._owner == me:
                raise RuntimeError("this thread is writing already")
            if self._owner is None:
                self._owner = me
                return
            gate.acquire()
            self._waiting.append((me, gate))
        try:
            gate.acquire()  # released by whoever hands the turn on
        except BaseException:
            self._give_up(me, gate)
            raise

    def __exit__(self, *_: object) -> None:
        """Hand the turn on."""
        with self._guard:
            self._hand_on()

    def _give_up(self, me: int, gate: threading.Lock) -> None:
        """Leave the queue; if the turn came at this very moment, hand it on."""
        with self._guard:
            if (me, gate) in self._waiting:
                self._waiting.remove((me, gate))
            else:
                self._hand_on()

    def _hand_on(self) -> None:
        if self._waiting:
            self._owner, gate = self._waiting.popleft()
            gate.release()
        else:
            self._owner = None
