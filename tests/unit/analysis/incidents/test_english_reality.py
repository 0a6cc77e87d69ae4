from __future__ import annotations

import pytest
from tests.unit.analysis.incidents.conftest import Incidents


@pytest.mark.parametrize(
    "text",
    [
        "Norland might shell the port.",
        "Soldiers will attack the camp at dawn.",
        "The army has not bombed the hospital.",
        "The general ordered troops to shell the town.",
        "They tried to assassinate the governor.",
        "Unless the rebels attack the convoy, it will arrive.",
        "The law bans torture of prisoners.",
        "Fears of an attack on the port grew.",
        "Did the army shell the camp?",
        "The mediators want to avert a military offensive.",
        "The drill simulated a missile attack on the capital.",
        "Without shelling the town the army entered it.",
        "Residents are preparing for a possible siege.",
    ],
)
def test_what_did_not_happen(text: str, incidents_in: Incidents) -> None:
    assert incidents_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers not only shelled the port of Kesra but looted it.",
        "The army continued to shell the town of Kesra.",
        "He is believed to have been killed by soldiers.",
        "The governor is accused of ordering the shelling of Kesra.",
        "The mayor warned of hunger after the shelling of Kesra.",
        "Talks to end the war in the valley will begin in May.",
    ],
)
def test_what_did(text: str, incidents_in: Incidents) -> None:
    assert incidents_in(text)
