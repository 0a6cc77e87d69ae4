"""Folding and cutting keep their promises for any mixture of scripts, marks and signs."""
# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from amana.text import fold, tokens, words

LETTERS = (
    "اأإآٱبةهىيئؤوكکی ءﻻﷺ٤۴\u064e\u0651\u0670ـ\u200f\u200d\ufeff"
    " aAéE\u0301ßİ½²™'’ʾ_-.,٬،05\n👩北が한"
)
TEXTS = st.one_of(st.text(), st.text(alphabet=LETTERS, max_size=60))


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded


@given(TEXTS, TEXTS)
def test_folding_goes_piece_by_piece(left: str, right: str) -> None:
    assert fold(left + right).text == fold(left).text + fold(right).text


@given(TEXTS, st.data())
def test_the_way_back_covers_exactly_what_was_folded(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, stop = folded.source(start, end)
    assert 0 <= first <= stop <= len(text)
    assert folded.text[start:end] in fold(text[first:stop]).text
    if start == end:
        assert first == stop
        return

    def length(chars: int) -> int:
        return len(fold(text[:chars]).text)

    assert length(first) <= start < length(first + 1)  # begins with the character it came from
    assert end <= length(stop)
    assert length(stop) - length(stop - 1) == 0 or length(stop - 1) < end  # and ends with it


@given(TEXTS)
def test_the_way_back_never_runs_backwards(text: str) -> None:
    folded = fold(text)
    ends = [folded.source(place, place + 1) for place in range(len(folded.text))]
    assert all(a <= c and b <= d for (a, b), (c, d) in pairwise(ends))
    assert all(first < stop for first, stop in ends)


@given(TEXTS)
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    last = 0
    for word, start, end in tokens(text):
        assert last <= start < end <= len(text)
        assert word
        kept = iter(text[start:end])
        assert all(letter in kept for letter in word)  # a subsequence: only joints were taken out
        last = end


@given(TEXTS)
def test_the_quick_list_of_words_is_the_same(text: str) -> None:
    assert words(text) == [word for word, _, _ in tokens(text)]


@given(TEXTS)
def test_folding_first_or_cutting_first_finds_words_of_the_same_letters(text: str) -> None:
    folded = fold(text).text
    for word in words(folded):
        assert fold(word).text == word
        assert words(word) == [word]
