from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest

from amana.reading.readers.compound.excel.sheets import opened, shown, write_rows
from amana.reading.readers.paragraphs import Paragraphs
from amana.reading.wire import Budget

WIDE = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a b", "a b"),
        (True, "TRUE"),
        (2.0, "2"),
        (0.25, "0.25"),
        (date(2012, 5, 25), "2012-05-25"),
        (datetime(2012, 5, 25, 14, 30), "2012-05-25 14:30:00"),  # noqa: DTZ001 - sheets have no zones
        (time(14, 30), "14:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_values_are_shown_as_text(value: object, text: str) -> None:
    assert shown(value) == text


def test_rows_are_lines_and_each_value_has_its_cell() -> None:
    text = Paragraphs(WIDE)
    write_rows([["", "b"], ["", ""], [1.0, "", 3.0]], 4, text.part("Lists"), text)
    answer = text.answer()
    assert answer.text == "b\n1\t3"
    assert [cell.cell for cell in answer.cells] == ["B5", "A7", "C7"]
    assert [block.tag for block in answer.blocks] == ["tr", "tr"]


def test_what_calamine_cannot_open_is_none() -> None:
    assert opened(io.BytesIO(b"nothing")) is None
