from __future__ import annotations

from amana.analysis.quantities.lexicon import arabic, english


def test_every_file_says_its_source_and_date() -> None:
    for words in (english(), arabic()):
        assert words.source
        assert words.date


def test_arabic_words_are_in_their_one_spelling() -> None:
    assert "اطفال" in arabic().people
    assert arabic().duals["قتيلان"] == "people"
    assert english().harm["killing"] == "killed"
