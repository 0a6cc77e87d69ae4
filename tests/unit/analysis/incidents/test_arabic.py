"""Arabic sentences of many shapes, with what each tells of: invented people, bodies and places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.analysis.incidents.conftest import Incidents, told

CASES = json.loads((Path(__file__).parent / "arabic.json").read_bytes())


@pytest.mark.parametrize("text", CASES)
def test_what_a_sentence_tells_of(text: str, incidents_in: Incidents) -> None:
    assert list(map(told, incidents_in(text))) == CASES[text]


def test_the_place_of_who_reports_is_not_that_of_the_event(incidents_in: Incidents) -> None:
    [incident] = incidents_in("قالت الوزارة في مدينة فلمورا إن الجيش قصف سوقا في مدينة كسرى.")
    assert [each.quote for each in incident.where] == ["مدينة كسرى"]
