"""A text as the tokens of a citation: which words mean an article, a paragraph, "and", "of".

The words of each language are data (`data/citing-words.json`). A text is folded first: small
letters, plain digits, one spelling for Arabic letters. Each token knows its place in the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

import msgspec

from amana.law.statute.packaged import About, packaged
from amana.text import Folded, fold

_TOKEN = re.compile(r"[0-9]+|[a-z]+|[\u0621-\u064a]+|\S")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_AND = "\u0648"  # the Arabic "and", which is written together with the word that follows
_JOINED = ("\u0628", "\u0644", "\u0643", "\u0641")  # "by", "for", "as" and "then", likewise
_ARTICLES_L = ("\u0644\u0644", "\u0627\u0644")  # "for the" is written with one letter less
_LONGEST_NUMBER = 4
_TEN, _TWENTY = 10, 20


class Sort(StrEnum):
    """What a word of a citation is."""

    ARTICLE = "article"
    ARTICLES = "articles"
    PART = "part"
    AND = "and"
    TO = "to"
    OF = "of"
    THE = "the"
    BIS = "bis"
    TER = "ter"
    SECOND = "second"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


class Token(NamedTuple):
    """A piece of a text: its folded `text`, its `sort`, and its place in the folded text.

    `close` says that nothing stands between it and the token before.
    """

    text: str
    sort: Sort
    start: int
    end: int
    close: bool


class _Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    article: tuple[str, ...]
    article_short: tuple[str, ...]
    articles: tuple[str, ...]
    part: tuple[str, ...]
    and_: tuple[str, ...] = msgspec.field(name="and")
    to: tuple[str, ...]
    of: tuple[str, ...]
    the: tuple[str, ...]
    bis: tuple[str, ...]
    ter: tuple[str, ...]
    second: tuple[str, ...]
    own: tuple[str, ...]
    other: tuple[str, ...]
    other_court: tuple[str, ...]
    before: tuple[str, ...]
    arabic_ordinals: Mapping[str, int]
    arabic_letters: Mapping[str, str]


class Instruments(NamedTuple):
    """Words by which a text says of which instrument an article is."""

    own: frozenset[str]
    other: frozenset[str]
    other_court: frozenset[str]
    before: frozenset[str]


@functools.cache
def _words() -> _Words:
    return packaged("citing-words.json", _Words)


@functools.cache
def instruments() -> Instruments:
    """Return the words that name the Statute, other instruments and other courts."""
    table = _words()
    listed = (table.own, table.other, table.other_court, table.before)
    return Instruments(*(frozenset(_folded(word) for word in each) for each in listed))


@functools.cache
def arabic_letters() -> Mapping[str, str]:
    """Return the Latin letter for each Arabic one, in abjad order, also where it is spelled out."""
    return {_folded(arabic): latin for arabic, latin in _words().arabic_letters.items()}


@functools.cache
def _sorts() -> Mapping[str, Sort]:
    table = _words()
    listed = {
        Sort.ARTICLE: table.article,
        Sort.ARTICLES: table.articles,
        Sort.PART: table.part,
        Sort.AND: table.and_,
        Sort.TO: table.to,
        Sort.OF: table.of,
        Sort.THE: table.the,
        Sort.BIS: table.bis,
        Sort.TER: table.ter,
        Sort.SECOND: table.second,
    }
    return {_folded(word): sort for sort, each in listed.items() for word in each}


def _folded(text: str) -> str:
    return fold(text).text.translate(_DASHES)


def tokens_of(text: str) -> tuple[list[Token], Folded]:
    """Return the tokens of a text, and the way back from their places to its characters."""
    folded = fold(text)
    tokens = list(_with_ordinals(_tokens(folded.text.translate(_DASHES))))
    return [_with_short_article(tokens, at) for at in range(len(tokens))], folded


def _tokens(text: str) -> Iterator[Token]:
    end = -1
    for found in _TOKEN.finditer(text):
        start, word, close = found.start(), found[0], found.start() == end
        end = found.end()
        sort = _sort(word)
        if sort is Sort.WORD and word[0] == _AND:
            joined = _sort(word[1:])
            if joined in _MAY_BE_JOINED:
                yield Token(_AND, Sort.AND, start, start + 1, close)
                word, start, sort, close = word[1:], start + 1, joined, True
        yield Token(word, sort, start, end, close)


def _with_short_article(tokens: list[Token], at: int) -> Token:
    """Return a token, as the word "article" where it is short for that: "م 7", "م. 7", "م/7".

    The letter stands for more than that: behind a number for a year or metres ("2002 م"), behind a
    dot or together with a word for a part of a name ("ش.م.م").
    """
    token = tokens[at]
    if token.text not in short_articles() or (token.close and tokens[at - 1].text not in _OPENS):
        return token
    if at and tokens[at - 1].sort is Sort.NUMBER:
        return token
    after = tokens[at + 1 : at + 3]
    if after and after[0].text in "./":
        after = after[1:]
    numbered = bool(after) and after[0].sort is Sort.NUMBER
    return token._replace(sort=Sort.ARTICLE) if numbered else token


@functools.cache
def short_articles() -> frozenset[str]:
    """Return what is short for "article", and stands for other things as well."""
    return frozenset(_folded(word) for word in _words().article_short)


@functools.cache
def _ordinals() -> Mapping[str, int]:
    """Return what Arabic ordinals stand for; tens are added to units: "fifth and twenty"."""
    listed = {_folded(word): value for word, value in _words().arabic_ordinals.items()}
    joined = {_AND + word: value for word, value in listed.items() if value >= _TWENTY}
    return {**listed, **joined}


def _with_ordinals(tokens: Iterator[Token]) -> Iterator[Token]:
    """Yield tokens with ordinals as numbers, where they follow "article" or "paragraph"."""
    number: Token | None = None
    before: Sort | None = None
    for token in tokens:
        value = _ordinals().get(token.text)
        if value is not None and number is not None and int(number.text) < _TEN <= value:
            number = number._replace(text=str(int(number.text) + value), end=token.end)
            continue
        if number is not None:
            yield number
        number = None
        if value is not None and before in _NUMBERED:
            number = token._replace(text=str(value), sort=Sort.NUMBER)
        else:
            yield token
        before = token.sort
    if number is not None:
        yield number


_OPENS = ("(", "[", "\u060c", ",", "\u00ab", '"')
_NUMBERED = (Sort.ARTICLE, Sort.ARTICLES, Sort.PART)
_MAY_BE_JOINED = (Sort.ARTICLE, Sort.ARTICLES, Sort.PART, Sort.OF)


def _sort(word: str) -> Sort:
    """Return what a word is, also behind "by", "for" or "as", which Arabic joins to it."""
    if word.isdigit():
        return Sort.NUMBER if len(word) <= _LONGEST_NUMBER else Sort.WORD
    known = _sorts()
    if word in known:
        return known[word]
    if word[:1] in _JOINED:
        plain = word[1:]
        for each in (plain, _ARTICLES_L[1] + plain[1:] if word.startswith(_ARTICLES_L[0]) else ""):
            if known.get(each) in _MAY_BE_JOINED:
                return known[each]
    return Sort.WORD if word.isalnum() else Sort.SIGN
