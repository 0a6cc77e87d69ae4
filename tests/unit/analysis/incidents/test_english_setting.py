from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from tests.unit.analysis.incidents.conftest import Incidents

from amana.analysis import Frame
from amana.records import Observed, PlaceReference, TimeExpression


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("An airstrike hit a bus near the river crossing on the northern side.",
         ["near the river crossing on the northern side"]),
        ("Gunmen attacked a convoy north of the town of Kesra.", ["north of the town of Kesra"]),
        ("Soldiers shelled the village of Dalmar.", ["the village of Dalmar"]),
    ],
)  # fmt: skip
def test_where(text: str, where: list[str], incidents_in: Incidents) -> None:
    [incident] = incidents_in(text)
    assert [each.quote for each in incident.where] == where


def dated(*values: tuple[str, str]) -> Callable[[Frame], dict[str, Sequence[Observed]]]:
    def make(frame: Frame) -> dict[str, Sequence[Observed]]:
        return {
            "time": [
                TimeExpression(span=frame.span(at := frame.text.index(words), at + len(words)),
                               type="date", edtf=edtf, edtf_text_only=edtf, basis="text")
                for words, edtf in values
            ]
        }  # fmt: skip

    return make


def test_the_date_of_the_attack_is_not_that_of_the_report(incidents_in: Incidents) -> None:
    text = "The mayor said on Tuesday that soldiers shelled the village on Oct. 3, 2019."
    [incident] = incidents_in(
        text, dated(("Tuesday", "2019-10-08"), ("Oct. 3, 2019", "2019-10-03"))
    )
    assert incident.when is not None
    assert (incident.when.quote, incident.when_edtf) == ("Oct. 3, 2019", "2019-10-03")


def test_a_report_alone_dates_nothing(incidents_in: Incidents) -> None:
    text = "The mayor said on Tuesday that soldiers shelled the village."
    [incident] = incidents_in(text, dated(("Tuesday", "2019-10-08")))
    assert incident.when is None


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday the ministry summoned the envoy over the shelling of the village.",
        "The envoy left on Thursday after the shelling of the village.",
    ],
)
def test_the_date_of_another_clause_is_not_that_of_the_event(
    text: str, incidents_in: Incidents
) -> None:
    [incident] = incidents_in(text, dated(("Thursday", "2019-10-03")))
    assert incident.when is None


def test_people_and_vehicles_are_no_place(incidents_in: Incidents) -> None:
    def placed(frame: Frame) -> dict[str, Sequence[Observed]]:
        at = frame.text.index("Norland")
        place = PlaceReference(
            span=frame.span(at, at + 7), entity="norland", lat=None, lon=None,
            precision="country", gazetteer=None,
        )  # fmt: skip
        return {"places": [place]}

    [incident] = incidents_in("Gunmen attacked two Norland army medics at a well.", placed)
    assert [each.quote for each in incident.target] == ["two Norland army medics"]
    assert "two Norland army medics" not in [each.quote for each in incident.where]


@pytest.mark.parametrize(
    "text",
    [
        "Troops attacked the barracks in the wake of the Norland elections.",
        "A war broke out between Norland and Estmark.",
    ],
)
def test_what_follows_on_or_wages_a_war_is_no_place(text: str, incidents_in: Incidents) -> None:
    def placed(frame: Frame) -> dict[str, Sequence[Observed]]:
        at = frame.text.index("Norland")
        place = PlaceReference(
            span=frame.span(at, at + 7), entity="norland", lat=None, lon=None,
            precision="country", gazetteer=None,
        )  # fmt: skip
        return {"places": [place]}

    for incident in incidents_in(text, placed):
        assert not any("Norland" in each.quote for each in incident.where)
