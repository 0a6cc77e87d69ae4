from __future__ import annotations

from collections import Counter

from amana.analysis.names.deciding import (
    Place,
    Surface,
    decided,
    gathered,
    heard,
    printed,
    unclear,
)
from amana.analysis.names.pieces import pieces_of
from amana.analysis.names.signs import Signs
from amana.analysis.names.tokens import tokens_of
from amana.analysis.parsing import Named


def opened(text: str) -> list[Place]:
    tokens = tokens_of(text, 0, len(text))
    pieces = pieces_of(tokens, headline=False)
    return [Place(0, tokens, piece) for piece in pieces if piece.type is None]


def test_one_sure_sign_decides_for_every_place() -> None:
    places = opened("President Omar Nordenov spoke. They praised Nordenov and Vesk.")
    signs = gathered(places, {})
    types = decided(places, signs, {}).types
    assert types["omar", "nordenov"] == "PERSON"
    assert types["nordenov",] == "PERSON"
    assert ("vesk",) not in types


def test_the_model_is_asked_about_unclear_names_only() -> None:
    places = opened("President Omar Nordenov spoke. They praised Vesk.")
    assert unclear(gathered(places, {}), {}) == {("vesk",)}


def test_the_model_is_heard_by_the_share_of_places() -> None:
    text = "They praised Vesk."
    places = opened(text)
    votes = heard(places, {0: [Named(13, 17, "ORG")]})
    assert votes == {("vesk",): Counter({"ORG": 15})}
    assert decided(places, gathered(places, {}), votes).types == {("vesk",): "ORG"}


def test_common_words_alone_are_no_name_of_a_place() -> None:
    places = opened("They left Grave Waters.")
    votes: dict[Surface, Signs] = {("grave", "waters"): Counter({"GPE": 20})}
    assert decided(places, gathered(places, {}), votes).types == {}


def test_words_are_printed_with_their_hyphens() -> None:
    text = "Omar  al-Nordenov"
    assert printed(tokens_of(text, 0, len(text))) == "Omar al-Nordenov"
