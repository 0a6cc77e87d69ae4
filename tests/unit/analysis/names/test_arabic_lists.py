from __future__ import annotations

import pytest

from amana.analysis.arabic import folded_words
from amana.analysis.names import arabic_lists
from amana.analysis.names.arabic_lists import LONGEST, listed_names, name_words, roles, word_list
from amana.analysis.names.gazetteer import match_at
from amana.analysis.names.tokens import tokens_of


@pytest.mark.parametrize(
    ("words", "type_", "key"),
    [
        (("العراق",), "GPE", "iraq"),
        (("العراقيه",), "NORP", "iraqi"),
        (("كوريه", "جنوبيه"), "NORP", "south-korean"),
        (("المحكمه", "الجناييه", "الدوليه"), "ORG", "international-criminal-court"),
        (("معبر", "رفح"), "FAC", "rafah-crossing"),
        (("البراميل", "المتفجره"), "WEAPON", "barrel-bombs"),
        (("نظام", "روما", "الاساسي"), "LAW", "rome-statute"),
    ],
)
def test_known_names(words: tuple[str, ...], type_: str, key: str) -> None:
    found = listed_names()[words]
    assert (found.type, found.key) == (type_, key)


def test_adjectives_of_countries_know_their_country() -> None:
    assert listed_names()["السوريين",].country == "syria"


def test_a_name_that_is_a_common_word_is_not_sure() -> None:
    assert not listed_names()["القاعده",].sure
    assert not listed_names()["حديثه",].sure
    assert listed_names()["بغداد",].sure


def test_no_listed_name_is_longer_than_is_looked_for() -> None:
    assert max(map(len, listed_names())) <= LONGEST


def test_words_of_names_say_how_they_are_used() -> None:
    assert name_words()["سامر"].given > name_words()["سامر"].family
    assert name_words()["فاطمه"].given


def test_every_list_of_words_is_folded() -> None:
    for name in arabic_lists._words():
        if name != "source":
            assert word_list(name)
    assert "رييس" in word_list("person titles")


def test_roles_have_english_names() -> None:
    assert roles()["رييس", "الوزراء"] == "prime minister"


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("مجلس الأمن", "Security Council"),
        ("داعش", "ISIS"),
        ("حزب الله", "Hezbollah"),
        ("الأونروا", "UNRWA"),
        ("رويترز", "Reuters"),
        ("دير الزور", "Deir ez-Zor"),
        ("قطاع غزة", "Gaza Strip"),
        ("الولايات المتحدة", "United States"),
        ("السورية", "Syrian"),
        ("أميركي", "American"),
    ],
)
def test_keys_are_those_of_the_english_lists(arabic: str, english: str) -> None:
    tokens = tokens_of(english, 0, len(english))
    match = match_at(tokens, 0)
    assert match
    assert listed_names()[folded_words(arabic)].key == match.entry.key
