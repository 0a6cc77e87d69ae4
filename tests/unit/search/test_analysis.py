from __future__ import annotations

import pytest

from amana.search import IndexedText, Piece
from amana.search.analysis import (
    analyse,
    encodable,
    exact_words,
    facet_values,
    stem_is_itself,
)


def indexed(title: str | None = None, body: str = "", **other: str | None) -> IndexedText:
    return IndexedText(
        key="IT-1#0", item="IT-1", original="", reading="", article=None, title=title,
        pieces=(Piece(char_start=0, text=body),), language=other.get("language"),
        media_type="text/plain", acl="open", published=other.get("published"),
    )  # fmt: skip


def test_words_are_folded_in_order_and_the_rest_tells_what_differs() -> None:
    found = analyse("وقالت المَحْكَمَةُ إن 44,000 courts")
    assert found.folded == ["وقالت", "المحكمه", "ان", "44000", "courts"]
    assert found.stems == ["قالت", "محكم", "court"]
    assert found.exact == ["المَحْكَمَةُ", "إن"]


def test_plain_latin_text_has_no_other_spellings() -> None:
    assert analyse("The Court").exact == []
    assert analyse("The État").exact == ["état"]


def test_an_exact_word_is_always_among_the_folded_ones_too() -> None:
    # In "№5" the folded text has "5" as a word, and so has the written one; in "x\u200d№" as well.
    for text in ("№5 ½ x\u200d№ ﷺ", "ـ َ مَ", "A\u064bB", "e\u0301"):
        found = analyse(text)
        assert all(analyse(word).folded[0] in found.folded for word in found.exact)


def test_exact_words_keep_marks_and_lose_capitals_and_invisible_signs() -> None:
    assert exact_words("E\u0301TAT مَن\u200f") == ["état", "مَن"]


@pytest.mark.parametrize(("stem", "itself"), [("court", True), ("courts", False), ("محكم", True)])
def test_a_stem_may_be_a_word_of_its_own(stem: str, itself: bool) -> None:
    assert stem_is_itself(stem) is itself


@pytest.mark.parametrize(
    ("published", "year"),
    [
        ("2014", "2014"),
        ("2014-05-12", "2014"),
        ("2014-05?", "2014"),
        ("2014/2016", "2014"),
        ("201X", None),
        ("../2014", None),
        ("-0044", None),
        ("", None),
        (None, None),
    ],
)
def test_the_year_is_counted_where_the_date_has_one(
    published: str | None, year: str | None
) -> None:
    assert dict(facet_values(indexed(published=published)))["year"] == year


def test_an_unknown_language_is_counted_as_undetermined() -> None:
    assert dict(facet_values(indexed()))["language"] == "und"
    assert dict(facet_values(indexed(language="AR")))["language"] == "ar"


def test_halves_of_surrogate_pairs_are_replaced_one_by_one() -> None:
    broken = indexed("a\udcffb", "c\ud800\udc00d")
    whole = encodable(broken)
    assert (whole.title, whole.pieces[0].text) == ("a\ufffdb", "c\ufffd\ufffdd")
    good = indexed("a", "b")
    assert encodable(good) is good
    assert encodable(indexed(None, "\udc80")).title is None
