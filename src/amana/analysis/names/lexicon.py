"""Word lists of names in English text, read once in a process."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec

from amana.analysis.names.tokens import Token, fold
from amana.core import prepared

_DATA = files("amana.analysis.names").joinpath("data")


class Titles(msgspec.Struct, frozen=True):
    """Titles before names: what is said, and the plain title; an empty one is a mere address."""

    about: str
    words: dict[str, str]


class Heads(msgspec.Struct, frozen=True):
    """Words that tell of what kind a name is.

    `with_` end a name ("Health Ministry"), `of` go on with a preposition ("Ministry of Health"),
    `before` begin one ("Camp Bucca"), `small` follow in small letters ("Baghdad airport").
    """

    alone: tuple[str, ...] = ()
    with_: tuple[str, ...] = msgspec.field(default=(), name="with")
    of: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    small: tuple[str, ...] = ()


class Grammar(msgspec.Struct, frozen=True):
    """The lists of `grammar.json`."""

    about: str
    titles: Titles
    before_titles: frozenset[str]
    former: frozenset[str]
    kin: frozenset[str]
    heads: dict[str, Heads]
    place_before: frozenset[str]
    place_of: frozenset[str]
    person_after: frozenset[str]
    groups: frozenset[str]
    group_of: frozenset[str]
    offices: frozenset[str]
    of_persons: frozenset[str]
    many: frozenset[str]
    place_words: frozenset[str]
    place_after: frozenset[str]
    weapons: frozenset[str]
    called: frozenset[str]
    leaders: frozenset[str]
    inner_owners: frozenset[str]
    same_titles: dict[str, str]
    never: frozenset[str]
    particles: frozenset[str]
    given_marks: frozenset[str]
    joined_before: frozenset[str]


@cache
def grammar() -> Grammar:
    """Return the lists of `grammar.json`."""
    return msgspec.json.decode(_DATA.joinpath("grammar.json").read_bytes(), type=prepared(Grammar))


def lines(name: str) -> Iterable[str]:
    """Yield the lines of a list, without those that tell about it."""
    for line in _DATA.joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def common_words() -> frozenset[str]:
    """Return common English words in small letters."""
    return frozenset(lines("words.txt"))


@cache
def given_names() -> frozenset[str]:
    """Return given names, folded."""
    return frozenset(fold(line.strip()) for line in lines("given.txt"))


@cache
def surnames() -> frozenset[str]:
    """Return names by which well-known persons are called, folded."""
    return frozenset(fold(word) for line in lines("surnames.txt") for word in line.split())


@cache
def plain_titles() -> dict[tuple[str, ...], str]:
    """Return what titles plainly are, by their folded words."""
    return {
        tuple(fold(word) for word in title.replace("-", " ").split()): plain
        for title, plain in grammar().titles.words.items()
    }


@cache
def phrases(which: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return phrases by their first word, longest first: `titles`, or `<type> <list of heads>`."""
    if which == "titles":
        listed: Iterable[str] = grammar().titles.words
    else:
        type_, _, name = which.partition(" ")
        listed = getattr(grammar().heads[type_], name)
    found: dict[str, list[tuple[str, ...]]] = {}
    for each in listed:
        words = tuple(fold(word) for word in each.replace("-", " ").split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}


def phrase_at(which: str, tokens: list[Token], at: int) -> int:
    """Return how many words a phrase of a list has that stands here; 0 where none does."""
    for words in phrases(which).get(tokens[at].folded, ()):
        end = at + len(words)
        if end <= len(tokens) and all(
            tokens[at + n].folded == word and (n == 0 or tokens[at + n].near)
            for n, word in enumerate(words)
        ):
            return len(words)
    return 0


def is_common(token: Token) -> bool:
    """Tell whether a word is a common one, whatever its case."""
    return token.text.lower() in common_words()
