from __future__ import annotations

import pytest

from amana.analysis.places.keys import bare_key, is_arabic, key, skeleton, sound, without_clitic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sana'a", "SANAA"),
        ("The Hague", "hague"),
        ("Deir ez-Zor", "deir ez zor"),
        ("U.S.", "US"),
        ("البوكمال", "البو كمال"),
        ("الحديدة", "حديده"),
        ("إدلب", "ادلب"),
    ],
)
def test_spellings_of_one_transliteration_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_names_that_only_begin_alike_have_other_keys() -> None:
    assert key("El Paso") != key("Paso")
    assert key("Al") == "al"
    assert key("...") == key("") == ""


def test_a_bare_key_has_no_arabic_articles() -> None:
    assert bare_key("al-Qaim") == bare_key("Qaim") == bare_key("el Qaim") == "qaim"
    assert bare_key("Al") == "al"
    assert bare_key("القائم") == key("قائم")


@pytest.mark.parametrize(
    "names",
    [
        ("Deir ez-Zor", "Dayr az Zawr", "Deir al-Zour", "دير الزور"),
        ("Abu Kamal", "Albu Kamal", "al-Bukamal", "البوكمال", "أبو كمال"),
        ("Qamishli", "Kamishly", "القامشلي"),
        ("Sheikh Miskin", "الشيخ مسكين"),
    ],
)
def test_transliterations_share_their_consonants(names: tuple[str, ...]) -> None:
    assert len({skeleton(name) for name in names}) == 1


def test_too_few_consonants_are_no_skeleton() -> None:
    assert skeleton("Ibb") == skeleton("إب") == skeleton("") == ""


def test_near_spellings_sound_nearly_alike() -> None:
    assert sound("Boukamal") == sound("Bukamal")
    assert sound("Dayr") != sound("Dura")


def test_what_is_written_onto_an_arabic_name_comes_off() -> None:
    assert "دمشق" in without_clitic("بدمشق")
    assert "دمشق" in without_clitic("ودمشق")
    assert without_clitic("حلب") == []


def test_scripts_are_told_apart() -> None:
    assert is_arabic("حلب (Aleppo)")
    assert not is_arabic("Aleppo 44")
