# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from amana.law.statute.wording import Sort, arabic_letters, instruments, tokens_of


def test_each_token_has_its_place_and_its_sort() -> None:
    tokens, folded = tokens_of("Art. 8")
    assert [(each.text, each.sort) for each in tokens] == [
        ("art", Sort.ARTICLE),
        (".", Sort.SIGN),
        ("8", Sort.NUMBER),
    ]
    assert folded.source(tokens[2].start, tokens[2].end) == (5, 6)


def test_what_arabic_joins_to_a_word_is_taken_off() -> None:
    assert [each.sort for each in tokens_of("والمادة 8")[0]] == [
        Sort.AND,
        Sort.ARTICLE,
        Sort.NUMBER,
    ]
    assert tokens_of("للمادة")[0][0].sort is Sort.ARTICLE
    assert tokens_of("بالفقرة")[0][0].sort is Sort.PART


def test_words_are_known_in_the_spelling_that_texts_are_folded_to() -> None:
    assert tokens_of("alinéa")[0][0].sort is Sort.PART
    assert "اتفاقيه" in instruments().other
    assert arabic_letters()["ا"] == "a"


def test_a_long_number_is_no_number_of_an_article() -> None:
    assert tokens_of("12345")[0][0].sort is Sort.WORD
