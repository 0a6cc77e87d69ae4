from __future__ import annotations

from amana.analysis.names import lexicon
from amana.analysis.names.tokens import tokens_of


def at(which: str, text: str) -> int:
    return lexicon.phrase_at(which, tokens_of(text, 0, len(text)), 0)


def test_the_longest_phrase_is_taken() -> None:
    assert at("titles", "Prime Minister Norden") == 2
    assert at("titles", "Minister Norden") == 1
    assert at("titles", "Norden") == 0


def test_phrases_do_not_cross_punctuation() -> None:
    assert at("titles", "Chief, of staff") == 1


def test_lists_tell_where_they_come_from() -> None:
    for table in lexicon._DATA.iterdir():
        if table.name.endswith(".txt"):
            assert "# Source" in table.read_text("utf-8"), table.name
    assert "2026" in lexicon.grammar().about


def test_names_and_common_words_are_folded() -> None:
    assert "karim" in lexicon.given_names()
    assert "harbour" in lexicon.common_words()
    assert lexicon.surnames()
