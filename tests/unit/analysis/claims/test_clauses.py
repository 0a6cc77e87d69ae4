from __future__ import annotations

import pytest
from tests.unit.analysis.claims.conftest import Claims, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Harbour Tribunal said on Tuesday that the port had been shelled.",
            ("The Harbour Tribunal", "said", "the port had been shelled", "statement"),
        ),
        (
            "The port had been shelled twice, Commissioner Dalia Mansur said.",
            ("Commissioner Dalia Mansur", "said", "The port had been shelled twice", "statement"),
        ),
        (
            "Three ships had sunk, said Dalia Mansur, the commissioner.",
            ("Dalia Mansur, the commissioner", "said", "Three ships had sunk", "statement"),
        ),
        (
            "Mansur vowed to discuss the blockade during her visit.",
            ("Mansur", "vowed", "to discuss the blockade during her visit", "commitment"),
        ),
        (
            "Norland denied shelling the harbour.",
            ("Norland", "denied", "shelling the harbour", "denial"),
        ),
        (
            "The ministry did not say whether the ship had sunk.",
            ("The ministry", "say", "whether the ship had sunk", "non-confirmation"),
        ),
    ],
)  # fmt: skip
def test_a_clause_is_what_is_said(
    claims: Claims, text: str, expected: tuple[str, str, str, str]
) -> None:
    assert told(claims(text)) == [expected]


def test_a_participle_that_reports_on_is_a_claim_of_its_own(claims: Claims) -> None:
    found = told(claims("Mansur said the port was closed, adding that two ships had sunk."))
    assert found == [
        ("Mansur", "said", "the port was closed", "statement"),
        ("Mansur", "adding", "two ships had sunk", "statement"),
    ]


def test_an_attribution_inside_of_what_is_said_is_noted(claims: Claims) -> None:
    (found,) = claims("The shelling, the minister said, killed three sailors.")
    assert found.content is not None
    assert found.content.quote.startswith("The shelling")
    assert found.note == "attribution inside of the content"


def test_a_relative_clause_whose_verb_another_reports(claims: Claims) -> None:
    found = told(claims("Norland launched a raid that local officials say killed at least 14 men."))
    assert found == [("local officials", "say", "killed at least 14 men", "statement")]


def test_a_relative_clause_far_from_its_noun(claims: Claims) -> None:
    found = told(
        claims(
            "Judges summoned a general to answer questions about the shelling of a market in the "
            "Sahran Valley that local officials say killed at least 14 people last year."
        )
    )
    assert found[-1] == (
        "local officials", "say", "killed at least 14 people last year", "statement",
    )  # fmt: skip
