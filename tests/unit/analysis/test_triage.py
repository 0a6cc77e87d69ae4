from __future__ import annotations

from amana.analysis.frame import Sentence
from amana.analysis.triage import worth_parsing


def test_a_sentence_without_words_is_not_worth_it() -> None:
    assert not worth_parsing("12.4 %", Sentence(0, 6, 0))
    assert worth_parsing("The port closed.", Sentence(0, 16, 0))
