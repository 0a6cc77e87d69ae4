from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.reading.likeness import distance, kinship
from amana.reading.likeness.measures import LEAST_CONTAINED

SETS = st.frozensets(st.text(max_size=3), max_size=30)


def numbered(first: int, last: int) -> frozenset[str]:
    return frozenset(map(str, range(first, last)))


@given(SETS, SETS)
def test_likeness_goes_both_ways_and_stays_within_its_bounds(
    one: frozenset[str], other: frozenset[str]
) -> None:
    measured = kinship(one, other)
    assert measured == kinship(other, one)
    assert 0 <= measured.jaccard <= measured.contained <= 1


def test_a_text_is_wholly_like_itself() -> None:
    assert kinship(numbered(0, 9), numbered(0, 9)).jaccard == 1
    assert not kinship(frozenset(), frozenset()).alike


def test_a_shortened_reprint_has_one_origin_with_the_whole() -> None:
    measured = kinship(numbered(0, 400), numbered(0, 100))
    assert (measured.jaccard, measured.contained) == (0.25, 1)
    assert measured.one_origin
    assert measured.alike


def test_a_slogan_in_many_texts_is_no_origin() -> None:
    assert not kinship(numbered(0, 400), numbered(0, LEAST_CONTAINED - 1)).one_origin


def test_half_in_common_is_alike_and_no_reprint() -> None:
    measured = kinship(numbered(0, 100), numbered(30, 130))
    assert measured.alike
    assert not measured.one_origin


def test_hashes_differ_in_bits() -> None:
    assert distance("ff00", "fe01") == 2
    with pytest.raises(ValueError, match="2 and 4 digits"):
        distance("aa", "bbcc")
