"""English sentences with what they state: invented people, bodies and places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.analysis.proceedings.conftest import Proceedings, told

CASES = json.loads((Path(__file__).parent / "english.json").read_bytes())


@pytest.mark.parametrize("text", CASES)
def test_what_a_sentence_states(text: str, proceedings_in: Proceedings) -> None:
    assert list(map(told, proceedings_in(text))) == CASES[text]


def test_charges_standard_and_vote_are_quoted(proceedings_in: Proceedings) -> None:
    [warrant] = proceedings_in(
        "A three-judge panel of the tribunal issued an arrest warrant for Omar Ness in a unanimous"
        " decision, finding reasonable grounds to believe that he committed war crimes and murder."
    )
    assert [each.quote for each in warrant.charges] == ["war crimes", "murder"]
    assert warrant.standard is not None
    assert warrant.standard.quote == "reasonable grounds to believe"
    assert warrant.vote == "three-judge panel; unanimous decision"


def test_a_stated_reason_is_noted(proceedings_in: Proceedings) -> None:
    [withdrawn] = proceedings_in(
        "The prosecutor withdrew her request for warrants for two commanders, who have been killed."
    )
    assert withdrawn.note == "stated with it: who have been killed"


def test_an_objection_to_admissibility(proceedings_in: Proceedings) -> None:
    [objection] = proceedings_in(
        "Estmark argued that the tribunal did not give it an opportunity to investigate the claims."
    )
    assert (objection.step, objection.status) == ("complementarity objection", "raised")
    assert [each.span.quote for each in objection.by if each.span] == ["Estmark"]


def test_what_a_court_says_of_its_jurisdiction(proceedings_in: Proceedings) -> None:
    [ruling] = proceedings_in("The court ruled that it has jurisdiction over the valley.")
    assert (ruling.step, ruling.status) == ("jurisdiction ruling", "decided")
