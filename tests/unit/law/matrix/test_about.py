from __future__ import annotations

import msgspec
import pytest
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import RANA, changed, made

from amana.law.matrix import Noted, Notice
from amana.records import ReportedIncident


def codes(*told: Notice) -> set[Noted]:
    return {each.code for each in told}


def of_person(born: str | None, period: str) -> set[Noted]:
    person = msgspec.structs.replace(case.PERSON, born=born)
    return codes(*made((RANA, person), changed(period=period)).notices)


def incident(key: str, date: str | None) -> tuple[str, ReportedIncident]:
    return RANA, msgspec.structs.replace(case.INCIDENT, key=key, date=date)


def test_period_and_territory_are_those_of_the_incidents_where_the_charge_tells_none() -> None:
    charge = made(
        incident("second", "2024-07-03"), changed(incidents=("station-may", "second"))
    ).charge
    assert (charge.period, charge.period_told) == ("2024-05-01/2024-07-03", False)
    assert (charge.states, charge.states_told) == (("NOR",), False)
    told = made(changed(period="2024-05-03", states=("EST",))).charge
    assert (told.period, told.period_told) == ("2024-05-03", True)
    assert (told.states, told.states_told) == (("EST",), True)


def test_an_incident_that_is_open_at_one_end_leaves_the_period_open() -> None:
    charge = made(
        incident("second", "2024-07-03/.."), changed(incidents=("station-may", "second"))
    ).charge
    assert charge.period == "2024-05-01/.."


@pytest.mark.parametrize(
    ("born", "period", "told"),
    [
        ("2006-06-01", "2024-05-31", Noted.UNDER_18),
        ("2006-06-01", "2024-06-01", None),
        ("2006-06-01", "2024-05-31/2024-06-01", Noted.PERHAPS_UNDER_18),
        ("2006", "2024-05", Noted.PERHAPS_UNDER_18),
        ("2005", "2024-05", None),
        ("2007", "2024-05", Noted.UNDER_18),
        ("2006-02-29", "2024-02-28", None),
        ("2004-02-29", "2022-02-28", Noted.UNDER_18),
        ("2004-02-29", "2022-03-01", None),
        (None, "2024-05", None),
    ],
)
def test_who_was_younger_than_18_is_told(born: str | None, period: str, told: Noted | None) -> None:
    ages = {Noted.UNDER_18, Noted.PERHAPS_UNDER_18}
    assert of_person(born, period) & ages == ({told} if told else set())


def test_an_incident_outside_the_period_is_a_notice() -> None:
    told = Notice(code=Noted.OUTSIDE_DATES, about="station-may")
    assert told in made(changed(period="2024-06-01/2024-08-31")).notices
    assert made(changed(period="2024-05-31/2024-08-31")).notices == ()


def test_a_charge_without_any_day_says_so() -> None:
    matrix = made(incident("station-may", None))
    assert Noted.NO_DATES in codes(*matrix.notices)


def test_what_the_charge_names_and_nobody_entered_is_told_by_its_key() -> None:
    matrix = made(changed(person="nobody", incidents=("station-may", "gone")))
    missing = {each.about for each in matrix.notices if each.code is Noted.MISSING}
    assert missing == {"nobody", "gone"}
    assert matrix.charge.person.stated is None


def test_crimes_without_elements_say_why() -> None:
    pending = made(changed(crime="rs:8(2)(b)(xxvii)"))
    assert Noted.PENDING_SOURCE in codes(*pending.notices)
    drafted = made(changed(crime="rs:8(2)(b)(xx)"))
    assert Noted.NONE_DRAFTED in codes(*drafted.notices)


def test_a_provision_that_came_later_is_told() -> None:
    crime = "rs:8(2)(e)(xix)"
    early = made(changed(crime=crime, period="2012-05"))
    assert Noted.CRIME_LATER in codes(*early.notices)
    assert Noted.CRIME_LATER not in codes(*made(changed(crime=crime)).notices)


def test_versions_of_the_charge_are_told() -> None:
    charge = made(changed(place="the old station")).charge
    assert [each.version for each in charge.earlier] == [1]
    assert charge.earlier[0].replaced == charge.stated.number
