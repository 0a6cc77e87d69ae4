"""What the tests of mail share: an outlet that keeps everything, and a way to read bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

from amana.reading.believing import refuse_impossible
from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, Content, Outlet
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer
from amana.records import Derivation

WIDE = {"text_chars": 1_000_000, "runs": 100_000, "pages": 1, "pixels": 1}
Reader = Callable[[Content, ReadOrder, Outlet], TextAnswer]


class Found(NamedTuple):
    """An answer and what was handed out: rows, and their bytes by path."""

    answer: TextAnswer
    rows: list[ChildRow]
    bytes: dict[bytes, bytes]

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def codes(self) -> set[Code]:
        return {told.code for told in self.answer.notices}

    @property
    def facts(self) -> dict[str, str]:
        return dict(reversed(self.answer.metadata))


class Taken:
    """An outlet that keeps everything."""

    def __init__(self) -> None:
        self.children: list[tuple[ChildRow, bytes]] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        self.children.append((row, b"".join(pieces)))
        return True


@pytest.fixture
def open_mail() -> Callable[..., Found]:
    """Read bytes with a reader, and hold the answer against what can be true of them."""

    def through(reader: Reader, data: bytes, **narrowed: int) -> Found:
        taken = Taken()
        order = ReadOrder(
            family="mail", name="", size=len(data), budget=Budget(**(WIDE | narrowed))
        )
        answer = reader(BytesContent(data), order, taken)
        refuse_impossible(answer, order)
        rows = [row for row, _ in taken.children]
        found = {
            row.path: data[row.start : row.end] if row.derivation is Derivation.SLICE else content
            for row, content in taken.children
        }
        return Found(answer, rows, found)

    return through
