from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.amounts.numbers import find_numbers, sum_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,200", [("1,200", 1200)]),
        ("2.3 million", [("2.3 million", 2_300_000)]),
        ("44 000 people", [("44 000", 44_000)]),
        ("44k", [("44k", 44_000)]),
        ("twenty-five", [("twenty-five", 25)]),
        ("one hundred and five", [("one hundred and five", 105)]),
        ("two hundred thousand", [("two hundred thousand", 200_000)]),
        ("half a million", [("half a million", 500_000)]),
        ("two dozen", [("two dozen", 24)]),
        ("a hundred", [("a hundred", 100)]),
        ("one two weeks", [("one", 1), ("two", 2)]),
        ("two and a half years", [("two and a half", 2.5)]),
        ("30 per cent", [("30 per cent", 0.3)]),
        ("two-thirds of", [("two-thirds", 2 / 3)]),
        ("a third of", [("a third", 1 / 3)]),
        ("half of", [("half", 0.5)]),
        ("dozens", [("dozens", None)]),
        ("tens of thousands", [("tens of thousands", None)]),
        ("a third man; half an hour; the third", []),
        ("F-16, M23, 10:30, 1.2.3, 12/2024, T-72", []),
        ("", []),
    ],
)
def test_english(text: str, found: list[tuple[str, float | None]]) -> None:
    numbers = find_numbers(Line(text, 0, "en"))
    assert [(text[each.start : each.end], each.value) for each in numbers] == [
        (printed, value if value is None else pytest.approx(value)) for printed, value in found
    ]


def test_words_that_make_no_number() -> None:
    assert sum_of(["one", "two"]) is None
    assert sum_of(["two", "million", "three", "hundred"]) == 2_000_300
