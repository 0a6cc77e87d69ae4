from __future__ import annotations

from tests.unit.law.cases import passage, standings

from amana.law.proceedings import status_of
from amana.records import LegalProceeding, Step

CASE = LegalProceeding(key="whole", reason="-", situation="coast", model="icc-situation")


def step(key: str, **told: object) -> Step:
    members = {"key": key, "proceeding": "whole", "step": "examination_opened", **told}
    return Step(reason="-", **members)  # type: ignore[arg-type]  # any members


def test_steps_without_a_usable_date_are_flagged_by_what_is_missing() -> None:
    found = status_of(
        standings(
            CASE,
            step("bare"),
            step("published", cites=(passage("2024-01-01"),)),
            step("month", step="ruling_given", date="2024-05"),
        ),
        "whole",
        "2025-01-01",
        on="2024-05-15",
    )
    assert [(each.rule, each.keys) for each in found.flags] == [
        ("undated", ("published",)),
        ("unsure", ("month",)),
        ("undatable", ("bare",)),
    ]
    assert found.state == "preliminary_examination"


def test_a_model_that_is_about_something_else_is_flagged() -> None:
    case = LegalProceeding(
        key="whole", reason="-", situation="coast", model="icc-situation", person="amin"
    )
    (flag,) = status_of(standings(case), "whole", "2025-01-01").flags
    assert flag.rule == "model-level"
    assert "International Criminal Court: situation" in flag.says.en
