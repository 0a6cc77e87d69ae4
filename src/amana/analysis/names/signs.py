"""What the words of an open piece, and those around it, say about its kind.

Each sign adds to the score of a type. Nothing is decided here: the signs of all places where a name
stands are added up, with what a trained model says (`deciding`).
"""

from __future__ import annotations

from collections import Counter

from amana.analysis.names.gazetteer import Match, match_at
from amana.analysis.names.lexicon import given_names, grammar, is_common, phrase_at, surnames
from amana.analysis.names.pieces import Piece
from amana.analysis.names.tokens import COMMA, HYPHEN, POSSESSIVE, SLASH, SPACE, Token

Signs = Counter[str]

SURE = 30
"""A type with such a score, in tenths, needs no further sign."""

_LONGEST_ACRONYM = 6
_YOUNGEST, _OLDEST = 5, 105
_NOUNS_AFTER = (("groups", "ORG", 20), ("weapons", "WEAPON", 20), ("place_after", "GPE", 15))
_AND = frozenset({"and", "or"})
_LONGEST_LIST = 4
_ARMED = frozenset({"fighters", "militants"})
_STATES = frozenset({"party", "signatory", "member"})
_CLAUSE = 5
_OF_STATES = frozenset({"ministry", "army", "parliament", "embassy", "navy", "armed"})
_TITLED = 4
_LOOSE = frozenset({"to", "from", "at"})
_AGE_WORDS = frozenset({"aged", "age"})


def signs_of(tokens: list[Token], piece: Piece) -> Signs:
    """Return the signs for an open piece in its sentence."""
    found = _inside(tokens, piece)
    found += _before(tokens, piece)
    found += _after(tokens, piece)
    if piece.first and not piece.titled and tokens[piece.first - 1].folded == "the":
        found["PERSON"] //= 2  # persons have no article
        if not _before_noun(tokens, piece.last):
            found["ORG"] += 10
    return found


def _before_noun(tokens: list[Token], at: int) -> bool:
    """Tell whether an article may belong to a noun here: "the Norden administration"."""
    return at < len(tokens) and tokens[at].near and tokens[at].folded not in grammar().never


def _inside(tokens: list[Token], piece: Piece) -> Signs:
    words = tokens[piece.first : piece.last]
    found: Signs = Counter()
    names = [word for word in words if word.folded in given_names()]
    if len(words) > 1 and words[0] in names:
        found["PERSON"] += 25
    elif names and not all(map(is_common, words)):
        found["PERSON"] += 10 if words[-1] in names or len(words) > 1 else 5
    if any(word.folded in grammar().given_marks for word in words[:-1]):
        found["PERSON"] += 15 if len(words) > 2 else 5  # noqa: PLR2004 - "al-Norden" may be a town
    if any(len(word.text) == 1 for word in words[1:]) and len(words) > 2:  # noqa: PLR2004 - an initial inside
        found["PERSON"] += 15
    if words[-1].folded in surnames():
        found["PERSON"] += 25
    if len(words) == 1 and _is_acronym(words[0]):
        found["ORG"] += 15
    if len(words) > 1 and words[0].folded in grammar().place_words:
        found["GPE"] += 20
    return found


def _is_acronym(word: Token) -> bool:
    return 1 < len(word.text) <= _LONGEST_ACRONYM and word.text.isupper()


def _before(tokens: list[Token], piece: Piece) -> Signs:
    found: Signs = Counter()
    if piece.titled:
        found["PERSON"] += 30
    if not piece.first:
        return found
    before, gap = tokens[piece.first - 1], tokens[piece.first].gap
    if gap == SLASH:
        found["PERSON"] += 20
    if gap == SPACE and not before.capital:
        found += _word_before(tokens, piece, before)
    if gap in (SPACE, COMMA) and before.folded in grammar().kin:
        found["PERSON"] += 20
    found["GPE"] += _lists_places(tokens, piece)
    return found


def _word_before(tokens: list[Token], piece: Piece, before: Token) -> Signs:
    if before.folded in grammar().place_before:
        return Counter({"GPE": 5 if before.folded in _LOOSE else 10})
    if before.folded == "of" and piece.first > 1:
        return _of(tokens[piece.first - 2])
    if before.folded == "the":
        return Counter({"ORG": 5} if _is_acronym(tokens[piece.first]) else {})
    return Counter()


def _of(before: Token) -> Signs:
    if before.folded in grammar().place_of:
        return Counter({"GPE": 25})
    if before.folded in grammar().group_of:
        return Counter({"ORG": 45 if before.folded in _ARMED else 10})
    return Counter()


