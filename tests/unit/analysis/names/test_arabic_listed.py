from __future__ import annotations

import pytest

from amana.analysis.arabic import words_of
from amana.analysis.names.arabic_listed import led, listed


def names(text: str) -> list[tuple[str, str, str | None]]:
    found = listed(text, words_of(text, 0, len(text)))
    return [(each.type, text[each.start : each.end], each.key) for each in found]


def named_by_kind(text: str) -> list[tuple[str, str]]:
    words = words_of(text, 0, len(text))
    return [
        (each.type, text[each.start : each.end]) for each in led(text, words, listed(text, words))
    ]


@pytest.mark.parametrize(
    ("text", "type_", "name", "key"),
    [
        ("عاد وبالعراق أمل", "GPE", "العراق", "iraq"),
        ("وصل إلى دَمِشْق ليلا", "GPE", "دَمِشْق", "damascus"),
        ("طلب من الأمــم المتحدة", "ORG", "الأمــم المتحدة", "united-nations"),
        ("قال الوزير اللبناني", "NORP", "اللبناني", "lebanese"),
        ("في خان يونس مساء", "GPE", "خان يونس", "khan-younis"),
        ("استخدم غاز السارين", "WEAPON", "غاز السارين", "sarin"),
    ],
)
def test_known_names_are_found_without_what_is_joined_before_them(
    text: str, type_: str, name: str, key: str
) -> None:
    assert (type_, name, key) in names(text)


def test_common_words_need_a_word_that_says_what_they_are() -> None:
    assert names("هذه تقنية حديثة") == []
    assert ("GPE", "حديثة", "haditha") in names("في مدينة حديثة")
    assert ("ORG", "الجزيرة", "al-jazeera") in names(
        "ذكرت قناة «الجزيرة» أن".translate({171: '"', 187: '"'})
    )


def test_no_name_inside_of_a_word_or_across_a_comma() -> None:
    assert names("استغرب العراقيل") == []
    assert names("مع الأمم، المتحدة") == []


@pytest.mark.parametrize(
    ("text", "type_", "name"),
    [
        ("أعلنت وزارة الخارجية العراقية ذلك", "ORG", "وزارة الخارجية العراقية"),
        ("هذه شركة كبيرة جدا", None, None),
        ("ناشدت منظمة إغاثة الساحل العالم", "ORG", "منظمة إغاثة الساحل"),
        ('قالت منظمة "مرافئ" إن', "ORG", "مرافئ"),
        ("في بلدة تل الريحان شرق", "GPE", "تل الريحان"),
        ("من مستشفى الرازي أمس", "FAC", "مستشفى الرازي"),
        ("عند نهر الزهراء شمالا", "LOC", "نهر الزهراء"),
        ("في مدينة كبيرة", None, None),
    ],
)
def test_what_follows_the_word_for_its_kind(text: str, type_: str | None, name: str | None) -> None:
    found = named_by_kind(text)
    assert (type_, name) in found if name else not found


def test_papers_stand_in_quotation_marks() -> None:
    assert ("ORG", "الشرق الأوسط", "asharq-al-awsat") in names('قال لـ"الشرق الأوسط" أمس')
    assert ("LOC", "الشرق الأوسط", "middle-east") in names("في الشرق الأوسط أمس")
    assert ("ORG", "الجزيرة", "al-jazeera") in names('قال لـ"الجزيرة" أمس')


def test_an_adjective_that_begins_like_the_article_makes_no_name() -> None:
    assert named_by_kind("حكمت محكمة ألمانية عليه") == []


def test_a_verb_after_a_facility_is_no_name() -> None:
    assert named_by_kind("أصاب القصف مدرسة تؤوي نازحين") == []
