"""Arabic words in a run of text: where they stand, how they fold, and what is joined before them.

Conjunctions and prepositions of one letter are written together with the next word ("وبالعراق" is
"and in Iraq"). Here they are only taken off as a possibility; whoever knows a word decides.
"""
# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from amana.text import fold, tokens

_PROCLITICS = ("وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك")
_ON = frozenset({"علي", "وعلي"})
_LEAST = 2  # letters that a word keeps
_FAR = 3
_GAP = re.compile(r"[ \u0640]*-?[ \u0640]*")


class Word(NamedTuple):
    """A word: its folded letters, and where it stands in the text (end exclusive)."""

    folded: str
    start: int
    end: int


class Stem(NamedTuple):
    """A word without what is joined before it: its letters, and how many folded ones are off."""

    folded: str
    off: int


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words of a run of text; those that fold to nothing are left out."""
    return [
        Word(folded, start + at, start + to)
        for token, at, to in tokens(text[start:end])
        if (folded := folded_word(token))
    ]


@lru_cache(maxsize=50_000)
def folded_word(word: str) -> str:
    """Return the one spelling of a word; the preposition "على" does not become the name "علي"."""
    folded = fold(word).text.strip()
    return folded[:-1] + "ى" if folded in _ON and word.endswith("ى") else folded


def folded_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name."""
    return tuple(each.folded for each in words_of(name, 0, len(name)))


@lru_cache(maxsize=50_000)
def stems(folded: str) -> tuple[Stem, ...]:
    """Return a word as it stands, and every way to take off what may be joined before it.

    "لل" holds the article: "للعراق" is "ل" and "العراق", whose alef is not written.
    """
    found = [Stem(folded, 0)]
    for prefix in _PROCLITICS:
        if folded.startswith(prefix) and len(folded) >= len(prefix) + _LEAST:
            rest = folded[len(prefix) :]
            found.append(Stem(rest, len(prefix)))
            if prefix.endswith("ل") and rest.startswith("ل"):
                found.append(Stem("ا" + rest, len(prefix)))
    return tuple(found)


def start_without(text: str, word: Word, off: int) -> int:
    """Return where a word begins in the text without its first `off` folded letters."""
    if not off:
        return word.start
    folded = fold(text[word.start : word.end])
    return word.start + folded.source(off, len(folded.text))[0]


def joined(text: str, one: Word, other: Word) -> bool:
    """Tell whether nothing but a space or hyphen stands between two words."""
    return other.start - one.end <= _FAR and bool(_GAP.fullmatch(text, one.end, other.start))
