"""English sentences of many shapes, with what each tells of: invented people, bodies and places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.analysis.incidents.conftest import Incidents, told

CASES = json.loads((Path(__file__).parent / "english.json").read_bytes())


@pytest.mark.parametrize("text", CASES)
def test_what_a_sentence_tells_of(text: str, incidents_in: Incidents) -> None:
    assert list(map(told, incidents_in(text))) == CASES[text]


def test_figures_of_the_next_sentence_go_to_the_attack(incidents_in: Incidents) -> None:
    [attack] = incidents_in(
        "An airstrike hit the market of Dalmar on Monday. At least 12 people were killed and 30"
        " wounded, doctors said. The attack was condemned by the mayor."
    )
    assert told(attack) == "airstrike | airstrike | - | killed=12 injured=30"
    assert attack.assertion == "asserted"
    assert "attack" in [each.quote for each in attack.coref_triggers]


def test_what_is_only_alleged_is_no_fact(incidents_in: Incidents) -> None:
    [strike] = incidents_in("An alleged Norlander airstrike killed six people in Kesra on Monday.")
    assert (strike.assertion, strike.source) == ("claimed", "not stated")


def test_an_actor_that_is_not_stated_stays_open(incidents_in: Incidents) -> None:
    [killing] = incidents_in("Three villagers were shot dead near the well of Kesra.")
    assert killing.actor is None


def test_who_dies_in_an_accident_is_no_casualty(incidents_in: Incidents) -> None:
    assert incidents_in("Two soldiers were killed in a helicopter crash near the river.") == []
