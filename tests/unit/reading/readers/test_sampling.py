from __future__ import annotations

import pytest

from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.sampling import must_read, read_sample
from amana.reading.wire import ReadOrder, TextAnswer


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    del out
    return TextAnswer(text=f"{order.family} {order.name} {whole(document).decode()}")


def test_a_sample_is_read_as_an_original_of_its_family() -> None:
    assert read_sample(read, "words", b"abc", name="a.txt").text == "words a.txt abc"


def test_a_reader_that_finds_something_else_is_not_trusted() -> None:
    must_read(read, "words", b"abc", "words  abc")
    with pytest.raises(RuntimeError, match=r"words.*does not read its own sample"):
        must_read(read, "words", b"abc", "words  abd")
