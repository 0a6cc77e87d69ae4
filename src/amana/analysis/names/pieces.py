"""Cutting a sentence into pieces that may be names.

A piece is *known* (in the gazetteer, or named so elsewhere in the text), *headed* (it tells of what
kind it is), or *open*: a run of words with capitals whose kind other signs must tell. Titles before
persons are cut off. In a headline, where most words have capitals, common words begin no piece.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from amana.analysis.names.gazetteer import Entry, Match, countries, match_at
from amana.analysis.names.headed import LONGEST, Headed, headed_at, is_number, small_head
from amana.analysis.names.lexicon import given_names, grammar, is_common, phrase_at
from amana.analysis.names.tokens import COMMA, HYPHEN, POSSESSIVE, SPACE, Token

_MONTHS = frozenset({"may", "june", "april", "august", "jan", "mar", "dec"})
_LONGEST_RUN = 7
_PREPOSITIONS = frozenset({"at", "as", "an"})
"""Words that are particles of names only before a hyphen: "an analyst at Norden"."""

Local = Callable[[list[Token], int], Match | None]
"""Finds names that the same text has elsewhere."""


class Piece(NamedTuple):
    """A piece: words `first` up to `last` of its sentence, characters `start` to `end`.

    `type` is None where it is open; `titled` says that a title stands right before it.
    """

    first: int
    last: int
    start: int
    end: int
    type: str | None = None
    entry: Entry | None = None
    titled: bool = False


def pieces_of(tokens: list[Token], *, headline: bool, local: Local | None = None) -> list[Piece]:
    """Return the pieces of a sentence, in order, none inside of another."""
    found: list[Piece] = []
    at, titled = 0, False
    while at < len(tokens):
        piece = _piece_at(tokens, at, headline=headline, local=local, titled=titled)
        if piece:
            found.append(piece)
            at, titled = piece.last, False
            continue
        size = phrase_at("titles", tokens, at)
        titled = bool(size)
        at += size or 1
    return found


def _piece_at(
    tokens: list[Token], at: int, *, headline: bool, local: Local | None, titled: bool
) -> Piece | None:
    title = phrase_at("titles", tokens, at)
    settled = _settled_at(tokens, at, title, headline=headline, local=local, titled=titled)
    if settled or title:
        return settled
    grouped = _sided(tokens, at)
    if grouped:
        return _piece(tokens, at, grouped, type_="NORP")
    if not _opens(tokens, at, headline=headline, titled=titled):
        return None
    last = _open_end(tokens, at, headline=headline, titled=titled)
    small = None if headline else small_head(tokens, last, None, country=False)
    if small:
        return _piece(tokens, at, small.last, type_=small.type)
    return _piece(tokens, at, last, titled=titled)


def _settled_at(
    tokens: list[Token], at: int, title: int, *, headline: bool, local: Local | None, titled: bool
) -> Piece | None:
    """Return a piece that is known or headed."""
    known = _known_at(tokens, at, local)
    headed = None if headline else _headed_from(tokens, at, title)
    if headed and known and _whole(tokens, known, headed):
        headed = None
    if headed and (known is None or headed.last > known.last) and title < headed.last - at:
        small = small_head(tokens, headed.last, headed.type, country=headed.type == "ORG")
        last, type_ = (small.last, small.type) if small else (headed.last, headed.type)
        return _piece(tokens, at, last, type_=type_)
    if known and known.last - at >= title and not _begins_person(tokens, known, titled=titled):
        return _of_known(tokens, known, titled=titled)
    return None


def _piece(
    tokens: list[Token], first: int, last: int, *, type_: str | None = None,
    entry: Entry | None = None, titled: bool = False,
) -> Piece:  # fmt: skip
    return Piece(first, last, tokens[first].start, tokens[last - 1].end, type_, entry, titled)


def _known_at(tokens: list[Token], at: int, local: Local | None) -> Match | None:
    known = match_at(tokens, at)
    named = local(tokens, at) if local else None
    if named and (known is None or named.last >= known.last):
        known = named
    if known and known.entry.weak and (at == 0 or is_common(tokens[at])):
        return known if _acts(tokens, known) else None
    return known


def _acts(tokens: list[Token], known: Match) -> bool:
    """Tell whether a country begins a sentence as one that acts: "Jordan said", "Jordan's king".

    Somebody whom the text calls so by name comes first (`settling`).
    """
    last = known.last
    if known.entry.key not in countries() or last >= len(tokens) or is_common(tokens[known.first]):
        return False
    follows = tokens[last]
    return follows.gap == POSSESSIVE or (follows.gap == SPACE and not follows.capital)


def _of_known(tokens: list[Token], known: Match, *, titled: bool) -> Piece:
    entry = known.entry
    small = small_head(
        tokens, known.last, entry.type, country=entry.type == "NORP" or entry.key in countries()
    )
    if small and small.type == "FAC" and known.first and tokens[known.first - 1].folded == "a":
        small = None
    if small:
        return _piece(tokens, known.first, small.last, type_=small.type)
    return _piece(tokens, known.first, known.last, type_=entry.type, entry=entry, titled=titled)


def _headed_from(tokens: list[Token], at: int, title: int) -> Headed | None:
    """Return the longest headed name that begins here."""
    if not (tokens[at].capital or is_number(tokens[at])) or title > 1:
        return None
    barred = tokens[at].folded in grammar().never and not (at and tokens[at].folded == "new")
    if barred or (at == 0 and _is_adverb(tokens[0])):
        return None
    best: Headed | None = None
    for head in range(at, min(len(tokens), at + LONGEST)):
        if head > at and not (tokens[head].near or tokens[head].gap == "'"):
            break
        if not (tokens[head].capital or is_number(tokens[head])):
            if tokens[head].folded in grammar().particles:
                continue
            break
        found = headed_at(tokens, head, at)
        if found and found.first == at and (best is None or found.last > best.last):
            best = found
    return best


def _whole(tokens: list[Token], known: Match, headed: Headed) -> bool:
    """Tell whether a well-known name is whole, though words with capitals follow it."""
    last = known.last
    if last - known.first == 1 or last >= headed.last or not tokens[last].capital:
        return False
    if phrase_at("titles", tokens, last - 1) > 1:
        return False  # "Office of the Prosecutor General"
    heads = ("ORG with_", "LAW with_", "FAC with_", "EVENT with_")
    return not any(phrase_at(w, tokens, at) for w in heads for at in range(last, headed.last))


def _is_adverb(token: Token) -> bool:
    return token.folded.endswith("ly") and is_common(token)


def _sided(tokens: list[Token], at: int) -> int:
    """Return where "pro-Norlander" ends, 0 where none stands here."""
    if tokens[at].folded not in grammar().joined_before or at + 1 >= len(tokens):
        return 0
    if tokens[at + 1].gap != HYPHEN or not tokens[at + 1].capital:
        return 0
    known = match_at(tokens, at + 1)
    return known.last if known else at + 2


def _begins_person(tokens: list[Token], known: Match, *, titled: bool) -> bool:
    """Tell whether a place's name is the given name of somebody: "Jordan Whitfield"."""
    after = known.last
    if known.last - known.first > 1 or after >= len(tokens) or tokens[after].gap != SPACE:
        return False
    token, follows = tokens[known.first], tokens[after]
    if token.folded not in given_names() or not follows.capital or len(follows.text) < 2:  # noqa: PLR2004 - an initial
        return False
    unknown = not is_common(follows) and match_at(tokens, after) is None
    return (
        unknown
        and follows.folded not in grammar().never
        and (titled or known.entry.weak or not follows.text.isupper())
    )


