"""Names that tell of what kind they are: "Ministry of Ports", "Estra airport", "Camp Norden".

A name ends with its head ("Norland Foreign Ministry"), goes on after it with a preposition
("Organization for the Defence of Ports"), or begins with it ("Operation Tall Mast"). Titles of
persons are no part of it.
"""

from __future__ import annotations

from typing import NamedTuple

from amana.analysis.names.gazetteer import match_at
from amana.analysis.names.lexicon import given_names, grammar, phrase_at
from amana.analysis.names.tokens import POSSESSIVE, SPACE, Token

LONGEST = 12
"""No name has more words."""

_TYPES = ("ORG", "FAC", "LOC", "GPE", "EVENT", "LAW")
_LINKS = frozenset({"of", "for", "on", "against", "to"})
_SMALL_PARTIES = frozenset({"bloc", "party", "alliance"})
# What has one such place in a town is named for it.
_ANYWHERE = frozenset({"airport", "airbase", "airfield", "crossing", "dam", "refinery"})
_OWNED_HEADS = frozenset({"office", "court", "party", "union", "movement", "army", "council"})


_DATES = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "april", "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip


class Headed(NamedTuple):
    """A name in a list of words: from `first` up to `last`, and its type."""

    first: int
    last: int
    type: str


def headed_at(tokens: list[Token], head: int, begin: int) -> Headed | None:
    """Return the name whose head begins at a word, and that begins no earlier than `begin`."""
    if not tokens[head].capital:
        return None
    for type_ in _TYPES:
        found = _ended(tokens, head, begin, type_) or _going_on(tokens, head, begin, type_)
        found = found or _begun(tokens, head, type_)
        if found:
            return found
    return None


def _ended(tokens: list[Token], head: int, begin: int, type_: str) -> Headed | None:
    size = phrase_at(f"{type_} with_", tokens, head)
    first = _leftmost(tokens, head, begin)
    if not size or first == head or not _capitals(tokens, head, head + size):
        return None
    last = head + size
    if last < len(tokens) and tokens[last].near and _continues(tokens, last):
        return None  # a longer head follows
    if phrase_at(f"{type_} of", tokens, head) or type_ in {"ORG", "LAW"}:
        last = _linked(tokens, last, of=bool(phrase_at(f"{type_} of", tokens, head)))
    if (
        type_ == "LAW"
        and last < len(tokens)
        and tokens[last].near
        and tokens[last].text.isdecimal()
    ):
        last += 1
    return Headed(first, last, type_)


def _continues(tokens: list[Token], at: int) -> bool:
    """Tell whether another head stands here: "Air Force Intelligence Directorate"."""
    return tokens[at].capital and any(
        phrase_at(f"{type_} with_", tokens, at) for type_ in ("ORG", "FAC", "LAW", "EVENT")
    )


def _going_on(tokens: list[Token], head: int, begin: int, type_: str) -> Headed | None:
    size = phrase_at(f"{type_} of", tokens, head)
    if not size:
        return None
    last = _linked(tokens, head + size, of=True)
    return Headed(_leftmost(tokens, head, begin), last, type_) if last > head + size else None


def _begun(tokens: list[Token], head: int, type_: str) -> Headed | None:
    size = phrase_at(f"{type_} before", tokens, head)
    if not size:
        return None
    last = at = head + size
    while at < len(tokens) and at - head < LONGEST and tokens[at].near and _named(tokens, at):
        last = at = at + 1
    return Headed(head, last, type_) if last > head + size else None


