from __future__ import annotations

from amana.analysis.amounts.words import bounds_of, either, number_words


def test_words_are_read_with_their_bounds() -> None:
    assert number_words("en").values["twelve"] == 12
    assert number_words("ar").values["ثلاثه"] == 3
    assert bounds_of("en", "before")["surpassed"] == "more than"
    assert bounds_of("ar", "before")["ما لا يقل عن"] == "at least"


def test_every_bound_is_one_of_the_guide() -> None:
    known = {"exact", "more than", "at least", "about", "less than", "at most"}
    for language in ("en", "ar"):
        for where in ("before", "after"):
            assert set(bounds_of(language, where).values()) <= known


def test_the_longest_word_comes_first() -> None:
    assert either(["a", "ab", "a"]) == "ab|a"
