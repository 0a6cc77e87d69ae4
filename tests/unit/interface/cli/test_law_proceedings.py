from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_models_are_listed_for_people_and_for_programs(outside: Amana) -> None:
    told = outside("law", "proceedings").err
    assert "icc-situation" in told
    assert "المحكمة الجنائية الدولية: الحالة" in told
    rows = outside("law", "proceedings", "--json").lines
    assert [row["id"] for row in rows] == ["icc-situation", "icc-person", "national-universal"]


def test_a_model_is_told_with_its_steps(outside: Amana) -> None:
    told = outside("law", "proceedings", "icc-person").err
    assert "rs:58(1)(a), rs:58(1)(b)" in told
    assert "main: warrant_issued" in told
    assert "death claimed (claim)" in told
    one = outside("law", "proceedings", "icc-person", "--json").lines
    assert len(one) == 1
    assert {"application_filed", "warrant_issued"} <= {step["code"] for step in one[0]["steps"]}


def test_an_unknown_model_is_told_with_the_nearest(outside: Amana) -> None:
    refused = outside("law", "proceedings", "icc-persons")
    assert refused.status == 2
    assert "icc-person" in refused.err
