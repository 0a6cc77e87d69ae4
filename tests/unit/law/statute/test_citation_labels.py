# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

import pytest

from amana.law.statute.citation_labels import below, is_label, label_at
from amana.law.statute.wording import tokens_of


@pytest.mark.parametrize("word", ["8", "999", "a", "xxix", "هاء", "ه"])
def test_numbers_letters_and_numerals_are_labels(word: str) -> None:
    assert is_label(word)


@pytest.mark.parametrize("word", ["2010", "xl", "is", "(", "genocide", "ت"])
def test_years_and_words_are_none(word: str) -> None:
    assert not is_label(word)


def test_what_sets_a_label_off_is_told() -> None:
    for text, marked, half, led, joined in (
        ("(b)", True, False, False, ""),
        ("b)", False, True, False, ""),
        (", sub-para. b", False, False, True, ","),
        ("-b", False, False, False, "-"),
    ):
        label = label_at(tokens_of(text)[0], 0)
        assert label is not None
        assert label.text == "b"
        assert (label.marked, label.half, label.led, label.joined) == (marked, half, led, joined)


def test_and_is_a_label_in_brackets() -> None:
    assert label_at(tokens_of("و 8")[0], 0) is None
    label = label_at(tokens_of("(و)")[0], 0)
    assert label is not None
    assert label.text == "f"


def test_and_is_a_label_behind_a_sign_that_sets_it_off() -> None:
    for text in ("/و", " / و", "-و", ".و", "/و (ز)"):
        label = label_at(tokens_of(text)[0], 0)
        assert label is not None, text
        assert label.text == "f"
    for text in ("/و8", "، و 8", "- و 8"):
        assert label_at(tokens_of(text)[0], 0) is None, text


def test_numbers_stand_for_numerals_only_where_those_are_due() -> None:
    assert below(("8", "2", "b"), "4") == ("8", "2", "b", "iv")
    assert below(("8", "2", "b"), "4", exact=True) is None
    assert below(("7", "1"), "1") is None  # "i" is a letter there
