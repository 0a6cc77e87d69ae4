from __future__ import annotations

import pytest

from amana.reading.readers.office.formats import built_in, shown


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("3.14159", "0.00", "3.14"), ("2.5", "0", "3"), ("1234567", "#,##0", "1,234,567"),
        ("0.125", "0.0%", "12.5%"), ("-5", "0.00;(0.00)", "(5.00)"), ("-5", "0.00", "-5.00"),
        ("-0.001", "0.00", "0.00"), ("7", "000", "007"), ("1.5", "0.0##", "1.5"),
        ("1500", '#,##0,"K"', "2K"), ("9", '"No. "0', "No. 9"), ("9", "[$€-2] #,##0", "€ 9"),
        ("5", "[Red]0", "5"), ("0", '0;-0;"none"', "none"), ("0.5", "#.0", ".5"),
        ("0.30000000000000004", "", "0.3"), ("4.0", "General", "4"), ("1E3", "", "1000"),
        ("1234567890123456", "", "1234567890123456"), ("1.5", "# ?/?", "1.5"), ("12", "@", "12"),
        ("12345", "0.00E+00", "12345"), ("x", "0.00", "x"), ("NaN", "0", "NaN"),
        ("1e999999999", "0", "1e999999999"), ("9" * 500, "0", "9" * 500),
        ("1e300", "#,##0", "1e+300"), ("5", "General", "5"), ("3", "0\\;0", "3"),
    ],
)  # fmt: skip
def test_numbers_as_displayed(stored: str, code: str, text: str) -> None:
    assert shown(stored, code, from_1904=False) == text


@pytest.mark.parametrize(
    ("stored", "code", "from_1904", "text"),
    [
        ("45352", "dd/mm/yyyy", False, "2024-03-01"),
        ("45352.75", 'd\\-mmm "at" h:mm AM/PM', False, "2024-03-01 18:00"),
        ("0.5", "h:mm:ss", False, "12:00:00"),
        ("1.5", "[h]:mm", False, "36:00:00"),
        ("1", "yyyy", False, "1900-01-01"),
        ("61", "yyyy", False, "1900-03-01"),
        ("43890", "m/d/yy", True, "2024-03-01"),
        ("-1", "yyyy", False, "-1"),
        ("99999999", "yyyy", False, "99999999"),
        ("45352", "[$-409]mmmm d, yyyy;@", False, "2024-03-01"),
    ],
)
def test_dates_in_both_systems(stored: str, code: str, from_1904: bool, text: str) -> None:
    assert shown(stored, code, from_1904=from_1904) == text


def test_formats_that_have_a_number_only() -> None:
    assert (built_in(10), built_in(0), built_in(9999)) == ("0.00%", "", "")
