from __future__ import annotations

import pytest
from tests.unit.analysis.incidents.conftest import Incidents, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Six people were killed in an airstrike in Kesra.",
            ["airstrike | airstrike | - | killed=6"],
        ),
        ("The army killed Omar Ness in an airstrike.", ["killing | killed | The army | killed=1"]),
        (
            "Norland began its war after gunmen stormed into the town of Kesra, killing 40 people.",
            [
                "armed conflict | war | Norland |",
                "ground attack | stormed into | gunmen | killed=40",
            ],
        ),
        (
            "Many were killed, either in mass executions or from hunger in the prison of Velmora.",
            ["killing in detention | killed | - | killed=multiple"],
        ),
    ],
)
def test_what_killed_and_whom_it_killed_are_one(
    text: str, expected: list[str], incidents_in: Incidents
) -> None:
    assert list(map(told, incidents_in(text))) == expected


def test_a_list_of_acts_is_one(incidents_in: Incidents) -> None:
    [listed] = incidents_in("The general was involved in murder, rape, torture and arson.")
    assert listed.trigger.quote == "murder, rape, torture and arson"
    assert listed.note is not None
    assert listed.note.startswith("acts listed: killing, sexual violence, torture")
