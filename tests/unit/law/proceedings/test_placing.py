from __future__ import annotations

import pytest
from tests.unit.law.cases import passage, standings

from amana.law.proceedings.models import model
from amana.law.proceedings.placing import Sorted, sorted_out
from amana.records import Step

PERSON = model("icc-person")


def place(known_on: str, on: str | None = None, **told: object) -> Sorted:
    members = {"key": "s", "proceeding": "p", "step": "arrested", "reason": "-", **told}
    step = Step(**members)  # type: ignore[arg-type]  # any members
    return sorted_out([(step, standings(step)[0])], PERSON, known_on, on or known_on)


def where(found: Sorted) -> str:
    return next((name for name in found.__struct_fields__ if getattr(found, name)), "left out")


@pytest.mark.parametrize(
    ("told", "known_on", "on", "place_"),
    [
        ({"date": "2024-09-06"}, "2024-09-06", None, "counted"),
        ({"date": "2024-09-06"}, "2024-09-05", None, "left out"),
        ({"date": "2024-09-06", "known": "2024-10"}, "2024-10-30", None, "left out"),
        ({"date": "2024-09-06"}, "2024-12-01", "2024-09-05", "ahead"),
        ({"date": "2024-09", "known": "2024-08-01"}, "2024-12-01", None, "ahead"),
        ({"date": "2024-09-06", "known": "2024-09-05"}, "2024-12-01", None, "counted"),
        ({"date": "2024-09"}, "2024-12-01", "2024-09-15", "unsure"),
        ({"date": "2024-09", "known": "2024-09-10"}, "2024-12-01", "2024-09-15", "counted"),
        ({}, "2024-12-01", None, "undatable"),
        ({"date": "one day", "cites": (passage("2024-09-06"),)}, "2024-12-01", None, "counted"),
        ({"date": "9999-12-31", "known": "9999-12-31"}, "9999-12-31", None, "counted"),
    ],
)
def test_a_step_counts_or_not(
    told: dict[str, object], known_on: str, on: str | None, place_: str
) -> None:
    assert where(place(known_on, on, **told)) == place_


def test_a_step_without_a_date_stands_on_the_day_on_which_it_was_known() -> None:
    (placed,) = place("2024-12-01", cites=(passage("2024-09-06"),)).counted
    assert (placed.first, placed.last, placed.dated) == ("2024-09-06", "2024-09-06", False)


def test_a_month_ends_when_the_step_was_known() -> None:
    (placed,) = place("2024-12-01", date="2024-09", known="2024-09-10").counted
    assert (placed.first, placed.last) == ("2024-09-01", "2024-09-10")


def test_who_speaks_is_compared_without_case_and_spaces() -> None:
    (placed,) = place("2024-12-01", date="2024-09-01", by="X", said_by=" The  Office ").counted
    assert placed.speaker == "the office"
