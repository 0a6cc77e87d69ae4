from __future__ import annotations

import pytest
from tests.unit.law.cases import passage, standings, without

from amana.core import NotFound
from amana.law.casework import (
    Astray,
    Basis,
    astray,
    by_key,
    current,
    known_by,
    known_of,
    named,
    of_kind,
    situation_of,
    versions,
    within,
    word_of,
)
from amana.records import (
    Charge,
    Effect,
    LegalProceeding,
    Link,
    Person,
    ReportedIncident,
    Situation,
    Step,
    Undertaking,
)

COAST = Situation(key="coast", reason="-", name="The coast")
HILLS = Situation(key="hills", reason="-", name="The hills")
AMIN = Person(key="amin", reason="-", name="Amin Darwish")
ZAKI = Person(key="zaki", reason="-", name="Zaki Hamdan")
CASE = LegalProceeding(
    key="amin-case", reason="-", situation="coast", model="icc-person", person="amin"
)
RAID = ReportedIncident(key="raid", reason="-", situation="coast", name="Raid")
CHARGE = Charge(
    key="count-1", reason="-", situation="coast", crime="rs:7(1)(a)", mode="rs:25(3)(a)",
    person="zaki", incidents=("raid",),
)  # fmt: skip
LINK = Link(key="l-1", reason="-", element="rs:7(1)(a)#1", effect=Effect.SUPPORTS, charge="count-1")


def step(**told: object) -> Step:
    members = {"key": "s-1", "proceeding": "amin-case", "step": "warrant_issued", **told}
    return Step(reason="-", **members)  # type: ignore[arg-type]  # any members


def test_the_newest_version_that_was_not_withdrawn_stands() -> None:
    second = Situation(key="coast", reason="-", name="The coast and its ports")
    found = standings(COAST, AMIN, second)
    assert [each.matter for each in current(found)] == [AMIN, second]
    assert by_key(without(found, 3))["coast"].matter == COAST
    assert "coast" not in by_key(without(without(found, 3), 1))
    assert [each.version for each in versions(without(found, 3), "coast")] == [1, 2]


def test_the_order_in_which_standings_are_handed_over_does_not_matter() -> None:
    found = standings(COAST, AMIN, COAST, CASE)
    assert current(found[::-1]) == current(found)


def test_matters_are_found_by_kind_and_key() -> None:
    found = standings(COAST, AMIN, CASE)
    assert [matter for matter, _ in of_kind(found, Person)] == [AMIN]
    matter, how = named(found, "amin-case", LegalProceeding)
    assert matter.person == "amin"
    assert how.number == 3
    assert word_of(LegalProceeding) == "proceeding"


def test_an_unknown_key_is_told_with_the_nearest_of_its_kind() -> None:
    with pytest.raises(NotFound, match="no proceeding 'amin-cas'") as raised:
        named(standings(COAST, AMIN, CASE), "amin-cas", LegalProceeding)
    assert raised.value.remedy == "did you mean 'amin-case'?"
    with pytest.raises(NotFound) as other:
        named(standings(COAST), "zzz", Charge)
    assert other.value.remedy == "enter the charge first"


def test_a_matter_belongs_to_the_situation_that_it_is_about() -> None:
    found = standings(COAST, HILLS, AMIN, ZAKI, CASE, RAID, CHARGE, LINK, step())
    assert [situation_of(found, each) for each in (COAST, AMIN, CASE, LINK, step())] == [
        "coast", None, "coast", "coast", "coast",
    ]  # fmt: skip
    keys = [each.matter.key for each in within(found, "coast")]
    assert keys == ["coast", "amin", "zaki", "amin-case", "raid", "count-1", "l-1", "s-1"]
    assert [each.matter.key for each in within(found, "hills")] == ["hills"]
    assert situation_of(standings(COAST), step()) is None


@pytest.mark.parametrize(
    ("told", "day", "basis"),
    [
        ({"known": "2024-09", "date": "2024-08-01"}, "2024-09-30", Basis.TOLD),
        ({"date": "2024-08-01"}, "2024-08-01", Basis.DATE),
        ({"date": "2024"}, "2024-12-31", Basis.DATE),
        (
            {"date": "2024-08-01", "cites": (passage("2024-11-21"), passage("2024-11"), passage())},
            "2024-11-21",
            Basis.PUBLISHED,
        ),
        (
            {"date": "2024-11-21", "cites": (passage("2024-11-01"), passage("2024-11-22"))},
            "2024-11-22",
            Basis.PUBLISHED,
        ),
        (
            {"date": "2024-11-21", "cites": (passage("2024-11-20"), passage("2024-11-22"))},
            "2024-11-20",
            Basis.PUBLISHED,
        ),
        ({"date": "2024-11-21", "cites": (passage("2024-11-01"),)}, "2024-11-01", Basis.PUBLISHED),
        ({"date": "0001-01-01", "cites": (passage("2024-11-01"),)}, "2024-11-01", Basis.PUBLISHED),
        ({"cites": (passage("2024-11-02"), passage("2024"))}, "2024-11-02", Basis.PUBLISHED),
        ({"known": "soon", "date": "2024-08-01"}, "2024-08-01", Basis.DATE),
        ({}, None, Basis.NONE),
    ],
)
def test_the_known_day(told: dict[str, object], day: str | None, basis: Basis) -> None:
    known = known_of(step(**told))
    assert (known.day, known.basis) == (day, basis)


def test_what_was_known_in_a_month_was_not_yet_known_inside_of_it() -> None:
    september = step(known="2024-09")
    assert known_by(september, "2024-09-29") is False
    assert known_by(september, "2024-09-30") is True
    assert known_by(step(), "2024-09-30") is None


def test_an_incident_was_known_when_it_was_first_published() -> None:
    raid = ReportedIncident(
        key="raid", reason="-", situation="coast", name="Raid", date="2023-10-07",
        cites=(passage("2023-10-09"),),
    )  # fmt: skip
    assert known_of(raid).day == "2023-10-09"


def test_references_that_lead_nowhere_are_told() -> None:
    promise = Undertaking(
        key="u-1", reason="-", situation="coast", kind="visit", what="A visit", answers="coast"
    )
    found = standings(COAST, CASE, CHARGE, promise)
    assert astray(found) == (
        Astray(key="amin-case", field="person", names="amin", wanted="person"),
        Astray(key="count-1", field="person", names="zaki", wanted="person"),
        Astray(key="count-1", field="incidents", names="raid", wanted="incident"),
        Astray(key="u-1", field="answers", names="coast", wanted="undertaking"),
    )
    assert astray(standings(COAST, AMIN, ZAKI, CASE, RAID, CHARGE, LINK, step())) == ()
