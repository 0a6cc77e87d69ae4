from __future__ import annotations

import pytest

from amana.text import fold, light_stem, written_forms

LEADS = (
    "ال", "و", "وال", "ب", "بال", "وب", "وبال", "ك", "كال", "ل", "لل", "ول", "ولل", "ف", "فال",
)  # fmt: skip
NOUNS = (
    "محكمة", "مدينة", "حلب", "غزة", "وزارة", "وثيقة", "لجنة", "لبنان", "ليبيا", "كتيبة", "بلدة",
    "أمن", "قوات", "شاهد", "مستشفى", "فندق",
)  # fmt: skip


def written(lead: str, noun: str) -> str:
    # ل + ال + لجنة loses one ل in writing
    return lead + noun[1:] if lead.endswith("لل") and noun.startswith("ل") else lead + noun


@pytest.mark.parametrize(
    ("token", "stem"),
    [
        ("والمستشفي", "مستشف"),
        ("المستشفي", "مستشف"),
        ("للمدنيين", "مدن"),
        ("والمدنيون", "مدن"),
        ("المحكمه", "محكم"),
        ("وزاره", "زار"),
        ("الوزاره", "زار"),
        ("ولد", "ولد"),  # two letters would remain
        ("الم", "الم"),  # one letter would remain
        ("الدم", "دم"),
        ("سنه", "سن"),
        ("له", "له"),
        ("cities", "city"),
        ("houses", "house"),
        ("civilians", "civilian"),
        ("shoes", "shoe"),
        ("virus", "virus"),
        ("class", "class"),
        ("gas", "gas"),
        ("t72s", "t72s"),
        ("44000", "44000"),
        ("городов", "городов"),
        ("", ""),
    ],
)
def test_light_stem(token: str, stem: str) -> None:
    assert light_stem(token) == stem


@pytest.mark.parametrize("noun", NOUNS)
def test_any_written_form_finds_all_the_others(noun: str) -> None:
    forms = {fold(noun).text, *(fold(written(lead, noun)).text for lead in LEADS)}
    two_particles = tuple(
        fold(written(lead, noun)).text
        for lead in ("وب", "ول")
        if len(fold(noun).text) == 3  # four letters must remain behind two particles
    )
    for typed in forms - set(two_particles):
        sought = {light_stem(form) for form in written_forms(typed)}
        missed = {form for form in forms if light_stem(form) not in sought}
        assert not missed, f"{typed} does not find {missed}"


def test_a_word_is_among_its_own_forms() -> None:
    for token in ("المحكمه", "دم", "court", "8", "北", "ب", "و"):
        assert token in written_forms(token)


def test_words_of_other_scripts_have_one_form() -> None:
    assert written_forms("courts") == {"courts"}
    assert written_forms("суд") == {"суд"}


def test_two_letters_are_never_uncovered() -> None:
    assert not any(form == "ان" for form in written_forms("كان"))
    assert light_stem("كان") == "كان"