def _opens(tokens: list[Token], at: int, *, headline: bool, titled: bool) -> bool:
    """Tell whether an open piece begins here."""
    token = tokens[at]
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if not token.capital:
        marked = token.folded in grammar().given_marks or token.folded in grammar().particles
        hyphened = follows is not None and follows.capital and follows.gap == HYPHEN
        spaced = follows is not None and follows.capital and follows.gap == SPACE and titled
        spaced = spaced and token.folded not in _PREPOSITIONS
        return marked and (hyphened or spaced)
    if _is_unit(tokens, at) or (
        len(token.text) == 1 and not (titled and follows and follows.capital)
    ):
        return False
    named_next = (
        follows is not None and follows.near and follows.capital and not is_common(follows)
        and follows.folded not in grammar().never
    )  # fmt: skip
    if token.folded in grammar().never:
        return token.folded in _MONTHS and named_next and token.folded in given_names()
    if token.folded in grammar().particles and token.folded not in grammar().given_marks:
        return named_next
    if is_common(token) and (headline or at == 0 or _opens_quote(tokens, at)):
        return token.folded in given_names() and named_next
    return True


def _is_unit(tokens: list[Token], at: int) -> bool:
    """Tell whether a word measures: "84 MW"."""
    measured = at > 0 and tokens[at].gap == SPACE and tokens[at - 1].text.isdecimal()
    return measured and tokens[at].text[1:].isupper()


