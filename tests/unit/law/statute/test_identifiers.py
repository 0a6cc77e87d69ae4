# ruff: noqa: E501, RUF001 - a table of spellings; full-width brackets and Arabic digits are meant

from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.law import identified, identified_all

WRITTEN = {
    "rs:8(2)(b)(iv)": [
        "Art. 8(2)(b)(iv)", "article 8, paragraph 2 (b) (iv)", "Article 8 (2) (b) (iv) of the Rome Statute",
        "art 8 para 2 b iv", "ARTICLE 8(2)(B)(IV)", "Article 8, para. 2, sub-para. (b), cl. (iv)", "8.2.b.iv", "8(2)b)iv)",
        "Article 8（2）（b）（ⅳ）", "Article 8[2][b][iv]", "§ 8(2)(b)(iv)", "ICC Statute, art. 8 § 2 (b) iv", "Article 8\u00a0(2)\n(b) (iv)",
        "sub-paragraph (b)(iv) of paragraph 2 of article 8", "Article 8(2)(b)(iv) of the Rome Statute of 17 July 1998",
        "article 8, paragraphe 2 b) iv)", "l’article 8-2-b-iv du Statut de Rome", "article 8, paragraphe 2, alinéa b), point iv)",
        "Artikel 8 Abs. 2 lit. b Nr. iv IStGH-Statut",
        "المادة 8 (2) (ب) (4)", "المادة ٨، الفقرة ٢ (ب) ‘٤’", "الفقرة 2 (ب) ‘4’ من المادة 8", "المادة 8-2-ب-4",
        "م 8/2/ب/4", "م. ٨/٢/ب/٤", "المادة 8/2/ب/4", "بموجب المادة ٨ (٢) (ب) '٤' من نظام روما الأساسي", "للمادة 8 (2) (باء) (4)", "\u200fالمادة 8\u200f (2) (ب) (4)",
    ],
    "rs:8bis": ["Article 8 bis", "8bis", "المادة 8 مكررا", "المادة 8 مكرراً", "art. 8 bis du Statut"],
    "rs:15ter": ["Article 15 ter", "المادة 15 مكررا ثانيا"],
    "rs:15bis(4)": ["15 bis(4)", "المادة 15 مكررا (4)", "article 15 bis, paragraph 4"],
    "rs:25(3bis)": ["Article 25(3 bis)", "Art. 25 (3) bis", "المادة 25، الفقرة 3 مكررا", "rs:25(3bis)"],
    "rs:28(b)": ["Article 28(b)", "Art. 28 b", "المادة 28 (ب)", "والمادة 28 (ب)"],
    "rs:7(1)(f)": [
        "paragraph 1(f) of article 7", "المادة 7 (1) (و)", "المادة 7/1/و", "المادة ٧/١/و", "المادة 7 / 1 / و", "المادة 7-1-و", "7/1/و",
        "م 7/1/و", "م. 7 (1) (و)", "م ٧/١/و", "م/7/1/و", "م7/1/و", "م. 7 / 1 / و من نظام روما", "المادة (7) (1) (و)", "الفقرة (1) (و) من المادة (7)",
    ],
    "rs:7(1)(e)": ["م 7/1/هـ", "م 7/1/ه"],
    "rs:8bis(1)": ["م 8 مكرر/1", "المادة 8 مكررا/١", "المادة (8) مكررا (1)"],
    "rs:8(2)(c)(i)-4": ["8(2)(c)(i)-4", "Article 8 (2) (c) (i)–4", "المادة 8 (2) (ج) ‘1’-4", "art. 8-2-c-i-4"],
    "rs:8(2)(c)(i)-4#2": ["rs:8(2)(c)(i)-4#2"],
    "rs:25(3)(a)/co#2": ["rs:25(3)(a)/co#2"],
    "rs:28(a)#2b": ["rs:28(a)#2b"],
    "rs:5(a)": ["Article 5(a)"],
    "rs:8(2)(b)": ["المادة الثامنة (2) (ب)", "الفقرة الثانية (ب) من المادة الثامنة"],
    "rs:25(3)(a)": ["Art 25(3)(a)", "article 25-3-a", "sub-paragraph (a) of paragraph 3 of article 25", "المادة ٢٥ (٣) (أ)", "المادة الخامسة والعشرون (3) (أ)", "الفقرة الثالثة (أ) من المادة الخامسة والعشرين"],
    "rs:12(3)": ["Article 12(3)", "Article 12 paragraph 3", "المادة الثانية عشرة، الفقرة الثالثة"],
    "rs:7": ["Article 7 - Crimes against humanity", "Article 7 — a crime", "Article 7 (crimes against humanity)"],
    "rs:7(1)(g)-6": ["Article 7 (1) (g)-6 - Crime against humanity of sexual violence", "Art. 7(1)(g)–6"],
    "rs:8(2)(a)(i)": ["المادة 8 (2) (أ) ‘1’ - جريمة الحرب المتمثلة في القتل العمد", "Article 8 (2) (a) (i): War crime of wilful killing"],
    "rs:13": ["Article 13 - a title"],
    "rs:58(1)(b)(iii)": ["Article 58(1)(b)(iii)"],
}  # fmt: skip

