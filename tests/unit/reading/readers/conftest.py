"""What the tests of containers share: an outlet that keeps, and one question to a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

from amana.reading.believing import refuse_impossible
from amana.reading.readers.intake import BytesContent
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer
from amana.records import Derivation


class Found(NamedTuple):
    """A child with its bytes."""

    row: ChildRow
    data: bytes


class Opened(NamedTuple):
    """What a reader says of a container."""

    answer: TextAnswer
    children: list[Found]

    def names(self) -> list[bytes]:
        return [child.row.path for child in self.children]

    def contents(self) -> list[bytes]:
        return [child.data for child in self.children]


class Taken:
    """An outlet that keeps everything."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.children: list[Found] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        data = b"".join(pieces)
        if row.derivation is Derivation.SLICE:
            assert not data
            assert row.start is not None
            assert row.end is not None
            data = self._data[row.start : row.end]
            assert len(data) == row.end - row.start
        self.children.append(Found(row, data))
        return True


Open = Callable[..., Opened]


@pytest.fixture
def opened() -> Open:
    """Put a document to a reader and return what it says and hands out."""

    def ask(
        reader: Callable[..., TextAnswer],
        data: bytes,
        name: str = "",
        *,
        passwords: tuple[str, ...] = (),
        text_chars: int = 1_000_000,
        media_type: str = "",
    ) -> Opened:
        budget = Budget(text_chars=text_chars, runs=10_000, pages=1, pixels=1)
        order = ReadOrder(
            family="any",
            name=name,
            size=len(data),
            budget=budget,
            passwords=passwords,
            media_type=media_type,
        )
        taken = Taken(data)
        answer = reader(BytesContent(data), order, taken)
        refuse_impossible(answer, order)
        return Opened(answer, taken.children)

    return ask
