from __future__ import annotations

import pytest

from amana.analysis.names.gazetteer import countries, entries, match_at, spellings
from amana.analysis.names.tokens import tokens_of


def key(text: str) -> str | None:
    known = match_at(tokens_of(text, 0, len(text)), 0)
    return known.entry.key if known else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ICC judges", "international-criminal-court"),
        ("International Criminal Court", "international-criminal-court"),
        ("U.S. ships", "united-states"),
        ("America", "united-states"),
        ("Deir al-Zour", "deir-ez-zor"),
        ("Deir Al Zour", "deir-ez-zor"),
        ("REUTERS", "reuters"),
        ("us and them", None),
        ("who came", None),
        ("nice weather", None),
    ],
)
def test_spellings_lead_to_one_key(text: str, expected: str | None) -> None:
    assert key(text) == expected


def test_adjectives_know_their_country() -> None:
    known = match_at(tokens_of("Libyans", 0, 7), 0)
    assert known is not None
    assert (known.entry.type, known.entry.country) == ("NORP", "libya")
    assert known.entry.country in countries()


def test_a_spelling_has_one_entry() -> None:
    for known in spellings().values():
        spelt = [tuple((word.gap, word.text) for word in each.words) for each in known]
        assert len(set(spelt)) == len(spelt)


def test_every_entry_has_a_type_of_the_guide() -> None:
    types = {"ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "WEAPON"}
    assert {each.type for each in entries().values()} == types
