# ruff: noqa: RUF001 - letters that look like others are what this is about
from __future__ import annotations

from amana.reading.agreement import doubts, words_of
from amana.reading.notices import Code

TEXT = "قال كمال إن الأمر انتهى في البلدة"


def test_words_are_compared_without_marks_forms_and_other_scripts() -> None:
    assert words_of("قُتِلَ ﻻ in 12 \u202bكمال\u202c") == {"قتل": 1, "لا": 1, "كمال": 1}


def test_agreement_leaves_no_doubt() -> None:
    assert doubts(TEXT, "\u202b" + TEXT + "\u202c") == ()


def test_a_few_different_words_mean_nothing() -> None:
    assert doubts(TEXT, TEXT.replace("الأمر", "األمر")) == ()


def test_no_opinion_leaves_the_order_uncertain() -> None:
    assert [told.code for told in doubts(TEXT, None)] == [Code.ARABIC_ORDER_UNCERTAIN]
    assert [told.code for told in doubts(TEXT, "Latin only")] == [Code.ARABIC_ORDER_UNCERTAIN]


def test_mostly_different_words_are_a_dispute() -> None:
    (told,) = doubts(TEXT, TEXT[::-1])
    assert told.code is Code.ARABIC_ORDER_DISPUTED
    assert told.n >= 5


def test_nothing_to_order_is_nothing_to_doubt() -> None:
    assert doubts("Latin only", None) == ()
