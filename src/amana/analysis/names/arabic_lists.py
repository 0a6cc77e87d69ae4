"""The lists of Arabic names that are known beforehand, and the words that names are made of."""
# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

import msgspec

from amana.analysis.arabic import folded_words
from amana.core import prepared

LONGEST = 10
"""No listed name has more words."""
_WEAK = "?"
_SHORTEST_SURE = 4
_LARGE, _TOWN = 3, 2
_NEAR = "SY IQ LB JO PS IL YE SA KW BH QA AE OM EG LY TN DZ MA SD SS"
_ENDINGS = ("", "ه", "ون", "ين", "ات", "ان", "تين", "تان", "و")
_ARTICLE = "ال"


class Listed(NamedTuple):
    """A known name: its type, its key, the country that an adjective is of, and whether it is sure.

    A name that is not sure is also a common word: it counts after a word that says what it is.
    """

    type: str
    key: str
    sure: bool = True
    country: str | None = None


class NameWord(NamedTuple):
    """How often a word is a given name and a family name (0 to 4), and whether it is foreign."""

    given: int
    family: int
    foreign: bool


@cache
def listed_names() -> Mapping[tuple[str, ...], Listed]:
    """Return the known names by their folded words."""
    found: dict[tuple[str, ...], Listed] = {}
    for name, key, country, size in _rows("arabic-cities.tsv"):
        words = folded_words(name)
        found[words] = Listed("GPE", key, _is_sure_city(words, country, int(size)))
    for table in ("arabic-places.tsv", "arabic-bodies.tsv"):
        for type_, key, names in _rows(table):
            for words, sure in _each(names):
                if type_ == "NORP" and words[-1].endswith("ي"):
                    found.update((form, Listed(type_, key, sure)) for form in _adjectives(words))
                else:
                    found[words] = Listed(type_, key, sure)
    for key, names, adjectives, people in _rows("arabic-countries.tsv"):
        found.update((words, Listed("GPE", key, sure)) for words, sure in _each(names))
        for words, sure in _each(adjectives):
            for form in _adjectives(words):
                found.setdefault(form, Listed("NORP", people, sure, key))
    return found


@cache
def first_words() -> Mapping[str, int]:
    """Return with how many words a known name can go on, by its first word."""
    longest: dict[str, int] = {}
    for words in listed_names():
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def name_words() -> Mapping[str, NameWord]:
    """Return the words of personal names, folded."""
    return {
        word: NameWord(int(given), int(family), foreign == "1")
        for word, given, family, foreign in _rows("arabic-name-words.tsv")
    }


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of `arabic-words.json`, its words folded."""
    return frozenset(each for word in _words()[name].split() for each in folded_words(word))


@cache
def roles() -> Mapping[tuple[str, ...], str]:
    """Return what roles are called in English, by the folded words that they begin with."""
    return {folded_words(arabic): role for arabic, role in _rows("arabic-roles.tsv")}


@cache
def _words() -> dict[str, str]:
    return msgspec.json.decode(_table("arabic-words.json"), type=prepared(dict[str, str]))


def _is_sure_city(words: tuple[str, ...], country: str, size: int) -> bool:
    if size < (_TOWN if country in _NEAR else _LARGE):
        return False
    if len(words) > 1:
        return True
    word = words[0]
    plain = word in word_list("also words") or word in word_list("never in names")
    article = word.startswith(_ARTICLE) and size <= _LARGE
    return len(word) >= _SHORTEST_SURE and not plain and not article and word not in name_words()


def _each(names: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    for name in filter(None, names.split("|")):
        yield folded_words(name.removeprefix(_WEAK)), not name.startswith(_WEAK)


def _adjectives(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the forms of an adjective: gender, number, with the article and without."""
    for article, ending in product(("", _ARTICLE), _ENDINGS):
        yield tuple(article + word + ending for word in words)


def _rows(table: str) -> Iterator[list[str]]:
    for line in _table(table).decode().splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _table(name: str) -> bytes:
    return files("amana.analysis.names").joinpath("data", name).read_bytes()
