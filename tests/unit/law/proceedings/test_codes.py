from __future__ import annotations

import pytest
from tests.unit.law.cases import standings

from amana.core import UsageError
from amana.law.proceedings.codes import require_codes
from amana.records import Entered, LegalProceeding, Person, Step, Undertaking

CASE = LegalProceeding(key="case", reason="-", situation="coast", model="icc-person")


def step(code: str, **told: str | None) -> Step:
    return Step(
        key="s", reason="-", proceeding="case", step=code, date=told.get("date"),
        known=told.get("known"), standard=told.get("standard"),
    )  # fmt: skip


def undertaking(kind: str, due: str | None = None) -> Undertaking:
    return Undertaking(key="u", reason="-", situation="coast", kind=kind, what="-", due=due)


@pytest.mark.parametrize(
    "matter",
    [
        CASE,
        step("warrant_issued", date="2024-11-21", known="2024-11"),
        step("warrant_issued", standard="reasonable_grounds_to_believe"),
        step("arrested", date="2024-09-01/2024-09-06"),
        undertaking("visit_planned", "2024"),
        Person(key="p", reason="-", name="P"),
    ],
)
def test_what_has_codes_and_dates_that_there_are_is_let_in(matter: Entered) -> None:
    require_codes(matter, standings(CASE))


@pytest.mark.parametrize(
    ("matter", "remedy"),
    [
        (LegalProceeding(key="c", reason="-", situation="x", model="icc-persons"), "'icc-person'"),
        (step("warrant-issued"), "did you mean 'warrant_issued'?"),
        (step("warrant_issued", standard="reasonable_ground_to_believe"), "reasonable_grounds"),
        (step("warrant_issued", date="last week"), "write it like 2024-11-21"),
        (step("warrant_issued", known="2024-02-30"), "write it like 2024-11-21"),
        (undertaking("visit-planned"), "did you mean 'visit_planned'?"),
        (undertaking("visit", "soon"), "write it like 2024-11-21"),
    ],
)
def test_what_has_not_is_refused_with_the_nearest(matter: Entered, remedy: str) -> None:
    with pytest.raises(UsageError) as raised:
        require_codes(matter, standings(CASE))
    assert remedy in str(raised.value.remedy)


def test_a_step_of_a_proceeding_that_does_not_stand_is_not_judged() -> None:
    require_codes(step("anything"), standings())
