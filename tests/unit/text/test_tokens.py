# ruff: noqa: RUF001 - Arabic letters and apostrophes are meant
from __future__ import annotations

import pytest

from amana.text import fold, tokens, words


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("The court, at last.", ["The", "court", "at", "last"], id="plain"),
        pytest.param("قال: «نعم»، ثم سكت؟", ["قال", "نعم", "ثم", "سكت"], id="arabic-marks"),
        pytest.param("المَحْكَمَةُ قالت", ["المَحْكَمَةُ", "قالت"], id="vowel-signs-are-inside"),
        pytest.param("rule 8(2)(b)(iv)", ["rule", "8", "2", "b", "iv"], id="provision"),
        pytest.param("44,000 dead; 1,234,567", ["44000", "dead", "1234567"], id="thousands"),
        pytest.param("٤٤٬٠٠٠ و٤٤،٠٠٠", ["٤٤٠٠٠", "و", "٤٤٠٠٠"], id="arabic-thousands"),
        pytest.param("44'000 44’000", ["44000", "44000"], id="swiss-thousands"),
        pytest.param(
            "و44 قتيلاً في الـUN", ["و", "44", "قتيلاً", "في", "الـ", "UN"], id="mixed-scripts"
        ),
        pytest.param("T72 3rd", ["T72", "3rd"], id="letters-and-digits"),
        pytest.param("1,2,300 and 12,34", ["1", "2", "300", "and", "12", "34"], id="lists"),
        pytest.param("2014,2015", ["2014", "2015"], id="years"),
        pytest.param("3.5 12.03.2014", ["3", "5", "12", "03", "2014"], id="points-divide-digits"),
        pytest.param("the U.N. and U.S.Army", ["the", "UN", "and", "US", "Army"], id="initials"),
        pytest.param("a.pdf www.b.example", ["a", "pdf", "www", "b", "example"], id="dots"),
        pytest.param("Sana'a, Da’esh, don't", ["Sanaa", "Daesh", "dont"], id="apostrophes-join"),
        pytest.param("'quoted' soldiers'", ["quoted", "soldiers"], id="quotes-divide"),
        pytest.param(
            "l'armée qu'il jusqu'à L’État",
            ["l", "armée", "qu", "il", "jusqu", "à", "L", "État"],
            id="french-elision",
        ),
        pytest.param("al-Bashir T-72", ["al", "Bashir", "T", "72"], id="hyphens-divide"),
        pytest.param("IMG_2034.jpg", ["IMG", "2034", "jpg"], id="underscores-divide"),
        pytest.param("a@b.example #حلب_الآن", ["a", "b", "example", "حلب", "الآن"], id="handles"),
        pytest.param("北京市", ["北", "京", "市"], id="ideographs-one-by-one"),
        pytest.param("ที่นี่", ["ที่", "นี่"], id="thai-letters-keep-their-marks"),
        pytest.param("संयुक्त राष्ट्र", ["संयुक्त", "राष्ट्र"], id="devanagari-words-stay-whole"),
        pytest.param("유엔 인권", ["유엔", "인권"], id="korean-words"),
        pytest.param("a" * 130, ["a" * 64, "a" * 64, "a" * 2], id="long-runs"),
        pytest.param("👩‍🚒 — … !?", [], id="no-words"),
        pytest.param("", [], id="empty"),
    ],
)
def test_text_is_cut_into_words(text: str, cut: list[str]) -> None:
    assert [word for word, _, _ in tokens(text)] == cut
    assert words(text) == cut


def test_words_know_where_they_stand() -> None:
    text = "In Sana'a: 44,000 (U.N.)"
    assert [text[start:end] for _, start, end in tokens(text)] == ["In", "Sana'a", "44,000", "U.N"]


def test_numbers_of_both_scripts_meet_after_folding() -> None:
    spellings = ("44,000", "٤٤٬٠٠٠", "۴۴٬۰۰۰", "44000", "٤٤٠٠٠", "٤٤،٠٠٠", "44’000")
    assert {tuple(words(fold(spelling).text)) for spelling in spellings} == {("44000",)}


def test_a_digest_stays_whole() -> None:
    digest = "0123456789abcdef" * 4
    assert words(f"sha256:{digest}.") == ["sha256", digest]
