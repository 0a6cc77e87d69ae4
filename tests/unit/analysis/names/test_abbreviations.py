from __future__ import annotations

from amana.analysis.names.abbreviations import abbreviations_of, types_told
from amana.analysis.names.deciding import Place
from amana.analysis.names.pieces import pieces_of
from amana.analysis.names.tokens import tokens_of


def places(text: str) -> list[Place]:
    tokens = tokens_of(text, 0, len(text))
    return [Place(0, tokens, piece) for piece in pieces_of(tokens, headline=False)]


def test_an_abbreviation_in_brackets_belongs_to_the_name_before() -> None:
    text = "They asked the Harbour Tribunal (HRT) and left."
    short = abbreviations_of(text, places(text))
    assert {key: full.surface for key, full in short.items()} == {("hrt",): ("harbour", "tribunal")}
    assert types_told(short) == {("hrt",): "ORG"}


def test_initials_tell_of_a_body() -> None:
    text = "They asked Estra Nordenov Vesk (ENV) for help."
    assert types_told(abbreviations_of(text, places(text)))["env",] == "ORG"


def test_brackets_alone_explain_nothing() -> None:
    text = "They asked Dalia Mansur (right) for help."
    assert abbreviations_of(text, places(text)) == {}
