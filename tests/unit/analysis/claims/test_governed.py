from __future__ import annotations

import pytest
from tests.unit.analysis.claims.conftest import Claims, told, words


@pytest.mark.parametrize(
    ("text", "expected", "target"),
    [
        (
            "Norland condemned the ruling as disgraceful.",
            ("Norland", "condemned", "the ruling as disgraceful", "condemnation"),
            "the ruling",
        ),
        (
            "Mansur described the blockade as a crime.",
            ("Mansur", "described", "a crime", "characterisation"),
            "the blockade",
        ),
        (
            "The ministry accused the rebels of burning two villages.",
            ("The ministry", "accused", "burning two villages", "accusation"),
            "the rebels",
        ),
        (
            "The envoy called for an immediate ceasefire.",
            ("The envoy", "called for", "an immediate ceasefire", "demand"),
            None,
        ),
        (
            "The envoy urged Norland to open the harbour.",
            ("The envoy", "urged", "Norland to open the harbour", "demand"),
            "Norland",
        ),
        (
            "The two ministries agreed on the release of the crew.",
            ("The two ministries", "agreed on", "the release of the crew", "agreement"),
            None,
        ),
        (
            "The governor ordered the evacuation of the port.",
            ("The governor", "ordered", "the evacuation of the port", "order"),
            None,
        ),
        (
            "Dalia Mansur voiced concern over the arrests.",
            ("Dalia Mansur", "voiced concern over", "the arrests", "statement"),
            None,
        ),
        (
            "Norland rejected the accusations.",
            ("Norland", "rejected", "the accusations", "denial"),
            "the accusations",
        ),
    ],
)
def test_objects_and_phrases_are_what_is_said(
    claims: Claims, text: str, expected: tuple[str, str, str, str], target: str | None
) -> None:
    found = claims(text)
    assert told(found) == [expected]
    assert words(found[0].target) == target


def test_a_number_that_somebody_puts_at_a_value(claims: Claims) -> None:
    assert told(claims("Norland puts the number of dead at fewer than 500.")) == [
        ("Norland", "puts the number of dead at", "fewer than 500", "statement")
    ]


def test_quoted_words_after_what_is_called_so(claims: Claims) -> None:
    found = claims(
        'His lawyer, Petra Oswin, called the decision "a mistake built on rumour" and said her '
        "client was not in the valley."
    )
    first, second = sorted(found, key=lambda each: each.cue.char_start)
    assert words(first.content) == '"a mistake built on rumour"'
    assert words(first.target) == "the decision"
    assert words(second.content) == "her client was not in the valley"
