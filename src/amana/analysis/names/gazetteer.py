"""Well-known names: countries and their people, groups, bodies, places, laws, events, weapons.

Read once in a process from the lists in `data`. A name is looked up by its words; spelling with
hyphens or spaces is the same, capitals matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from amana.analysis.names.keys import key_of
from amana.analysis.names.lexicon import lines
from amana.analysis.names.tokens import Token, tokens_of

ACRONYM = 6
"""Names in capitals up to this length are abbreviations: they match in capitals only."""


_ARTICLES = frozenset({"al", "el", "as", "ar", "ad", "az", "an", "ash", "at", "the"})


class Entry(NamedTuple):
    """A well-known name: its type, key and name; `weak` where it is also a common word or name.

    `country` is the key of the country whose people or adjective it is.
    """

    type: str
    key: str
    canonical: str
    weak: bool = False
    country: str | None = None


class Known(NamedTuple):
    """A spelling of an entry, as words with the gaps between them."""

    words: tuple[Token, ...]
    entry: Entry


class Match(NamedTuple):
    """A well-known name in a list of words: from `first` up to `last`."""

    first: int
    last: int
    entry: Entry


def match_at(tokens: list[Token], at: int) -> Match | None:
    """Return the longest well-known name that begins at a word."""
    second = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    for begun in (second, "") if second else ("",):
        for known in spellings().get((tokens[at].folded, begun), ()):
            if _fits(known.words, tokens, at):
                return Match(at, at + len(known.words), known.entry)
    return None


def _fits(words: tuple[Token, ...], tokens: list[Token], at: int) -> bool:
    if at + len(words) > len(tokens):
        return False
    for n, word in enumerate(words):
        token = tokens[at + n]
        if token.folded != word.folded or not _same_case(word.text, token.text):
            return False
        if n and token.gap != word.gap and not (token.near and word.near):
            return False
    return True


def _same_case(listed: str, printed: str) -> bool:
    if len(listed) > 1 and listed.isupper() and len(listed) <= ACRONYM:
        return printed.isupper() or printed == listed
    return not listed[0].isupper() or printed[0].isupper() or printed in _ARTICLES


@cache
def spellings() -> dict[tuple[str, str], tuple[Known, ...]]:
    """Return all spellings by their first two words, folded, longest first."""
    found: dict[tuple[str, str], dict[tuple[str, ...], Known]] = {}
    for name, entry in _listed():
        words = tuple(tokens_of(name, 0, len(name)))
        spelt = tuple(f"{word.gap}{word.text}" for word in words)
        first = words[0].folded, words[1].folded if len(words) > 1 else ""
        found.setdefault(first, {}).setdefault(spelt, Known(words, entry))
    return {
        first: tuple(sorted(all_.values(), key=lambda known: -len(known.words)))
        for first, all_ in found.items()
    }


@cache
def entries() -> dict[str, Entry]:
    """Return the entries by their keys."""
    return {entry.key: entry for _, entry in _listed()}


def _listed() -> Iterator[tuple[str, Entry]]:
    yield from _countries()
    yield from _simple("peoples.txt", "NORP")
    yield from _simple("bodies.txt", "ORG")
    yield from _typed("places.txt")
    yield from _typed("works.txt")


def _countries() -> Iterator[tuple[str, Entry]]:
    for line in lines("countries.txt"):
        name, others, people = (part.strip() for part in line.split("|"))
        yield from _entry("GPE", name, _several(others))
        adjectives = _several(people)
        if adjectives:
            key, country = key_of(adjectives[0]), key_of(name.removeprefix("?"))
            for each in adjectives:
                yield each, Entry("NORP", key, adjectives[0], country=country)


def _simple(file: str, type_: str) -> Iterator[tuple[str, Entry]]:
    for line in lines(file):
        name, _, others = line.partition("|")
        yield from _entry(type_, name.strip(), _several(others))


def _typed(file: str) -> Iterator[tuple[str, Entry]]:
    for line in lines(file):
        type_, name, others = (part.strip() for part in line.split("|"))
        yield from _entry(type_, name, _several(others))


def _entry(type_: str, name: str, others: list[str]) -> Iterator[tuple[str, Entry]]:
    weak, name = name.startswith("?"), name.removeprefix("?")
    entry = Entry(type_, key_of(name), name, weak)
    yield name, entry
    for each in others:
        yield each, entry


def _several(names: str) -> list[str]:
    """Return names between commas; between semicolons where there is one."""
    return [each.strip() for each in names.split(";" if ";" in names else ",") if each.strip()]


@cache
def countries() -> frozenset[str]:
    """Return the keys of countries."""
    return frozenset(
        key_of(line.partition("|")[0].strip().removeprefix("?")) for line in lines("countries.txt")
    )