REFUSED = {
    "Article 8(2)(b)(xxx)": "no rs:8(2)(b)(xxx); did you mean rs:8(2)(b)(xxix)?",
    "7(f)": "no rs:7(f); did you mean rs:7(1)(f)?",
    "13(1)(b)": "did you mean rs:13(b)?",
    "8(2)(c)(i)-9": "no rs:8(2)(c)(i)-9; did you mean rs:8(2)(c)(i)-4?",
    "Art. 8 Abs. 9": "no rs:8(9)",
    "Article 147": "the Rome Statute has no rs:147",
    "Article 147 of the Fourth Geneva Convention": "another instrument",
    "Article 8 of the Fourth Geneva Convention": "another instrument",
    "Article 38 of the Statute of the International Court of Justice": "another instrument",
    "Article 6 ECHR": "another instrument",
    "المادة 3 المشتركة": "another instrument",
    "Articles 7 and 8": "names several provisions: rs:7, rs:8",
    "torture": "names no provision",
    "": "names no provision",
    "8 people": "cannot be read to its end",
    "Article 8(2)(b)(iv)zzz": "cannot be read to its end",
    "rs:8(2)(b)(iv": "cannot be read to its end",
    "المادة 7 (1) (ت)": "cannot be read to its end",  # letters count in abjad order
    "المادة 7/1/ت": "cannot be read to its end",
    "المادة 7/1/و8": "cannot be read to its end",  # the letter, or "and 8": nobody can say
    "م 7/1/و 8/2/أ": "no rs:7(1)(f)(8)(2)(a)",
    "و/1/7": "no rs:1(7)",
    "م 7 مكرر/1": "no rs:7bis(1)",
    "rs:25(3)(a)/cox": "did you mean rs:25(3)(a)/co?",
    "rs:8(2)(b)(iv)#6": "did you mean rs:8(2)(b)(iv)#5?",
    "rs:25(3)(a)#1": "is no crime or mode",
    "rs:8(2)(c)(i)#1": "is no crime or mode",
    "rs:8(2)(b)(xxvii)#1": "no elements of rs:8(2)(b)(xxvii) are known here",
}


@pytest.mark.parametrize(
    ("text", "identifier"),
    [(text, identifier) for identifier, texts in WRITTEN.items() for text in texts],
)
def test_a_provision_is_found_however_it_is_written(text: str, identifier: str) -> None:
    assert identified(text) == identifier


