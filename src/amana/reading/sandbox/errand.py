"""One document to one worker and back, whatever happens to the worker."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable
from typing import TypeVar

from amana.reading.believing import refuse_impossible
from amana.reading.limits import Limits
from amana.reading.notices import Code
from amana.reading.sandbox.channel import Deadline, FrameTooLarge, receive_frame, send_frame
from amana.reading.sandbox.children import Children, Next
from amana.reading.sandbox.keeper import Keeper, never_worked
from amana.reading.sandbox.protocol import EXIT_MEMORY, NOT_STARTED
from amana.reading.wire import (
    Answer,
    ChildRow,
    FailedAnswer,
    ImpossibleAnswer,
    Interim,
    Order,
    ReadOrder,
    TextAnswer,
    pack,
    unpack_answer,
)

_ATTEMPTS = 3
_MIB = 1 << 20
_MOST_MEMORY = 0.5
_A = TypeVar("_A", bound=Answer)

Receive = Callable[[ChildRow, Next], None]


class Failure(Exception):
    """No answer came, and which notice says why."""

    def __init__(self, code: Code, n: int = 0) -> None:
        super().__init__(code.value)
        self.code = code
        self.n = n


class _Untouched(Exception):
    """The worker died before it opened the document."""


class Errand:
    """Carries orders to workers within the limits."""

    def __init__(self, keeper: Keeper, limits: Limits) -> None:
        self._keeper = keeper
        self._limits = limits

    def read(self, order: ReadOrder, descriptor: int, children: Children) -> TextAnswer:
        """Have a new worker read; what it finds inside goes to `children` on the way.

        Raises:
            Failure: see `ask`. What came until then is in `children`.
            UnavailableError: no worker can be had.
        """
        return self._carry_out(order, descriptor, TextAnswer, children.receive)

    def ask(self, order: Order, descriptor: int, kind: type[_A]) -> _A:
        """Have a new worker carry out `order`; return its answer, checked.

        Raises:
            Failure: the worker gave up, broke off, took too much, or answered the impossible.
            UnavailableError: no worker can be had.
        """
        return self._carry_out(order, descriptor, kind, _no_children)

    def _carry_out(self, order: Order, descriptor: int, kind: type[_A], receive: Receive) -> _A:
        for _attempt in range(_ATTEMPTS):
            with contextlib.suppress(_Untouched):
                return self._believe(self._by_a_worker(order, descriptor, receive), kind)
        raise never_worked(-signal.SIGKILL, 0)

    def _by_a_worker(self, order: Order, descriptor: int, receive: Receive) -> Answer | Interim:
        seconds, wall = self._limits.granted(order.size)
        with self._keeper.worker(seconds) as worker:
            deadline = Deadline(wall)

            def following() -> Answer | Interim:
                return unpack_answer(
                    receive_frame(worker.channel, self._limits.answer_bytes, deadline)
                )

            try:
                worker.channel.settimeout(deadline.left())
                send_frame(worker.channel, pack(order), [descriptor])
                while isinstance(message := following(), ChildRow):
                    receive(message, following)
                refuse_impossible(message, order)
            except TimeoutError:
                raise Failure(Code.TOOK_TOO_LONG, round(wall)) from None
            except (FrameTooLarge, ImpossibleAnswer):
                raise Failure(Code.ANSWER_REFUSED) from None
            except ConnectionError:  # its end was closed before it had taken its order in
                raise _Untouched from None
            except EOFError:
                raise cause_of_death(*worker.end(), seconds, self._limits) from None
        return message

    def _believe(self, answer: Answer | Interim, kind: type[_A]) -> _A:
        if isinstance(answer, kind):
            return answer
        if not isinstance(answer, FailedAnswer):
            raise Failure(Code.ANSWER_REFUSED)
        if answer.code is Code.OUT_OF_MEMORY:
            raise _out_of_memory(self._limits)
        raise Failure(answer.code, answer.n)


def cause_of_death(status: int, peak: int, seconds: int, limits: Limits) -> Exception:
    """Return what an exit status without an answer means; `peak` is in KiB."""
    if status == NOT_STARTED:
        return never_worked(status, peak)
    # Native libraries crash where Python raises MemoryError.
    if status == EXIT_MEMORY or peak * 1024 > _MOST_MEMORY * limits.memory:
        return _out_of_memory(limits)
    if -status in {signal.SIGXCPU, signal.SIGKILL}:
        return Failure(Code.TOOK_TOO_LONG, seconds)
    return Failure(Code.CRASHED, max(0, -status))


def _out_of_memory(limits: Limits) -> Failure:
    return Failure(Code.OUT_OF_MEMORY, limits.memory // _MIB)


def _no_children(row: ChildRow, following: Next) -> None:
    del row, following
    raise ImpossibleAnswer("children of a page")