def _lists_places(tokens: list[Token], piece: Piece) -> int:
    """Return the score of standing in a list of places: "in Norhaven, Estra and Vesk"."""
    at = piece.first
    if tokens[at].folded in given_names() and piece.last - at > 1:
        return 0
    follows = tokens[piece.last] if piece.last < len(tokens) else None
    listed = follows is None or follows.gap == COMMA or follows.folded in _AND
    for _ in range(_LONGEST_LIST):
        last = at - 1 if at and tokens[at - 1].folded in _AND else at
        if not last or (last == at and (tokens[at].gap != COMMA or not listed)):
            return 0
        at = last - 1
        while at and tokens[at].near and tokens[at - 1].capital:
            at -= 1
        if match := _ending(tokens, at, last):
            inside = match.first > 1 and tokens[match.first - 1].folded in grammar().place_before
            return (40 if inside else 20) * (match.entry.type in {"GPE", "FAC"})
        listed = True
    return 0


def _ending(tokens: list[Token], first: int, last: int) -> Match | None:
    """Return the well-known name of up to three words that ends here."""
    for at in range(max(first, last - 3), last):
        known = match_at(tokens, at)
        if known and known.last == last:
            return known
    return None


def _after(tokens: list[Token], piece: Piece) -> Signs:
    found: Signs = Counter()
    if piece.last >= len(tokens):
        return found
    after = tokens[piece.last]
    if after.gap == SPACE:
        found += _next_word(tokens, piece, after)
    if after.gap == COMMA:
        found += _apposition(tokens, piece)
    if after.gap == POSSESSIVE and after.folded in grammar().of_persons:
        found["PERSON"] += 10
    if after.gap == POSSESSIVE and _office(tokens, piece.last):
        found["GPE"] += 15
    if after.gap == POSSESSIVE and _has_ministry(tokens, piece.last):
        found["GPE"] += 25
    if after.gap == SPACE and after.folded == "government":
        found["GPE"] += 20
    if after.gap == HYPHEN and after.folded in {"based", "born"}:
        found["GPE"] += 20
    return found


def _has_ministry(tokens: list[Token], at: int) -> bool:
    """Tell whether a ministry, army or parliament follows: "Norland's Foreign Ministry"."""
    for word in tokens[at : at + _TITLED]:
        if not word.capital:
            return False
        if word.folded in _OF_STATES:
            return True
    return False


def _office(tokens: list[Token], at: int) -> bool:
    """Tell whether an office of a State follows: "Norland's foreign minister"."""
    size = phrase_at("titles", tokens, at)
    return bool(size) and tokens[at + size - 1].folded in grammar().offices


def _next_word(tokens: list[Token], piece: Piece, after: Token) -> Signs:
    if after.folded in grammar().person_after:
        return Counter({"PERSON": 10})
    if after.capital:
        return Counter()
    if phrase_at("GPE small", tokens, piece.last):
        return Counter({"GPE": 25})
    for words, type_, score in _NOUNS_AFTER:
        if after.folded in getattr(grammar(), words):
            return Counter({type_: score})
    return Counter()


def _apposition(tokens: list[Token], piece: Piece) -> Signs:
    """Return what follows a comma: an age, a role, the country of a town."""
    after = tokens[piece.last]
    aged = after.text.isdecimal() and _YOUNGEST <= int(after.text[:4]) <= _OLDEST
    if aged or after.folded in _AGE_WORDS or after.folded == "who":
        return Counter({"PERSON": 20})
    if after.folded == "which":
        return _which(tokens, piece)
    at, last = piece.last, len(tokens) - 1
    while at < last and (at == piece.last or tokens[at].near) and _may_modify(tokens[at]):
        at += 1
    if phrase_at("titles", tokens, at):
        return Counter({"PERSON": 20})
    if tokens[at].folded in grammar().place_of:
        return Counter({"GPE": 25})
    known = match_at(tokens, piece.last)
    if known and known.entry.type == "GPE":
        return Counter({"GPE": 15})
    return Counter()


def _which(tokens: list[Token], piece: Piece) -> Signs:
    """Return what a clause with "which" says: no person; a State is party to a treaty."""
    before = tokens[piece.first - 1].folded if piece.first else ""
    clause = {word.folded for word in tokens[piece.last : piece.last + _CLAUSE]}
    if before in grammar().place_before or clause & _STATES:
        return Counter({"GPE": 25})
    return Counter({"ORG": 16})


def _may_modify(word: Token) -> bool:
    return word.folded in {"a", "an", "the"} or word.folded in grammar().before_titles
