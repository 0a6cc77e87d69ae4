from __future__ import annotations

import pytest
from tests.unit.analysis.claims.conftest import Claims


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Rights groups estimate that 40 families fled.", "estimate"),
        (
            "The panel said there were reasonable grounds to believe that the crew was starved.",
            "reasonable grounds to believe",
        ),
        ("The envoy said the ship was probably sunk by a mine.", "probably"),
        ("The envoy said the ship was sunk by a mine.", None),
    ],
)
def test_hedges_are_kept_as_printed(claims: Claims, text: str, hedge: str | None) -> None:
    (found,) = claims(text)
    assert found.hedge == hedge


def test_loaded_words_are_named_for_every_side(claims: Claims) -> None:
    for side, other in (("Norland", "Sudland"), ("Sudland", "Norland")):
        (found,) = claims(f"{side} said that {other} sent terrorists to the harbour.")
        assert [each.quote for each in found.loaded] == ["terrorists"]


def test_a_reporting_word_that_judges_is_noted(claims: Claims) -> None:
    (found,) = claims("Norland claimed that the port was open.")
    assert found.note == "the reporting word judges: claim"


@pytest.mark.parametrize(
    ("speaker", "interest"),
    [
        ("An army spokesman", "army spokesperson"),
        ("A spokeswoman for the Harbour Party", "party spokesperson"),
        ("A sailor", None),
    ],
)
def test_who_is_bound_to_a_side_is_named(
    claims: Claims, speaker: str, interest: str | None
) -> None:
    (found,) = claims(f"{speaker} said that the port was open.")
    assert found.interest == interest
