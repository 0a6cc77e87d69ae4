from __future__ import annotations

import pytest

from amana.analysis.amounts import Line, find_amounts
from amana.analysis.quantities.leaving_out import addresses, counts_nothing, is_bare_year


@pytest.mark.parametrize(
    "text",
    [
        "1. The first point", "under Article 8", "Resolution 2254", "at 4 a.m.", "won 14-1",
        "Omar Ness, 62, said",
        "aged 12", "call +961 1 234 567", "see https://norhaven.example/12",
        "المادة 8", "والقرار 2254",
    ],
)  # fmt: skip
def test_numbers_that_count_nothing(text: str) -> None:
    line = Line(text, 0, "en" if text.isascii() else "ar")
    taken = addresses(line)
    assert all(counts_nothing(line, amount, taken) for amount in find_amounts(line))


@pytest.mark.parametrize("text", ["14 people", "the number of 14 people", "القرار 14 عضوا"])
def test_numbers_that_may_count(text: str) -> None:
    line = Line(text, 0, "en" if text.isascii() else "ar")
    [amount] = find_amounts(line)
    assert not counts_nothing(line, amount, [])
    assert counts_nothing(line, amount, [(0, len(text))])


def test_years_look_like_years() -> None:
    for text, year in (("2014", True), ("2,014", False), ("1204", False), ("20145", False)):
        [amount] = find_amounts(Line(text, 0, "en"))
        assert is_bare_year(text, amount) is year
