from __future__ import annotations

import pytest

from amana.analysis.claims.lexicon import verbs
from amana.analysis.claims.speaking import can_speak, holds_sentence
from amana.analysis.parsing import SpacyParser


@pytest.mark.parametrize(
    ("text", "strict", "able"),
    [
        ("The minister left.", True, True),
        ("Mansur left.", True, True),
        ("She left.", True, True),
        ("The stone fell.", True, False),
        ("The stone fell.", False, True),
        ("The missile fell.", False, False),
    ],
)
def test_who_can_speak(text: str, strict: bool, able: bool) -> None:
    (tree,) = SpacyParser().parse(text, [(0, len(text))])
    head = next(n for n, word in enumerate(tree.words) if word.dep == "nsubj")
    assert can_speak(tree, head, strict=strict, report=verbs()["say"]) == able
    assert not holds_sentence(tree, head)
