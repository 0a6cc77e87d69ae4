from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest

from amana.core import UnavailableError
from amana.reading import Limits
from amana.reading.notices import Code
from amana.reading.sandbox.channel import LENGTH, receive_order
from amana.reading.sandbox.errand import Errand, Failure, cause_of_death
from amana.reading.sandbox.keeper import Keeper
from amana.reading.sandbox.protocol import EXIT_MEMORY, NOT_STARTED
from amana.reading.wire import (
    FailedAnswer,
    ReadOrder,
    SizesAnswer,
    TextAnswer,
    pack,
)

LIMITS = Limits(wall_seconds=20, cpu_seconds=7, memory=1 << 30, answer_bytes=10_000)


class FakeChild:
    def __init__(self, channel: socket.socket, status: int, peak: int) -> None:
        self.channel, self.status, self.peak = channel, status, peak

    def end(self) -> tuple[int, int]:
        return self.status, self.peak


class FakeKeeper:
    """Answers with bytes instead of a process."""

    def __init__(self, said: bytes, status: int = 0, peak: int = 0) -> None:
        self.said, self.status, self.peak = said, status, peak

    @contextmanager
    def worker(self, seconds: int) -> Iterator[FakeChild]:
        del seconds
        here, there = socket.socketpair()

        def answer() -> None:
            with there:
                received = receive_order(there, 1 << 20)
                assert received is not None
                for descriptor in received[1]:
                    os.close(descriptor)
                there.sendall(self.said)

        thread = threading.Thread(target=answer)
        thread.start()
        with here:
            yield FakeChild(here, self.status, self.peak)
        thread.join()

    @contextmanager
    def program(self, _document: int, _pages: int) -> Iterator[FakeChild]:
        here, there = socket.socketpair()
        with there:
            there.sendall(self.said)
        with here:
            yield FakeChild(here, self.status, self.peak)


def frame(body: bytes) -> bytes:
    return LENGTH.pack(len(body)) + body


def ask(keeper: FakeKeeper, order: ReadOrder) -> TextAnswer:
    fd = os.memfd_create("x")
    try:
        return Errand(cast("Keeper", keeper), LIMITS).ask(order, fd, TextAnswer)
    finally:
        os.close(fd)


@pytest.fixture
def document(order: Callable[..., ReadOrder]) -> ReadOrder:
    return order(b"document")


def test_an_answer_is_believed(document: ReadOrder) -> None:
    answer = TextAnswer(text="words")
    assert ask(FakeKeeper(frame(pack(answer))), document) == answer


@pytest.mark.parametrize(
    ("said", "end", "code", "n"),
    [
        (b"", (-signal.SIGSEGV, 0), Code.CRASHED, 11),
        (b"", (-signal.SIGABRT, 0), Code.CRASHED, 6),
        (b"", (-signal.SIGXCPU, 0), Code.TOOK_TOO_LONG, 7),
        (b"", (-signal.SIGKILL, 0), Code.TOOK_TOO_LONG, 7),
        (b"", (EXIT_MEMORY, 0), Code.OUT_OF_MEMORY, 1024),
        (b"", (-signal.SIGSEGV, 900_000), Code.OUT_OF_MEMORY, 1024),
        (b"", (1, 0), Code.CRASHED, 0),
        (LENGTH.pack(100) + b"half", (-signal.SIGSEGV, 0), Code.CRASHED, 11),
        (LENGTH.pack(10 << 30), (0, 0), Code.ANSWER_REFUSED, 0),
        (frame(b"rubbish"), (0, 0), Code.ANSWER_REFUSED, 0),
        (frame(pack(SizesAnswer(sizes=()))), (0, 0), Code.ANSWER_REFUSED, 0),
        (frame(pack(TextAnswer(text="x", pages=((0, 2),)))), (0, 0), Code.ANSWER_REFUSED, 0),
        (frame(pack(FailedAnswer(code=Code.PDF_ENCRYPTED))), (0, 0), Code.PDF_ENCRYPTED, 0),
        (frame(pack(FailedAnswer(code=Code.NO_SUCH_PAGE, n=3))), (0, 0), Code.NO_SUCH_PAGE, 3),
        (frame(pack(FailedAnswer(code=Code.OUT_OF_MEMORY))), (0, 0), Code.OUT_OF_MEMORY, 1024),
    ],
)
def test_everything_else_is_a_named_failure(
    said: bytes, end: tuple[int, int], code: Code, n: int, document: ReadOrder
) -> None:
    with pytest.raises(Failure) as failure:
        ask(FakeKeeper(said, *end), document)
    assert (failure.value.code, failure.value.n) == (code, n)


def test_a_process_that_could_not_be_started_is_no_fault_of_the_document() -> None:
    error = cause_of_death(NOT_STARTED, 11, 60, LIMITS)
    assert isinstance(error, UnavailableError)
    assert "Resource temporarily unavailable" in error.message


def test_a_worker_that_dies_before_it_takes_its_order_is_replaced(document: ReadOrder) -> None:
    class Dying(FakeKeeper):
        asked = 0

        @contextmanager
        def worker(self, seconds: int) -> Iterator[FakeChild]:
            self.asked += 1
            if self.asked == self.well:
                with super().worker(seconds) as child:
                    yield child
                return
            here, there = socket.socketpair()
            with here:
                there.close()
                yield FakeChild(here, -signal.SIGKILL, 0)

        well = 3

    answer = TextAnswer(text="words")
    keeper = Dying(frame(pack(answer)))
    assert ask(keeper, document) == answer
    assert keeper.asked == 3
    keeper.asked, keeper.well = 0, 100
    with pytest.raises(UnavailableError, match="keeps dying"):
        ask(keeper, document)
    assert keeper.asked == 3
