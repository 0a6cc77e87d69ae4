from __future__ import annotations

import pytest
from tests.unit.analysis.claims.conftest import Claims, told, words


def test_one_who_is_quoted_speaks_and_one_who_quotes_relays(claims: Claims) -> None:
    (found,) = claims("The Harbour Times quoted Dalia Mansur as noting that the port was closed.")
    assert words(found.speaker) == "Dalia Mansur"
    assert found.cue.quote == "noting"
    assert words(found.content) == "the port was closed"
    assert len(found.via) == 1
    assert "harbour" in found.via[0].lower()


@pytest.mark.parametrize(
    "text",
    [
        "Norland will announce its decision in May.",
        "The envoy travelled to Norland to announce the talks.",
        "The strike said nothing.",
        "If the minister says that the port is closed, ships will turn back.",
        "Coalition forces are there for training and advising the crews.",
        "A statement was expected.",
    ],
)
def test_what_is_not_said_is_no_claim(claims: Claims, text: str) -> None:
    assert claims(text) == []


def test_what_is_never_confirmed_is_a_non_confirmation(claims: Claims) -> None:
    (found,) = claims("The rebels have never confirmed his death.")
    assert found.negated
    assert (found.cue.quote, words(found.content)) == ("confirmed", "his death")
    assert found.speech_act == "non-confirmation"


def test_who_declines_negates(claims: Claims) -> None:
    (found,) = claims("The army refused to acknowledge the shelling.")
    assert found.negated
    assert found.speech_act == "non-confirmation"


def test_who_issues_a_paper_speaks_by_it(claims: Claims) -> None:
    found = told(claims("Norland submitted two briefs challenging the court's jurisdiction."))
    assert found == [("Norland", "challenging", "the court's jurisdiction", "challenge")]


def test_a_body_finds_where_others_say(claims: Claims) -> None:
    (body,) = claims("The panel found that soldiers had burned the village.")
    (person,) = claims("The sailor found that soldiers had burned the village.") or (None,)
    assert body.speech_act == "finding"
    assert person is None


def test_who_denounces_a_ruling_does_not_say_what_it_says(claims: Claims) -> None:
    found = claims("Norland denounced a court ruling declaring the ban unlawful.")
    assert "declaring" not in {each.cue.quote for each in found if words(each.speaker) == "Norland"}
