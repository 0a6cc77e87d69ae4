from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from amana.core import UnavailableError
from amana.reading.notices import Code
from amana.reading.readers.family import Reader
from amana.reading.readers.intake import GiveUp, whole
from amana.reading.sandbox import worker
from amana.reading.sandbox.worker import answer
from amana.reading.wire import (
    FailedAnswer,
    Order,
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
)


@pytest.fixture
def descriptor() -> Iterator[int]:
    fd = os.memfd_create("test")
    os.write(fd, b"document")
    yield fd
    os.close(fd)


def reader(read: Callable[[bytes, Any], Any]) -> dict[str, Reader]:
    pages = SimpleNamespace(
        read=lambda document, order, _: read(whole(document), order),
        render=lambda *_: PixelsAnswer(width=1, height=1, rgb=b"rgb"),
        sizes=lambda *_: SizesAnswer(sizes=((1, 2),)),
    )
    return {"any": cast("Reader", pages), "pdf": cast("Reader", pages)}


def asked(read: Callable[[bytes, Any], Any], order: Order, fd: int) -> object:
    return answer(order, fd, reader(read), lambda _: None)


def test_the_reader_gets_the_bytes(order: Callable[..., ReadOrder], descriptor: int) -> None:
    found = asked(lambda data, _: TextAnswer(text=data.decode()), order(b"document"), descriptor)
    assert found == TextAnswer(text="document", opinions=(("libmagic", "text/plain"),))


def test_the_other_orders(order: Callable[..., ReadOrder], descriptor: int) -> None:
    budget = order().budget
    render = RenderOrder(family="pdf", size=8, page=1, dpi=72, budget=budget)
    assert isinstance(asked(lambda *_: None, render, descriptor), PixelsAnswer)
    assert isinstance(
        asked(lambda *_: None, SizesOrder(family="pdf", size=8, budget=budget), descriptor),
        SizesAnswer,
    )


class PanicException(BaseException):
    """What a panic of a native extension looks like."""


@pytest.mark.parametrize(
    ("raised", "code", "n"),
    [
        (GiveUp(Code.PDF_ENCRYPTED), Code.PDF_ENCRYPTED, 0),
        (GiveUp(Code.NO_SUCH_PAGE, 3), Code.NO_SUCH_PAGE, 3),
        (MemoryError(), Code.OUT_OF_MEMORY, 0),
        (ValueError("x"), Code.READER_FAILED, 0),
        (RecursionError(), Code.READER_FAILED, 0),
        (PanicException(), Code.READER_FAILED, 0),
        (SystemExit(3), Code.READER_FAILED, 0),
        (KeyboardInterrupt(), Code.READER_FAILED, 0),
    ],
)
def test_whatever_a_reader_raises_an_answer_comes_out(
    raised: BaseException, code: Code, n: int, order: Callable[..., ReadOrder], descriptor: int
) -> None:
    def fail(_data: bytes, _order: ReadOrder) -> TextAnswer:
        raise raised

    assert asked(fail, order(b"document"), descriptor) == FailedAnswer(code=code, n=n)


def test_a_family_that_is_not_there_is_a_failure(
    order: Callable[..., ReadOrder], descriptor: int
) -> None:
    assert answer(order(b"document"), descriptor, {}, lambda _: None) == FailedAnswer(
        code=Code.READER_FAILED
    )


def test_an_act_that_succeeds_or_fails_otherwise_than_by_the_filter_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # This process is not confined: the first act of the list, opening a folder, succeeds.
    opened: list[int] = []
    original = os.open

    def remember(path: str, flags: int) -> int:
        opened.append(original(path, flags))
        return opened[-1]

    monkeypatch.setattr(os, "open", remember)
    with pytest.raises(UnavailableError, match="possible to open a file"):
        worker._refuse_any_success()
    os.close(opened[0])

    def other(_path: str, _flags: int) -> int:
        raise FileNotFoundError(2, "no such file")

    monkeypatch.setattr(os, "open", other)
    with pytest.raises(UnavailableError, match="possible to open a file"):
        worker._refuse_any_success()
