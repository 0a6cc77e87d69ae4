from __future__ import annotations

import pytest

from amana.analysis.frame import Sentence
from amana.analysis.triage import lexicon, triage_version, worth_parsing


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("12.4 %", False),
        ("The weather was fine in the United States.", False),
        ("Ships wait outside of the harbour.", False),
        ("The minister said so.", True),
        ("Mansur vowed to return.", True),
        ("NORLAND DENIES THE STRIKE", True),
        ("Norland Vows to Open the Harbour", True),
        ("Ten sailors were killed.", True),
        ("The envoy voiced his deep concern over it.", True),
        ("The envoy had a soft voice.", False),
        ("Planes bombed the town.", True),
    ],
)
def test_a_sentence_is_worth_parsing_for_its_words(text: str, worth: bool) -> None:
    assert worth_parsing(text, Sentence(0, len(text), 0)) == worth


def test_words_are_looked_for_in_every_form() -> None:
    assert {"say", "says", "said", "saying", "denied", "denies", "denying"} <= lexicon().alone
    assert {"bombed", "bombing", "shelled", "kidnapped", "wrote", "condemning"} <= lexicon().alone


def test_the_version_is_that_of_the_words() -> None:
    assert triage_version() == triage_version()
    assert len(triage_version()) == 16
