"""The seeds keep the scores that they had: a floor under every step, on four annotated articles.

The rules were written by people who knew these articles, so the scores say nothing of other texts;
that is what `make evaluate` is for. What is pinned here is that no change loses what was found.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluate import seeds
from evaluate.scoring import Row

FLOORS = {
    "mentions, typed": 0.95,
    "roles, with person": 0.90,
    "times, with value": 0.95,
    "quantities, value and bound": 0.90,
    "claims: all three": 0.90,
    "claims: all three, act": 0.85,
    "incidents: trigger": 0.85,
    "incidents: assertion": 0.75,
    "proceedings: step and status": 0.75,
}
"""The least F1 of each measure."""


@pytest.fixture(scope="module")
def rows(test_data: Path) -> dict[str, Row]:
    return {row.what: row for row in seeds.run(test_data, {}) if row.step == "seeds"}


@pytest.mark.parametrize("what", FLOORS)
def test_what_was_found_in_the_seeds_is_found(rows: dict[str, Row], what: str) -> None:
    assert rows[what].f1 >= FLOORS[what], rows[what]


def test_all_four_articles_are_scored(rows: dict[str, Row]) -> None:
    assert {row.texts for row in rows.values()} == {4}
