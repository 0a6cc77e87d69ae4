from __future__ import annotations

from amana.archive.belonging import named_by_charge, of_charge, of_proceeding, of_situation
from amana.records import (
    Assessment,
    Charge,
    Conclusion,
    Effect,
    Entered,
    Held,
    LegalProceeding,
    Link,
    Person,
    ReportedIncident,
    Situation,
    Standing,
    Step,
)


def _charge(key: str, situation: str, person: str, *incidents: str) -> Charge:
    return Charge(
        key=key, situation=situation, crime="rs:8(2)(b)(iv)", mode="rs:25(3)(a)", person=person,
        incidents=incidents, reason="r",
    )  # fmt: skip


MATTERS: tuple[Entered, ...] = (
    Situation(key="oran", name="Oran", reason="r"),
    Situation(key="tunis", name="Tunis", reason="r"),
    Person(key="dalia", name="Dalia", reason="r"),
    Person(key="omar", name="Omar", reason="r"),
    ReportedIncident(key="quay", situation="oran", name="The quay", reason="r"),
    ReportedIncident(key="school", situation="oran", name="The school", reason="r"),
    LegalProceeding(key="whole", situation="oran", model="icc-situation", reason="r"),
    LegalProceeding(key="case", situation="oran", model="icc-person", person="dalia", reason="r"),
    LegalProceeding(key="away", situation="tunis", model="icc-person", person="omar", reason="r"),
    Step(key="warrant", proceeding="case", step="warrant_issued", reason="r"),
    Step(key="opened", proceeding="whole", step="investigation_opened", reason="r"),
    Step(key="far", proceeding="away", step="warrant_issued", reason="r"),
    _charge("charge", "oran", "dalia", "quay"),
    _charge("other", "oran", "omar", "school"),
    Conclusion(key="held", situation="oran", text="It was so.", reason="r"),
    Link(key="l1", element="rs:8(2)(b)(iv)#1", effect=Effect.UNDERMINES, charge="charge",
         conclusion="held", reason="r"),
    Link(key="l2", element="rs:8(2)(b)(iv)#4", effect=Effect.SUPPORTS, situation="oran",
         reason="r"),
    Link(key="l3", element="rs:8(2)(b)(iv)#1", effect=Effect.SUPPORTS, charge="other", reason="r"),
    Assessment(key="a1", element="rs:8(2)(b)(iv)#1", held=Held.OPEN, standard="s",
               charge="charge", reason="r"),
)  # fmt: skip
STANDINGS = tuple(
    Standing(matter=matter, number=number, version=1, by="N. Aram", at="2026")
    for number, matter in enumerate(MATTERS)
)


def test_a_situation_has_whatever_belongs_to_it() -> None:
    everything = {matter.key for matter in MATTERS}
    assert of_situation(STANDINGS, "oran") == everything - {"tunis", "away", "far"}
    assert of_situation(STANDINGS, "tunis") == {"tunis", "away", "far", "omar"}
    assert of_situation(STANDINGS, "nowhere") == {"nowhere"}


def test_a_proceeding_stands_on_those_of_its_situation() -> None:
    assert of_proceeding(STANDINGS, "case") == {
        "case", "whole", "warrant", "opened", "oran", "dalia",
    }  # fmt: skip
    assert of_proceeding(STANDINGS, "away") == {"away", "far", "tunis", "omar"}


def test_a_charge_stands_on_what_is_linked_to_it_or_its_situation() -> None:
    assert of_charge(STANDINGS, "charge") == {
        "charge", "oran", "dalia", "quay", "l1", "held", "l2", "a1",
    }  # fmt: skip
    assert of_charge(STANDINGS, "other") == {"other", "oran", "omar", "school", "l2", "l3"}


def test_a_question_of_jurisdiction_stands_on_what_the_charge_names() -> None:
    assert named_by_charge(STANDINGS, "charge") == {"charge", "oran", "dalia", "quay"}


def test_older_versions_and_withdrawn_ones_count() -> None:
    moved = Step(key="warrant", proceeding="away", step="warrant_issued", reason="r")
    later = Standing(matter=moved, number=99, version=2, by="N. Aram", at="2026", withdrawn=100)
    assert "warrant" in of_proceeding((*STANDINGS, later), "case")
    assert "warrant" in of_proceeding((*STANDINGS, later), "away")
