from __future__ import annotations

import pytest

from amana.analysis.incidents.numbers import bounded, digits, in_words
from amana.analysis.incidents.scheme import arabic, english


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("2.3", 2.3),
        ("\u0661\u0662", 12),
        ("x", None),
        ("1" * 99, None),
    ],
)
def test_digits(text: str, value: float | None) -> None:
    assert digits(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty - three", 23),
        ("two hundred", 200),
        ("half a million", 500_000),
        ("2.3 million", 2_300_000),
        ("two dozen", 24),
        ("several", None),
    ],
)
def test_numbers_in_words(text: str, value: float | None) -> None:
    words = english()
    assert in_words(text.split(), words.numbers, words.multiples) == value


@pytest.mark.parametrize(
    ("before", "bound"),
    [
        ("at least", "at least"),
        ("killed more than", "more than"),
        ("the some", "about"),
        ("", "exact"),
        ("wholesome", "exact"),
        ("Up to", "at most"),
    ],
)
def test_bounds(before: str, bound: str) -> None:
    assert bounded(before, english().bounds) == bound


def test_arabic_bounds() -> None:
    assert bounded("ما لا يقل عن", arabic().bounds) == "at least"
