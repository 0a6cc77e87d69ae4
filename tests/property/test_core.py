from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from amana.core import JSON, UsageError, canonical, parse_reference
from amana.core.ids import ALPHABET, check_letter

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
key = st.text(st.characters(max_codepoint=127), max_size=8)
value: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(key, inner, max_size=4),
    max_leaves=12,
)
letters = st.text(st.sampled_from(ALPHABET), min_size=7, max_size=7)


@given(value)
def test_canonical_json_equals_rfc_8785(value: JSON) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(st.dictionaries(key, text, min_size=2))
def test_the_order_of_keys_does_not_matter(members: dict[str, str]) -> None:
    turned = dict(reversed(members.items()))
    assert canonical(turned) == canonical(members)


@given(letters)
def test_the_check_letter_notices_every_single_wrong_letter(seven: str) -> None:
    whole = seven + check_letter(seven)
    for place, letter in enumerate(whole):
        for other in ALPHABET:
            if other != letter:
                refuse(whole[:place] + other + whole[place + 1 :])


@given(letters)
def test_the_check_letter_notices_every_swap_of_two_letters(seven: str) -> None:
    whole = seven + check_letter(seven)
    for first in range(len(whole)):
        for second in range(first + 1, len(whole)):
            if whole[first] != whole[second]:
                swapped = list(whole)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                refuse("".join(swapped))


def refuse(eight: str) -> None:
    with pytest.raises(UsageError, match="check letter"):
        parse_reference(f"IT-{eight[:4]}-{eight[4:]}")
