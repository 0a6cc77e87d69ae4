from __future__ import annotations

from tests.unit.analysis.incidents.conftest import Incidents, told


def test_definite_mentions_take_up_the_incident(incidents_in: Incidents) -> None:
    [strikes] = incidents_in(
        "Norlander forces launched airstrikes near the Dalmar crossing. Estmark condemned the"
        " attack. After the recent Norlander strikes, crowds gathered in the capital."
    )
    assert [each.quote for each in strikes.coref_triggers] == ["attack", "strikes"]


def test_another_attack_is_another_incident(incidents_in: Incidents) -> None:
    found = incidents_in(
        "A car bomb exploded in Tarsin, killing six people. Another bombing hit the town of Kesra."
    )
    assert list(map(told, found)) == [
        "bombing | exploded | - | killed=6",
        "bombing | bombing | - |",
    ]


def test_other_parties_make_other_incidents(incidents_in: Incidents) -> None:
    found = incidents_in(
        "The Norland army shelled the village of Kesra. The Estmark army shelled the port of Ostra."
    )
    assert len(found) == 2


def test_one_war_stays_one(incidents_in: Incidents) -> None:
    [war] = incidents_in(
        "The country's civil war has killed more than 3,000 people. The war began in 2011."
    )
    assert [each.quote for each in war.coref_triggers] == ["war"]
    assert told(war) == "armed conflict | civil war | - | killed=3000"
