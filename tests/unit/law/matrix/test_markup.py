from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.core import UsageError
from amana.law.label import Label
from amana.law.matrix.markup import (
    code,
    figure,
    joined,
    link,
    plain,
    quoted,
    sentence,
    tag,
    told,
    wording,
)
from amana.law.matrix.rows import PROVISION
from amana.law.matrix.shapes import Noted, Notice, Scope, Section, Status
from amana.law.statute import Kind, thresholds
from amana.records import Effect, Held
from amana.text import PRINTED_LANGUAGES

SLOT = re.compile(r"\{[a-z_]+\}")


@given(st.text())
def test_nobody_elses_words_make_markup(text: str) -> None:
    for made in (told(text), figure(text), code(text), quoted(text), plain(text)):
        bare = re.sub(r"</?(bdi|code)( dir=\"ltr\")?>", "", made)
        assert "<" not in bare
        assert ">" not in bare
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", made)


def test_a_quote_keeps_its_lines_and_shows_what_would_steer_them() -> None:
    assert quoted("one\ntwo \u202egpj.exe") == "one\ntwo [U+202E]gpj.exe"
    assert told("one\ntwo") == "<bdi>one[U+000A]two</bdi>"


def test_attributes_are_escaped() -> None:
    made = tag("p", plain("x"), class_='a" onclick="b', aria_label="<")
    assert made == '<p class="a&quot; onclick=&quot;b" aria-label="&lt;">x</p>'
    assert link('https://x.example/"><b>', plain("y")) == (
        '<a href="https://x.example/&quot;&gt;&lt;b&gt;">y</a>'
    )
    assert link(None, plain("y")) == "y"


def test_what_fills_a_place_is_never_taken_for_one() -> None:
    words = wording("en")
    assert words.say("of", key=told("{day}")) == "Charge <bdi>{day}</bdi>"


def test_a_label_is_in_the_language_of_the_page() -> None:
    label = Label(en="conduct", ar="سلوك")
    assert [wording(language).label(label) for language in PRINTED_LANGUAGES] == ["conduct", "سلوك"]
    assert wording("ar").listed([plain("a"), plain("b")]) == "a، b"
    assert joined([plain("a"), plain("b")], " & ") == "a &amp; b"


def test_both_languages_have_the_same_phrases_with_the_same_places() -> None:
    english, arabic = (wording(language).phrases for language in ("en", "ar"))
    assert english.keys() == arabic.keys()
    for name, phrase in english.items():
        assert sorted(SLOT.findall(phrase)) == sorted(SLOT.findall(arabic[name])), name


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_there_are_words_for_whatever_a_matrix_can_say(language: str) -> None:
    kinds = {*Kind, PROVISION, *(each.nature for each in thresholds())}
    wanted = {f"notice.{each}" for each in Noted} | {f"status.{each}" for each in Status}
    wanted |= {f"effect.{each}" for each in Effect} | {f"links.{each}" for each in Effect}
    wanted |= {f"held.{each}" for each in Held} | {f"scope.{each}" for each in Scope}
    wanted |= {f"section.{each}" for each in Section} | {f"kind.{each}" for each in kinds}
    wanted |= {f"section_remark.{each}" for each in Section}
    assert wanted <= wording(language).phrases.keys()


def test_a_language_without_words_is_told() -> None:
    with pytest.raises(UsageError) as error:
        wording("fr")
    assert error.value.remedy == "use one of: en, ar"


def test_a_notice_is_a_plain_sentence_where_there_is_no_markup() -> None:
    gone = Notice(code=Noted.GONE, about="IT-7F3K-Q2M9\u202e", number=7)
    assert sentence(gone) == (
        "The link in entry 7 cites item IT-7F3K-Q2M9[U+202E], which was erased."
    )
    met = Notice(code=Noted.ONE_ORIGIN_AT_STANDARD, about="reasonable_basis", number=3, count=1)
    assert "“reasonable basis" in sentence(met)
    assert "reasonable_basis" not in sentence(met, "ar")
    for each in Noted:
        about = "reasonable_basis" if each is Noted.ONE_ORIGIN_AT_STANDARD else "x"
        for language in PRINTED_LANGUAGES:
            assert "{" not in sentence(Notice(code=each, about=about, number=1, count=2), language)
