"""Names and roles in English paragraphs.

What the gazetteer knows and what tells its kind itself is settled sentence by sentence. Open names
are weighed over the whole text: titles, ages, prepositions and given names are signs, and a trained
model is asked about sentences with names that signs leave unclear. Headlines come last, because
there every word has a capital: names in them are those of the text and of the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from amana.analysis.frame import Frame, Zone
from amana.analysis.names.deciding import Place
from amana.analysis.names.lexicon import grammar, is_common
from amana.analysis.names.phrases import Settled
from amana.analysis.names.pieces import pieces_of
from amana.analysis.names.roles import roles
from amana.analysis.names.settling import Names
from amana.analysis.names.tokens import Token, tokens_of
from amana.analysis.tools import Tools
from amana.records import Mention, Role

_HEADLINE_WORDS, _SMALL_SHARE, _LONG_WORD = 4, 0.1, 4


def names(frame: Frame, paragraphs: Sequence[int], tools: Tools) -> list[Mention | Role]:
    """Return the mentions and roles in paragraphs, given by their numbers in the frame."""
    chosen = set(paragraphs)
    body: dict[int, list[Token]] = {}
    headlines: dict[int, list[Token]] = {}
    for number, each in enumerate(frame.sentences):
        if each.paragraph in chosen:
            tokens = tokens_of(frame.text, each.start, each.end)
            (headlines if is_headline(tokens) and frame.zone(each) != Zone.CAPTION else body)[
                number
            ] = tokens
    places = [
        Place(number, tokens, piece)
        for number, tokens in body.items()
        for piece in pieces_of(tokens, headline=False)
    ]
    known = Names(frame, places, tools)
    found = [*known.settled(places)]
    taken = {place.tokens[place.piece.first].start for place in places}
    begun = [known.beginning(number, tokens) for number, tokens in body.items() if tokens]
    found += known.settled([e for e in begun if e and e.piece.start not in taken])
    apart: list[Place] = []
    for number, tokens in headlines.items():
        pieces = pieces_of(tokens, headline=True, local=known.local)
        apart += [Place(number, tokens, piece) for piece in pieces]
    found += known.settled_apart(apart)
    found.sort(key=lambda each: each.piece.start)
    return [*map(partial(_mention, frame), found), *roles(frame, found, body | headlines)]


def is_headline(tokens: Sequence[Token]) -> bool:
    """Tell whether common words of a sentence have capitals, as in headlines."""
    long = [
        each
        for each in tokens
        if len(each.text) >= _LONG_WORD and each.text.isalpha()
        and each.folded not in grammar().never
    ]  # fmt: skip
    small = sum(not each.capital for each in long)
    common = sum(each.capital and is_common(each) for each in long)
    return len(long) >= _HEADLINE_WORDS and small <= _SMALL_SHARE * len(long) and common > 1


def _mention(frame: Frame, name: Settled) -> Mention:
    entry, span = name.entry, frame.span(name.piece.start, name.piece.end)
    return Mention(span=span, type=entry.type, entity=entry.key, canonical=entry.canonical)
