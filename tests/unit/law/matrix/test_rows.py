from __future__ import annotations

import pytest
from tests.unit.law.matrix.case import CRIME, MODE

from amana.core import UsageError
from amana.law.matrix.rows import NEXUS, all_asked, asked, shared_of
from amana.law.matrix.shapes import Scope, Section
from amana.law.statute import Kind, crimes, thresholds


def test_a_contextual_element_is_asked_once_and_its_nexus_of_every_charge() -> None:
    known = all_asked(CRIME, MODE)
    assert known[f"{CRIME}#4"].scope is Scope.SITUATION
    assert known[f"{CRIME}#4a"].scope is Scope.SITUATION
    assert known[f"{CRIME}#4{NEXUS}"].scope is Scope.CHARGE
    assert known[f"{CRIME}#5"].scope is Scope.CHARGE


def test_every_element_of_every_crime_has_its_row() -> None:
    for crime in crimes():
        known = all_asked(crime.id, MODE)
        for element in crime.elements:
            assert {element.id, *(each.id for each in element.alternatives)} <= known.keys()
            scope = Scope.SITUATION if element.kind is Kind.CONTEXTUAL else Scope.CHARGE
            assert known[element.id].scope is scope


def test_ways_of_the_conduct_are_asked_of_the_charge_and_ways_of_the_context_once() -> None:
    genocide = all_asked("rs:6(a)", MODE)
    assert genocide["rs:6(a)#4"].alternatives == ()
    assert genocide["rs:6(a)#4b"].scope is Scope.CHARGE
    assert all_asked(CRIME, MODE)[f"{CRIME}#4b"].scope is Scope.SITUATION


def test_intent_and_knowledge_are_asked_where_elements_name_nothing_else() -> None:
    found = all_asked(CRIME, MODE)["rs:30"]
    assert found.covers == (f"{CRIME}#1", f"{CRIME}#2", f"{CRIME}#3")


def test_what_is_asked_beside_the_elements_depends_on_the_family() -> None:
    def beside(crime: str) -> set[str]:
        rows = dict(asked(crime, MODE))[Section.BESIDE]
        return {each.element for each in rows}

    assert beside(CRIME) == {"rs:7(2)(a)", "rs:17(1)(d)"}
    assert beside("rs:8(2)(c)(i)-4") == {"rs:8(1)", "rs:8(2)(d)", "rs:17(1)(d)"}
    assert beside("rs:8(2)(e)(i)") == {"rs:8(1)", "rs:8(2)(f)", "rs:17(1)(d)"}
    everywhere = set().union(*(beside(crime.id) for crime in crimes()))
    assert everywhere == {each.id for each in thresholds()}


def test_identifiers_of_one_charge_are_its_own() -> None:
    for crime in crimes():
        rows = [row for _, found in asked(crime.id, MODE) for row in found]
        named = [each.element for row in rows for each in row.each()]
        assert len(named) == len(set(named))


def test_an_element_leads_to_the_one_that_crimes_share() -> None:
    assert (
        shared_of(f"{CRIME}#4") == shared_of("rs:7(1)(a)#2") == "el:attack-on-civilian-population"
    )
    assert shared_of("el:whatever") == "el:whatever"
    assert shared_of(f"{CRIME}#99") is None
    assert shared_of("rs:nothing#1") is None


def test_of_aggression_the_clause_on_leaders_is_asked_beside_any_mode() -> None:
    assert "rs:25(3bis)#1" in all_asked("rs:8bis", MODE)
    assert "rs:25(3bis)#1" not in all_asked(CRIME, MODE)


def test_what_chambers_drew_from_a_provision_is_told() -> None:
    known = all_asked(CRIME, MODE)
    assert known[f"{MODE}#1"].case_law
    assert not known[f"{CRIME}#1"].case_law


@pytest.mark.parametrize("crime", ["rs:8(2)(e)(xix)", "rs:8(2)(b)(xx)"])
def test_a_crime_without_elements_has_a_row_for_the_whole_provision(crime: str) -> None:
    rows = dict(asked(crime, MODE))[Section.CRIME]
    assert [(each.element, each.kind) for each in rows] == [(crime, "provision")]


def test_an_unknown_crime_is_told() -> None:
    with pytest.raises(UsageError, match="no crime"):
        asked("rs:7(1)(q)", MODE)
