from __future__ import annotations

import pytest
from tests.unit.law.cases import standings

from amana.law.proceedings import Duty, Enforcement, status_of
from amana.law.treaty import FactKind, Treaty, TreatyFact
from amana.records import LegalProceeding, Person, Step

TREATY = Treaty([
    TreatyFact(kind=FactKind.DEPOSIT, state="NOR", date="2000-01-01", since="2002-07-01"),
    TreatyFact(kind=FactKind.DEPOSIT, state="HUN", date="2000-01-01", since="2002-07-01"),
    TreatyFact(kind=FactKind.WITHDRAWAL, state="HUN", date="2025-06-02", since="2026-06-02"),
])  # fmt: skip
MATTERS = (
    Person(key="amin", reason="-", name="Amin Darwish"),
    LegalProceeding(key="case", reason="-", situation="coast", model="icc-person", person="amin"),
    Step(key="a", reason="-", proceeding="case", step="application_filed", date="2024-01-01"),
    Step(key="b", reason="-", proceeding="case", step="warrant_issued", date="2024-02-01"),
)


def asked(known_on: str, *visits: tuple[str, str]) -> Enforcement:
    steps = [
        Step(
            key=f"v-{number}", reason="-", proceeding="case", step="visit_without_arrest",
            date=date, by=state,
        )
        for number, (state, date) in enumerate(visits)
    ]  # fmt: skip
    found = status_of(standings(*MATTERS, *steps), "case", known_on, treaty=TREATY).enforcement
    assert found is not None
    return found


def duty(known_on: str, state: str, date: str) -> Duty:
    (found,) = asked(known_on, (state, date)).duties
    return found


def test_members_are_obliged_and_others_are_not() -> None:
    found = asked("2024-06-01")
    assert found.members == ("HUN", "NOR")
    assert "2 States were parties on 2024-06-01" in found.says.en
    assert duty("2024-06-01", "NOR", "2024-05-01").member is True
    other = duty("2024-06-01", "USA", "2024-05-01")
    assert other.member is False
    assert "did not bind it" in other.says[0].en


def test_who_withdraws_stays_bound_until_it_takes_effect_and_in_what_began_before() -> None:
    before = duty("2025-05-01", "HUN", "2025-04-03")
    assert (before.member, len(before.says)) == (True, 1)
    notified = duty("2025-07-01", "HUN", "2025-04-03")
    assert notified.member is True
    assert "takes effect on 2026-06-02" in notified.says[1].en
    assert duty("2026-07-01", "HUN", "2026-06-02").member is False
    assert asked("2026-07-01").members == ("NOR",)


def test_a_date_that_reaches_over_the_change_leaves_it_open() -> None:
    found = duty("2026-08-01", "HUN", "2026-06")
    assert found.member is None
    assert "not certain" in found.says[0].en


@pytest.mark.parametrize("name", ["Hungary", "هنغاريا", "HUN"])
def test_a_state_is_known_by_code_or_name(name: str) -> None:
    assert duty("2025-05-01", name, "2025-04-03").state == "HUN"


@pytest.mark.parametrize("name", ["", "a State", "Chamber I"])
def test_a_state_that_is_not_named_by_its_code_has_no_duty_told(name: str) -> None:
    assert asked("2025-05-01", (name, "2025-04-03")).duties == ()


def test_without_warrant_or_word_of_a_state_nothing_is_told() -> None:
    found = status_of(standings(*MATTERS[:3]), "case", "2025-01-01", treaty=TREATY)
    assert found.enforcement is None
