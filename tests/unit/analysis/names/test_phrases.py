from __future__ import annotations

from amana.analysis.names.gazetteer import Entry
from amana.analysis.names.phrases import (
    Sentence,
    Settled,
    after_comma,
    begun,
    ended,
    key_of_body,
    owned,
    phrase_of,
)
from amana.analysis.names.pieces import pieces_of
from amana.analysis.names.tokens import tokens_of


def sentence(text: str) -> Sentence:
    tokens = tokens_of(text, 0, len(text))
    names = [
        Settled(0, tokens, piece, piece.entry or Entry(piece.type or "PERSON", "x", "X"))
        for piece in pieces_of(tokens, headline=False)
    ]
    return Sentence(text, tokens, names)


def words(here: Sentence, first: int, last: int) -> str:
    return here.text[here.tokens[first].start : here.tokens[last - 1].end]


def test_a_phrase_goes_from_its_owner_to_its_title() -> None:
    here = sentence("They met the Harbour Tribunal's new chief prosecutor Omar Nordenov.")
    title = here.title_before(8)
    assert title is not None
    assert title.plain == "chief prosecutor"
    phrase = phrase_of(here, begun(here, title), title.last, title)
    assert words(here, phrase.first, phrase.last) == ("the Harbour Tribunal's new chief prosecutor")
    assert owned(here, phrase)
    assert phrase.of == "x"


def test_a_phrase_goes_on_after_its_title() -> None:
    here = sentence("They met the head of the Harbour Tribunal's legal branch and left.")
    title = here.title_at(3)
    assert title is not None
    assert words(here, 3, ended(here, title)) == "head of the Harbour Tribunal's legal branch"


def test_an_apposition_begins_after_a_comma() -> None:
    here = sentence("Omar Nordenov, the former Libyan foreign minister, left.")
    title = after_comma(here, 2)
    assert title is not None
    assert title.plain == "foreign minister"
    assert after_comma(sentence("Omar Nordenov, a ship, left."), 2) is None


def test_an_adjective_tells_of_a_country() -> None:
    assert key_of_body(Entry("NORP", "libyan", "Libyan", country="libya")) == "libya"
    assert key_of_body(Entry("NORP", "sunni", "Sunni")) is None
    assert key_of_body(Entry("ORG", "hrt", "HRT")) == "hrt"
