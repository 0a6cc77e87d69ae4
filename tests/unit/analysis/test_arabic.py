from __future__ import annotations

from amana.analysis.arabic import (
    folded_word,
    folded_words,
    joined,
    start_without,
    stems,
    words_of,
)


def test_words_keep_their_places_with_vowel_signs_and_tatweel() -> None:
    text = "زارَ العـــراقَ، أمس"
    words = words_of(text, 0, len(text))
    assert [word.folded for word in words] == ["زار", "العراق", "امس"]
    assert text[words[1].start : words[1].end] == "العـــراقَ"


def test_the_preposition_on_is_not_the_name_ali() -> None:
    assert folded_word("على") != folded_word("علي")
    assert folded_word("مصطفى") == folded_word("مصطفي")
    assert folded_words("على وعلى علي") == ("على", "وعلى", "علي")


def test_what_is_joined_before_a_word_can_be_taken_off() -> None:
    assert ("العراق", 1) in stems("للعراق")
    assert ("العراق", 2) in stems("وبالعراق")
    assert ("وليد", 0) in stems("وليد")
    assert [each.folded for each in stems("لم")] == ["لم"]


def test_a_name_begins_after_what_is_joined_before_it() -> None:
    text = "قال وَلِلعراق"
    word = words_of(text, 0, len(text))[1]
    assert text[start_without(text, word, 2) : word.end] == "لعراق"
    assert text[start_without(text, word, 0) : word.end] == "وَلِلعراق"


def test_words_follow_one_another_without_a_sign_between() -> None:
    text = "دير الزور، تل-ابيب"
    words = words_of(text, 0, len(text))
    assert joined(text, words[0], words[1])
    assert not joined(text, words[1], words[2])
