# ruff: noqa: RUF001 - Arabic digits are meant

from __future__ import annotations

import pytest

from amana.text.edtf import find_dates, valid_edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("in Damascus on January 17, 2025.", "2025-01-17"),
        ("Monday Nov. 18, 2024", "2024-11-18"),
        ("on 3 March 2019", "2019-03-03"),
        ("2019-03-03", "2019-03-03"),
        ("في ١٧ يناير ٢٠٢٥", "2025-01-17"),
        ("17 كانون الثاني 2025", "2025-01-17"),
        ("le 14 juillet 2023", "2023-07-14"),
        ("in March 2019", "2019-03"),
    ],
)
def test_explicit_dates_of_three_languages(text: str, edtf: str) -> None:
    found = find_dates(text)
    assert [each.edtf for each in found] == [edtf]
    assert text[found[0].char_start : found[0].char_end]


@pytest.mark.parametrize(
    "text", ["February 30, 2024", "03/04/2024", "on Tuesday", "last month", "May was cold", ""]
)
def test_rather_nothing_than_a_guess(text: str) -> None:
    assert [each for each in find_dates(text) if len(each.edtf) > len("2024-02")] == []


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2024-13", False),
        ("2024", True),
        ("yesterday", False),
    ],
)
def test_values_are_held_against_the_calendar(value: str, valid: bool) -> None:
    assert valid_edtf(value) is valid
