from __future__ import annotations

import pytest

from amana.archive.charge_questions import questions_of
from amana.core import NotFound
from amana.law import Question
from amana.records import (
    Charge,
    Entered,
    Nationality,
    Person,
    ReportedIncident,
    Standing,
)

CHARGE = Charge(
    key="charge", situation="oran", crime="rs:8(2)(b)(iv)", mode="rs:25(3)(a)/direct",
    person="dalia", incidents=("quay", "road"), reason="r",
)  # fmt: skip


def incident(key: str, date: str | None, *states: str, place: str = "") -> ReportedIncident:
    return ReportedIncident(
        key=key, situation="oran", name=key, date=date, states=states, place=place, reason="r"
    )


def dalia(*nationalities: Nationality, born: str | None = None) -> Person:
    return Person(key="dalia", name="Dalia", nationalities=nationalities, born=born, reason="r")


def asked(*matters: Entered, charge: Charge = CHARGE) -> list[tuple[tuple[str, ...], Question]]:
    standings = [
        Standing(matter=matter, number=number, version=1, by="N. Aram", at="2026")
        for number, matter in enumerate((charge, *matters))
    ]
    found = questions_of(standings, "charge", "2025-03-01")
    return [(each.incidents, each.question) for each in found]


def test_each_incident_is_a_question_and_equal_ones_are_one() -> None:
    person = dalia(Nationality(state="SDN"), born="1980")
    quay, road = incident("quay", "2014-05-01", "SDN"), incident("road", "2016", "SDN")
    first, second = asked(person, quay, road)
    assert first == (("quay",), Question(
        crime="rs:8(2)(b)(iv)", as_of="2025-03-01", when="2014-05-01", places=("SDN",),
        nationalities=("SDN",), born="1980",
    ))  # fmt: skip
    assert (second[0], second[1].when) == (("road",), "2016")
    ((keys, _),) = asked(person, quay, incident("road", "2014-05-01", "SDN"))
    assert keys == ("quay", "road")


def test_what_the_charge_says_counts_before_what_its_incidents_say() -> None:
    charge = Charge(
        key="charge", situation="oran", crime="rs:7(1)(a)", mode="rs:25(3)(a)/direct",
        person="dalia", incidents=("quay",), period="2015", states=("TCD",), reason="r",
    )  # fmt: skip
    ((keys, question),) = asked(dalia(), incident("quay", "2014", "SDN"), charge=charge)
    assert (keys, question.when, question.places) == (("quay",), "2015", ("TCD",))


def test_what_nobody_says_is_unknown() -> None:
    ((keys, question),) = asked()
    assert keys == ()
    assert question == Question(crime="rs:8(2)(b)(iv)", as_of="2025-03-01")
    ((_, question),) = asked(dalia(), incident("quay", None))
    assert (question.when, question.places, question.nationalities) == (None, None, None)
    with pytest.raises(NotFound, match="no charge 'other'"):
        questions_of((), "other", "2025-03-01")


@pytest.mark.parametrize(
    ("place", "states", "places"),
    [
        ("Darfur", ("SDN",), ("SDN:darfur",)),
        ("دارفور", ("SDN", "TCD"), ("SDN:darfur", "TCD")),
        ("Darfur", ("TCD",), ("TCD",)),
        ("a market in Darfur", ("SDN",), ("SDN",)),
    ],
)
def test_an_area_that_law_tells_apart_is_meant_by_its_name(
    place: str, states: tuple[str, ...], places: tuple[str, ...]
) -> None:
    ((_, question),) = asked(incident("quay", "2014", *states, place=place))
    assert question.places == places


@pytest.mark.parametrize(
    ("nationalities", "when", "held"),
    [
        ((), "2014", None),
        ((("SDN", None, None),), None, ("SDN",)),
        ((("SDN", None, None), ("TCD", "2015", None)), "2014", ("SDN",)),
        ((("SDN", None, None), ("TCD", "2013", "2014-06")), "2014", None),
        ((("SDN", None, "2013"),), "2014", None),
        ((("SDN", "2014-01-01", None),), "2014", ("SDN",)),
        ((("SDN", "2014", None),), "2014", None),
        ((("SDN", "2010", None),), None, None),
        ((("SDN", "2010", "2020"), ("TCD", None, None)), "2014/2015", ("SDN", "TCD")),
    ],
)
def test_a_nationality_counts_on_all_days_of_the_conduct(
    nationalities: tuple[tuple[str, str | None, str | None], ...],
    when: str | None,
    held: tuple[str, ...] | None,
) -> None:
    person = dalia(*(Nationality(state=s, since=b, until=e) for s, b, e in nationalities))
    ((_, question),) = asked(person, incident("quay", when, "SDN"))
    assert question.nationalities == held
