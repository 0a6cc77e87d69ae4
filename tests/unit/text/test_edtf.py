# ruff: noqa: RUF001 - Arabic digits are meant

from __future__ import annotations

from itertools import pairwise

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


@pytest.mark.parametrize(
    ("text", "printed", "edtf"),
    [
        ("in Marsa. Monday Nov. 18, 2024. (AP)", "Monday Nov. 18, 2024", "2024-11-18"),
        ("the 17th of January, 2025", "the 17th of January, 2025", "2025-01-17"),
        ("January\u202f17, 2025", "January\u202f17, 2025", "2025-01-17"),
        ("17JAN2025", "17JAN2025", "2025-01-17"),
        ("17-18 January 2025", "17-18 January 2025", "2025-01-17/2025-01-18"),
        ("January 17-18, 2025", "January 17-18, 2025", "2025-01-17/2025-01-18"),
        ("at 2025-01-17T10:00:00Z", "2025-01-17T10:00:00Z", "2025-01-17T10:00:00Z"),
        ("2025/01/17", "2025/01/17", "2025-01-17"),
        ("17.01.2025", "17.01.2025", "2025-01-17"),
        ("01/17/2025", "01/17/2025", "2025-01-17"),
        ("05/05/2025", "05/05/2025", "2025-05-05"),
        ("since 2014,", "2014", "2014"),
        ("في العام 2011", "2011", "2011"),
        ("en 2012", "2012", "2012"),
        ("1er janvier 2025", "1er janvier 2025", "2025-01-01"),
        ("août 2013", "août 2013", "2013-08"),
        ("الجمعة 17 يناير 2025", "الجمعة 17 يناير 2025", "2025-01-17"),
        ("17 كانون الثاني/يناير 2025", "17 كانون الثاني/يناير 2025", "2025-01-17"),
        ("17 يناير (كانون الثاني) 2025", "17 يناير (كانون الثاني) 2025", "2025-01-17"),
        ("3 ايار 2013", "3 ايار 2013", "2013-05-03"),
        ("8 جويلية 2021", "8 جويلية 2021", "2021-07-08"),
        ("1 غشت 2019", "1 غشت 2019", "2019-08-01"),
    ],
)
def test_spans_hold_the_weekday_and_end_with_the_year(text: str, printed: str, edtf: str) -> None:
    [found] = find_dates(text)
    assert (text[found.char_start : found.char_end], found.edtf) == (printed, edtf)
    assert valid_edtf(found.edtf)


@pytest.mark.parametrize(
    "text",
    [
        "05/06/2025",
        "30/02/2025",
        "32 January 2025",
        "17 يناير/شباط 2025",
        "منذ عام 1446هـ",
        "2011-2014",
        "March 2011-12",
        "in 2014 soldiers",
        "a group of 2014",
        "it may 2025 be",
        "17/01/25",
        "section 12.03.2025.1",
        "Resolution 2254 (2015)",
        "7 October",
    ],
)
def test_what_has_no_single_reading_is_left_out(text: str) -> None:
    assert find_dates(text) == ()


def test_several_dates_stand_in_order_and_apart() -> None:
    text = "between 1 March 2025 and 2 April 2025, and again in May 2026"
    found = find_dates(text)
    assert [each.edtf for each in found] == ["2025-03-01", "2025-04-02", "2026-05"]
    assert all(one.char_end <= two.char_start for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("2024-01-17/2024-01-18", True),
        ("2024-01-18/2024-01-17", False),
        ("2024-01-17/", False),
        ("2024-01-17T10:00:00+02:00", True),
        ("2024-01-17T25:00:00", False),
        ("٢٠٢٤", False),
        ("0000-02-29", True),
    ],
)
def test_intervals_and_times_of_level_0(value: str, valid: bool) -> None:
    assert valid_edtf(value) is valid
