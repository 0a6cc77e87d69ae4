from __future__ import annotations

import msgspec
import pytest

from amana.catalogue import Analysis, StepResult
from amana.catalogue.observed import mark_of, row_of_analysis, row_of_waiting, rows_of_observations
from amana.core import NotFound

KEY, OTHER = "1a" * 32, "2b" * 32
ANALYSIS = Analysis(
    reading="r", recipes="x", steps={"words": StepResult(key=KEY, facts="f"),
                                     "roles": StepResult(key=OTHER)},
)  # fmt: skip
LINES = b'{"kind":"mention","id":"%s","more":1}\n{"kind":"role","id":"%s"}\n' % (
    b"3c" * 32,
    b"4d" * 32,
)


def test_an_analysis_is_a_row_whatever_the_order_of_its_steps() -> None:
    row = row_of_analysis(7, "IT-1", ANALYSIS)
    assert row["marks"] == f"{mark_of(OTHER)} {mark_of(KEY)}"
    again = msgspec.structs.replace(ANALYSIS, steps=dict(reversed(ANALYSIS.steps.items())))
    assert row_of_analysis(7, "IT-1", again) == row
    assert (row["failed"], row["number"]) == (0, 7)


def test_what_failed_has_no_marks() -> None:
    failed = Analysis(reading="r", recipes="x", code="step-failed", reason="why")
    row = row_of_analysis(7, "IT-1", failed)
    assert (row["marks"], row["failed"], row["reason"]) == (None, 1, "why")
    assert row_of_waiting(7, "IT-1", "r")["recipes"] == ""


def test_each_fact_is_a_row() -> None:
    steps, facts = rows_of_observations(7, ANALYSIS, lambda _: LINES)
    assert [(row["step"], row["derivative"]) for row in steps] == [("roles", None), ("words", "f")]
    assert [(row["position"], row["kind"]) for row in facts] == [(0, "mention"), (1, "role")]
    assert {row["mark"] for row in facts} == {mark_of(KEY)}


@pytest.mark.parametrize("data", [b"no json\n", b'{"kind":"role"}\n', None])
def test_facts_that_are_damaged_give_no_rows(data: bytes | None) -> None:
    def load(_: str) -> bytes:
        if data is None:
            raise NotFound("gone")
        return data

    steps, facts = rows_of_observations(7, ANALYSIS, load)
    assert [row["step"] for row in steps] == ["roles"]
    assert facts == []
