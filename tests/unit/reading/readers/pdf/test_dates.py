from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.reading.readers.pdf.dates import moment_of


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("D:20240501123005+03'00'", "2024-05-01T12:30:05+03:00"),
        ("D:20240501123005+03'00", "2024-05-01T12:30:05+03:00"),
        ("D:20240501123005-0330", "2024-05-01T12:30:05-03:30"),
        ("D:20240501123005Z", "2024-05-01T12:30:05Z"),
        ("D:20240501123005Z00'00'", "2024-05-01T12:30:05Z"),
        ("20240501123005", "2024-05-01T12:30:05"),
        ("D:202405011230", "2024-05-01T12:30:00"),
        ("D:20240501", "2024-05-01"),
        ("D:202405", "2024-05"),
        ("D:2024", "2024"),
        ("D:20241301", None),
        ("D:20240230120000", None),
        ("Wed May 1 2024", None),
        ("", None),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(written: str, moment: str | None) -> None:
    assert moment_of(written) == moment


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    moment_of(text)
    moment_of("D:2024" + text)