def _named(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    return (
        token.capital
        or token.text.isdecimal()
        or (token.folded in grammar().particles and at + 1 < len(tokens) and tokens[at + 1].capital)
    )


def _leftmost(tokens: list[Token], head: int, begin: int) -> int:
    """Return where a name that has its head here begins."""
    first = head
    while first > begin and head - first < LONGEST and _joins(tokens, first, head):
        before = tokens[first - 1]
        if not (before.capital or is_number(before) or before.folded in grammar().particles):
            break
        barred = before.folded in grammar().never and not (before.folded == "new" and first > 1)
        if barred or _ends_title(tokens, first - 1, begin):
            break
        first -= 1
    while first < head and not (tokens[first].capital or is_number(tokens[first])):
        if tokens[first].folded in grammar().given_marks:
            break
        first += 1
    return first


def is_number(token: Token) -> bool:
    """Tell whether a word is a number or an ordinal one: "64th"."""
    return token.text.rstrip("stndrh").isdecimal()


def is_dated(token: Token) -> bool:
    """Tell whether a word names a day of the week or a month: "the Tribunal on Thursday"."""
    return token.capital and token.folded in _DATES


def _joins(tokens: list[Token], at: int, head: int) -> bool:
    """Tell whether a word belongs to the name that begins with the word after it."""
    if tokens[at].near:
        return True
    if tokens[at].gap != POSSESSIVE:
        return False
    return tokens[at - 1].folded in grammar().inner_owners or (
        at == head and tokens[at].folded in _OWNED_HEADS and tokens[at - 1].folded.endswith("s")
        and match_at(tokens, at - 1) is None
    )  # fmt: skip


def _ends_title(tokens: list[Token], at: int, begin: int) -> bool:
    """Tell whether a title of two or more words ends here ("Foreign Minister")."""
    for first in range(max(begin, at - 3), at):
        size = phrase_at("titles", tokens, first)
        if size > 1 and first + size == at + 1:
            return True
    return False


def _linked(tokens: list[Token], at: int, *, of: bool) -> int:
    """Return where a name ends that goes on with prepositions from here."""
    last, start = at, at
    while at + 1 < len(tokens) and at - start < LONGEST:
        link = tokens[at].folded
        if not (tokens[at].gap == SPACE and (link in _LINKS if of else link == "for")):
            break
        if link == "to" and last == start:
            break  # "Embassy to Norland" names two
        at += 1 + (tokens[at + 1].folded == "the")
        if at >= len(tokens) or not tokens[at].capital or is_dated(tokens[at]):
            break
        title = phrase_at("titles", tokens, at)
        if title and tokens[start - 1].folded != "office":
            break
        at = last = at + title if title else _run(tokens, at)
    return last


def _run(tokens: list[Token], at: int) -> int:
    """Return where a run of words with capitals ends, "and" between two of them included."""
    first = at
    while at < len(tokens):
        token = tokens[at]
        if at > first and token.folded in given_names() and tokens[at - 1].folded != "and":
            break  # a person's name follows
        both = token.folded == "and" and _both(tokens, at)
        small = token.folded in grammar().particles and _named(tokens, at)
        if not (token.capital or both or small or token.text.isdecimal()) or is_dated(token):
            break
        at += 1
        if at < len(tokens) and (not tokens[at].near or phrase_at("titles", tokens, at)):
            break
    return at


def _both(tokens: list[Token], at: int) -> bool:
    """Tell whether "and" joins two parts of a name, and not two names."""
    if at + 1 >= len(tokens) or not tokens[at + 1].capital or phrase_at("titles", tokens, at + 1):
        return False
    return match_at(tokens, at - 1) is None and match_at(tokens, at + 1) is None


def _capitals(tokens: list[Token], first: int, last: int) -> bool:
    return all(each.capital for each in tokens[first:last])


def small_head(tokens: list[Token], at: int, type_: str | None, *, country: bool) -> Headed | None:
    """Return what a word in small letters makes of the name before it ("Estra airport").

    Args:
        tokens: the words.
        at: the first word after the name.
        type_: the type of that name, None where it is not known.
        country: whether it is a country, after which nothing is named.
    """
    if at >= len(tokens) or tokens[at].gap != SPACE or tokens[at].capital or country:
        return None
    if type_ in {None, "ORG"} and tokens[at].folded in _SMALL_PARTIES:
        return Headed(at, at + 1, "ORG")
    if type_ in {None, "LOC"} and phrase_at("LOC small", tokens, at):
        return Headed(at, at + 1, "LOC")
    size = phrase_at("FAC small", tokens, at)
    if not size or type_ not in {None, "GPE", "LOC", "FAC"}:
        return None
    last = tokens[at + size - 1].folded
    if type_ == "GPE" and size == 1 and last not in _ANYWHERE:
        return None
    return Headed(at, at + size, "FAC")