def _opens_quote(tokens: list[Token], at: int) -> bool:
    return not tokens[at].near and tokens[at].gap != COMMA


def _open_end(tokens: list[Token], at: int, *, headline: bool, titled: bool) -> int:
    """Return where an open piece ends that begins here."""
    last = at + 1
    if not tokens[at].capital or tokens[at].folded in grammar().particles:
        last = _past_particles(tokens, at)
    while last < len(tokens) and last - at < _LONGEST_RUN and tokens[last].near:
        person = titled or tokens[at].folded in given_names()
        if not _goes_on(tokens, last, person=person, headline=headline):
            break
        last = _past_particles(tokens, last)
    return last + _hyphened(tokens, at, last)


def _hyphened(tokens: list[Token], at: int, last: int) -> int:
    """Return 1 where a small word after a hyphen ends a name of several words: "Tang Hau-yip"."""
    if last - at < 2 or last >= len(tokens) or tokens[last].gap != HYPHEN:  # noqa: PLR2004 - a surname and more
        return 0
    word = tokens[last]
    plain = is_common(word) or word.folded in grammar().never or word.folded.endswith("ed")
    return int(word.text.islower() and word.text.isalpha() and not plain)


def _past_particles(tokens: list[Token], at: int) -> int:
    """Return where a word ends with the particles before it: "bin al-Norden"."""
    end = min(len(tokens) - 1, at + _LONGEST_RUN)
    while (
        at < end
        and tokens[at].folded in grammar().particles
        and tokens[at + 1].near
        and (tokens[at + 1].capital or tokens[at + 1].folded in grammar().particles)
    ):
        at += 1
    return at + 1


def _goes_on(tokens: list[Token], at: int, *, person: bool, headline: bool) -> bool:
    token = tokens[at]
    if not token.capital:
        end = _past_particles(tokens, at)
        listed = match_at(tokens, at)
        return end > at + 1 and tokens[end - 1].capital and (person or listed is None)
    if token.folded in _MONTHS and person and token.folded in given_names():
        return at + 1 >= len(tokens) or not tokens[at + 1].text.isdecimal()
    if token.folded in grammar().never or phrase_at("titles", tokens, at):
        return False
    if headline and is_common(token) and token.folded not in given_names():
        return False
    known = match_at(tokens, at)
    if known is None:
        return True
    single = known.last == at + 1 and known.entry.type in {"GPE", "LOC", "FAC", "NORP", "EVENT"}
    return single and (person or known.entry.weak) and token.gap == SPACE and not headline
