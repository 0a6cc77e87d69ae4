from __future__ import annotations

import pytest

from amana.analysis.amounts import Line, find_amounts
from amana.analysis.quantities.counted import Counted
from amana.analysis.quantities.lone import alone, happened, outcome

BEFORE = Counted(0, 4, 2.0, None, "exact", "locations", "locations")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("the death toll has surpassed 44,000", "death toll"),
        ("killing 14", "people killed"),
        ("the number of displaced people reached 14", "displaced people"),
        ("the ministry puts the number at fewer than 14", "people"),
        ("they put the number of missing at about 14", "missing"),
        ("hundreds fled", "people"),
        ("Civilians reported killed: 5-8", "civilians killed"),
        ("Trucks: 5", None),
        ("spoke of 14", None),
        ("in 2014", None),
    ],
)
def test_what_announces_a_number(text: str, what: str | None) -> None:
    [amount] = find_amounts(Line(text, 0, "en"))
    found = alone(text, amount, None)
    assert (found.what if found else None) == what


def test_a_number_shares_the_noun_before() -> None:
    text = "two locations in Sudvale and one in Norland"
    amount = find_amounts(Line(text, 0, "en"))[1]
    found = alone(text, amount, BEFORE)
    assert found is not None
    assert (found.unit, found.part) == ("locations", False)
    assert alone(text, amount, None) is None


def test_what_happened_stands_beside() -> None:
    text = "killing 14 people; 14 people were wounded; 14 people ate"
    assert happened(text, 8, 17) == "killed"
    assert happened(text, 19, 28) == "wounded"
    assert happened(text, 43, 52) is None
    [amount] = find_amounts(Line("14 dead", 0, "en"))
    found = outcome("14 dead", amount)
    assert found is not None
    assert found.what == "people killed"
