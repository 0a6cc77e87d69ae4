from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.names.deciding import Place
from amana.analysis.names.pieces import pieces_of
from amana.analysis.names.settling import Names
from amana.analysis.names.tokens import tokens_of


def test_names_of_the_body_are_known_in_headlines(frame_of: MakeFrame) -> None:
    frame = frame_of("Commissioner Dalia Mansurova of the Harbour Tribunal (HRT) spoke on Sunday.")
    tokens = tokens_of(frame.text, 0, len(frame.text))
    places = [Place(0, tokens, piece) for piece in pieces_of(tokens, headline=False)]
    names = Names(frame, places, Tools())
    assert {each.entry.key for each in names.settled(places)} == {
        "dalia-mansurova",
        "harbour-tribunal",
    }
    headline = "HRT Warns Harbour Tribunal Staff"
    known = names.local(tokens_of(headline, 0, len(headline)), 0)
    assert known is not None
    assert known.entry.canonical == "Harbour Tribunal"


def test_a_country_that_is_a_surname_of_the_text_is_the_person(frame_of: MakeFrame) -> None:
    for text, type_ in (
        ("We met General Dalia Jordan, 43, there. Jordan said so.", "PERSON"),
        ("We met General Dalia Nordenov, 43, there. Jordan said so.", "GPE"),
    ):
        frame = frame_of(text)
        sentences = [tokens_of(frame.text, each.start, each.end) for each in frame.sentences]
        places = [
            Place(number, tokens, piece)
            for number, tokens in enumerate(sentences)
            for piece in pieces_of(tokens, headline=False)
        ]
        assert [*Names(frame, places, Tools()).settled(places)][-1].entry.type == type_