@pytest.mark.parametrize(("text", "said"), REFUSED.items())
def test_what_is_no_provision_is_refused_with_the_nearest(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        identified(text)
    assert said in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(("letter", "label"), list(zip("أبجدهوزحطيك", "abcdefghijk", strict=True)))
def test_arabic_letters_count_in_abjad_order(letter: str, label: str) -> None:
    # Article 7(1) has eleven letters in both languages: murder is the first, the last "other acts".
    assert identified(f"المادة 7 (1) ({letter})") == f"rs:7(1)({label})"


def names(text: str) -> list[tuple[str, str]]:
    return [(each.id, text[each.char_start : each.char_end]) for each in identified_all(text)]


def test_lists_and_ranges_name_each_provision() -> None:
    assert names("Articles 7(1)(a) and (f)") == [
        ("rs:7(1)(a)", "Articles 7(1)(a)"),
        ("rs:7(1)(f)", "(f)"),
    ]
    assert [each for each, _ in names("Articles 6, 7 and 8")] == ["rs:6", "rs:7", "rs:8"]
    assert [each for each, _ in names("articles 6 à 8")] == ["rs:6", "rs:7", "rs:8"]
    assert [each for each, _ in names("Articles 8(2)(e)(xiii) to (xv)")] == [
        "rs:8(2)(e)(xiii)", "rs:8(2)(e)(xiv)", "rs:8(2)(e)(xv)",
    ]  # fmt: skip
    assert [each for each, _ in names("paragraphs 1 (a) and (f) of article 7")] == [
        "rs:7(1)(a)", "rs:7(1)(f)",
    ]  # fmt: skip
    assert [each for each, _ in names("Article 12(2)(a) and (3)")] == ["rs:12(2)(a)", "rs:12(3)"]
    arabic = "المواد 6 و7 و8 من نظام روما، والمادة 7 (1) (أ) و(و)"
    assert [each for each, _ in names(arabic)] == [
        "rs:6", "rs:7", "rs:8", "rs:7(1)(a)", "rs:7(1)(f)",
    ]  # fmt: skip


def test_words_of_a_sentence_are_no_labels() -> None:
    assert names("Under Article 13 a referral was made.") == [("rs:13", "Article 13")]
    assert names("It falls under Article 12. 3 people died.") == [("rs:12", "Article 12")]
    assert names("Article 8 and 12 people") == [("rs:8", "Article 8")]
    assert names("Article 8 (2010), Article 6 (genocide)") == [
        ("rs:8", "Article 8"),
        ("rs:6", "Article 6"),
    ]


def test_one_letter_is_short_for_article_where_nothing_else_is_meant() -> None:
    assert names("وفق م 7/1/و، م. 8 (2) (ب) من نظام روما") == [
        ("rs:7(1)(f)", "م 7/1/و"),
        ("rs:8(2)(b)", "م. 8 (2) (ب)"),
    ]
    assert names("(م 7/1/و)") == [("rs:7(1)(f)", "م 7/1/و")]
    # A year of our era, a company, a time of day, a bare letter, another word, another instrument.
    for other in (
        "عام 2002 م. 60 دولة", "ش.م.م. 7/1/و", "الساعة 7 م 8/2/ب", "ارتفاع م 7 ثم", "لم 7/1/و",
        "م 51/1 من ميثاق الأمم المتحدة",
    ):  # fmt: skip
        assert names(other) == [], other


def test_an_arabic_and_is_a_letter_only_where_a_sign_sets_it_off() -> None:
    assert names("المادة 7/1/و و8") == [("rs:7(1)(f)", "المادة 7/1/و")]
    assert names("المادة 7/1/وغيرها") == [("rs:7(1)", "المادة 7/1")]


def test_articles_of_other_instruments_are_left_out_and_their_neighbours_stay() -> None:
    text = (
        "grave breaches of the Geneva Conventions (Article 8(2)(a)(i)), Article 51 of the UN "
        "Charter, common Article 3, Geneva Convention IV, Article 147, Article 51(5)(b) of "
        "Protocol I, and Article 25(3)(a) of the Statute"
    )
    assert [each for each, _ in names(text)] == ["rs:8(2)(a)(i)", "rs:25(3)(a)"]
    assert names("المادة 51 من ميثاق الأمم المتحدة") == []


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    text = "وفقاً للـمادّة ٨ (٢) (ب) ‘٤’ من النظام"
    assert names(text) == [("rs:8(2)(b)(iv)", "للـمادّة ٨ (٢) (ب) ‘٤’")]


def test_a_numeral_that_is_none_is_not_dropped() -> None:
    with pytest.raises(UsageError, match="cannot be read to its end"):
        identified("Art 8(2)(b)(iiii)")
    assert identified("Article 7 (crimes against humanity)") == "rs:7"


def test_a_dash_may_stand_before_bis() -> None:
    assert identified("8-bis") == identified("Article 8-bis") == "rs:8bis"
    assert identified("Article 15-ter") == "rs:15ter"
