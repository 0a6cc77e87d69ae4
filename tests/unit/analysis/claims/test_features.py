from __future__ import annotations

from amana.analysis.claims.features import kind_of, paragraph_features
from amana.analysis.parsing import SpacyParser


def test_every_word_has_features_of_itself_and_of_what_is_above() -> None:
    text = "Mansur said the port was closed."
    trees = SpacyParser().parse(text, [(0, len(text))])
    found = paragraph_features(trees, [], [])
    assert len(found) == len(trees[0].words)
    assert "l=say" in found[1]
    assert "c=statement" in found[1]
    assert "say=say" in found[4]


def test_words_have_a_kind() -> None:
    assert kind_of("accuse") == "accusation"
    assert kind_of("want") == "wide"
    assert kind_of("ministry") == "body"
    assert kind_of("stone") == "-"
