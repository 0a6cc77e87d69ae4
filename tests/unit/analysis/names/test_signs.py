from __future__ import annotations

import pytest

from amana.analysis.names.pieces import pieces_of
from amana.analysis.names.signs import signs_of
from amana.analysis.names.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Nordenov spoke.", "PERSON"),
        ("Shots near Estrova were heard.", "GPE"),
        ("People in the town of Estrova fled.", "GPE"),
        ("The Estrovan militia fled.", "ORG"),
        ("We met Nordenov, 43, there.", "PERSON"),
        ("We met Nordenov, the former mayor, there.", "PERSON"),
        ("They fled to Estrova, Libya, at night.", "GPE"),
        ("(Photo/Nordenov)", "PERSON"),
        ("Then Estmark's Foreign Ministry spoke.", "GPE"),
        ("The Estmark government left.", "GPE"),
        ("Fighters of Maghas al Thawra fled.", "ORG"),
        ("Then Estmark, which is a party to the treaty, left.", "GPE"),
        ("Then Stratnor, which sells maps, left.", "ORG"),
        ("They met the mayor of Norhaven there.", "GPE"),
    ],
)
def test_words_around_a_name_tell_its_kind(text: str, expected: str) -> None:
    tokens = tokens_of(text, 0, len(text))
    piece = next(each for each in pieces_of(tokens, headline=False) if each.type is None)
    assert signs_of(tokens, piece).most_common(1)[0][0] == expected
