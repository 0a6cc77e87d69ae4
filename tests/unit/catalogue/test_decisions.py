from __future__ import annotations

import pytest

from amana.catalogue.decisions import rows_of_decision
from amana.core import JSON

AT = "2026-11-21T18:00:00.000000Z"


def entry(**values: JSON) -> dict[str, JSON]:
    return {"item": "IT-7F3K-Q2MH", "actor": {"name": "nadia"}, "reason": "by eye", **values}


def test_a_decision_gives_a_row_and_taking_it_back_changes_that() -> None:
    told = entry(decision="mark", fact="f1", kind="claim", mark="wrong", reading="r1")
    ((row,), nothing) = rows_of_decision(5, told, AT)
    assert nothing == []
    assert (row["number"], row["fact"], row["mark"], row["withdrawn"]) == (5, "f1", "wrong", None)
    assert (row["by"], row["at"], row["reason"]) == ('{"name":"nadia"}', AT, "by eye")
    taken_back = entry(decision="withdraw", fact="f1", withdraws=5)
    assert rows_of_decision(9, taken_back, AT) == ([], [{"at_number": 5, "withdrawn": 9}])


@pytest.mark.parametrize(
    "told",
    [{}, {"decision": "mark"}, {"decision": "withdraw"}, {"decision": 7, "fact": ["f"]}],
)
def test_what_was_erased_gives_no_row(told: dict[str, JSON]) -> None:
    assert rows_of_decision(5, {"item": "IT-7F3K-Q2MH", **told}, AT) == ([], [])
