# ruff: noqa: RUF001 - Arabic letters, typographic apostrophes and look-alikes are meant
from __future__ import annotations

import unicodedata

import pytest

from amana.text import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("État", "etat", id="latin-accents-and-capitals"),
        pytest.param("e\u0301tat", "etat", id="combining-accent"),
        pytest.param("Łódź Ærø Þór Đurić ıŞık", "lodz aero thor duric isik", id="latin-strokes"),
        pytest.param("Straße", "strasse", id="full-case-folding"),
        pytest.param("İstanbul", "istanbul", id="dotted-capital-i"),
        pytest.param("ΣΑΣ σας", "σασ σασ", id="greek-final-sigma"),
        pytest.param("Йод ёлка", "иод елка", id="cyrillic-accents"),
        pytest.param("المَحْكَمَةُ", "المحكمه", id="vowel-marks"),
        pytest.param("هٰذا", "هذا", id="superscript-alef"),
        pytest.param("شـــاهد", "شاهد", id="tatweel"),
        pytest.param("أحمد إحمد آحمد ٱحمد", "احمد احمد احمد احمد", id="alef-forms"),
        pytest.param("ا\u0654حمد", "احمد", id="combining-hamza"),
        pytest.param("مستشفى", "مستشفي", id="alef-maqsura"),
        pytest.param("مسؤول", "مسوول", id="waw-hamza"),
        pytest.param("قائد", "قايد", id="ya-hamza"),
        pytest.param("ماء", "ماء", id="bare-hamza-stays"),
        pytest.param("محكمة", "محكمه", id="ta-marbuta"),
        pytest.param("کمیته", "كميته", id="persian-kaf-and-ya"),
        pytest.param("٠١٢٣٤٥٦٧٨٩", "0123456789", id="arabic-indic-digits"),
        pytest.param("۰۱۲۳۴۵۶۷۸۹", "0123456789", id="extended-digits"),
        pytest.param("१२३ １２３", "123 123", id="digits-of-other-scripts"),
        pytest.param("ﻻ", "لا", id="lam-alef-ligature"),
        pytest.param("\ufee3\ufea4\ufedc\ufee4\ufe94", "محكمه", id="presentation-forms"),
        pytest.param("مح\ufe7eكمة", "محكمه", id="isolated-vowel-sign-inside-a-word"),
        pytest.param("\u200fقال\u200e \u202bنعم\u202c", "قال نعم", id="bidirectional-marks"),
        pytest.param("می\u200cروم", "ميروم", id="zero-width-non-joiner"),
        pytest.param("wit\u00adness\ufeff", "witness", id="soft-hyphen-and-byte-order-mark"),
        pytest.param("ﬁne ① 𝐍𝟓", "fine  1  n5", id="compatibility-letters"),
        pytest.param("victims¹² m²", "victims 1  2  m 2 ", id="footnote-stands-apart"),
        pytest.param("محمدﷺقال", "محمد صلي الله عليه وسلم قال", id="ligature-of-words"),
        pytest.param("No™5½", "no tm 5 1⁄2 ", id="sign-of-letters-stands-apart"),
        pytest.param("Qurʾān Qur’an Qur`an", "qur'an qur'an qur'an", id="apostrophes"),
        pytest.param("👩\u200d🚒 ☎\ufe0f", "👩🚒 ☎", id="emoji-stay-without-joiners"),
        pytest.param("北京 क्षेत्र", "北京 क्षेत्र", id="marks-that-are-spelling-stay"),
        pytest.param("\x00\x1f\n", "\x00\x1f\n", id="controls-stay"),
        pytest.param("", "", id="empty"),
    ],
)
def test_fold_gives_the_one_spelling(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_korean_is_the_same_composed_and_decomposed() -> None:
    composed = "한국"
    assert fold(composed).text == fold(unicodedata.normalize("NFD", composed)).text


def test_every_character_folds_once_and_alike_on_every_path() -> None:
    # The careful path is forced by a character outside the common ones.
    careful = "\u00e9"
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in ("Cn", "Co", "Cs"):
            continue  # not assigned, private, or half of a pair
        folded = fold(character).text
        assert fold(folded).text == folded, f"U+{code:04X} folds further"
        assert fold(careful + character).text == "e" + folded, f"U+{code:04X} depends on its path"


@pytest.mark.parametrize(
    ("written", "found", "source"),
    [
        pytest.param("وقال المَحْكَمَةُ نعم", "المحكمه", "المَحْكَمَةُ", id="last-vowel-sign-comes-along"),
        pytest.param("قال\u200f نعم", "قال", "قال", id="direction-mark-stays-outside"),
        pytest.param("a ﷺ b", "الله", "ﷺ", id="part-of-a-ligature-is-the-whole"),
        pytest.param("x \u200fﻻجئ\u200f y", "لاجي", "ﻻجئ", id="lam-alef"),
        pytest.param("de\u0301ja\u0300 vu", "deja", "de\u0301ja\u0300", id="combining-accents"),
        pytest.param("Straßen", "strasse", "Straße", id="one-letter-became-two"),
        pytest.param("هـ تاريخ", "ه", "هـ", id="tatweel-after-the-letter"),
        pytest.param("٤٤٬٠٠٠ نسمة", "44٬000", "٤٤٬٠٠٠", id="equal-widths"),
        pytest.param("plain Text", "text", "Text", id="ascii"),
    ],
)  # fmt: skip
def test_the_way_back_leads_to_the_written_form(written: str, found: str, source: str) -> None:
    folded = fold(written)
    start = folded.text.index(found)
    first, stop = folded.source(start, start + len(found))
    assert written[first:stop] == source


def test_an_empty_run_leads_to_an_empty_run() -> None:
    folded = fold("مَن é")
    assert folded.source(0, 0) == (0, 0)
    assert folded.source(len(folded.text), len(folded.text)) == (5, 5)
