from __future__ import annotations

import pytest
from tests.unit.analysis.incidents.conftest import Incidents


@pytest.mark.parametrize(
    ("text", "actor", "targets", "weapons"),
    [
        (
            "Norlander jets bombed two hospitals.",
            "Norlander jets",
            ["two hospitals"],
            ["Norlander jets"],
        ),
        ("The convoy was attacked by masked gunmen.", "masked gunmen", ["The convoy"], []),
        ("Rebels carried out an attack on the barracks.", "Rebels", ["the barracks"], []),
        (
            "Villagers blamed the militia for the attack on the well.",
            "the militia",
            ["the well"],
            [],
        ),
        ("Norland's airstrike destroyed a bridge.", "Norland", ["a bridge"], []),
        (
            "The militia was responsible for several attacks using mortars against the camp.",
            "The militia",
            ["the camp"],
            ["mortars"],
        ),
        ("A bomb exploded in the market.", None, [], ["A bomb"]),
    ],
)
def test_who_whom_and_with_what(
    text: str, actor: str | None, targets: list[str], weapons: list[str], incidents_in: Incidents
) -> None:
    [incident] = incidents_in(text)
    assert (incident.actor.quote if incident.actor else None) == actor
    assert [each.quote for each in incident.target] == targets
    assert [each.quote for each in incident.weapon] == weapons


def test_what_is_fled_from_is_no_target(incidents_in: Incidents) -> None:
    found = incidents_in("Thousands of families fled the country's civil war.")
    assert [each.target for each in found] == [()] * len(found)


def test_a_vehicle_that_was_destroyed_did_not_do_it(incidents_in: Incidents) -> None:
    [incident] = incidents_in("The Norland helicopter destroyed near the base carried medics.")
    assert incident.actor is None
    assert [each.quote for each in incident.target] == ["The Norland helicopter"]


def test_where_it_was_is_not_who_did_it(incidents_in: Incidents) -> None:
    found = incidents_in("Near Kesra, three strikes struck a unit, destroyed a truck and a bridge.")
    assert found
    assert [each.actor for each in found] == [None] * len(found)
