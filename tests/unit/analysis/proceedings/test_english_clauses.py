from __future__ import annotations

import pytest
from tests.unit.analysis.proceedings.conftest import Proceedings


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Norland and Estmark are not members of the court.", ["non-membership"]),
        ("Norland is a party to the convention.", ["membership"]),
        ("She is not a member of the club.", []),
        ("The tribunal said the case was admissible.", ["jurisdiction ruling"]),
        ("The minister said the court has no jurisdiction.", []),
    ],
)
def test_what_clauses_state(text: str, steps: list[str], proceedings_in: Proceedings) -> None:
    assert [each.step for each in proceedings_in(text)] == steps
