"""Abbreviations that a text explains: "Harbour Tribunal (HT)", or "HT (Harbour Tribunal)"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from amana.analysis.names.deciding import Place, Surface
from amana.analysis.names.lexicon import grammar
from amana.analysis.names.tokens import Token

_LONGEST = 8
_TELLING = frozenset({"known", "nicknamed", "alias", "aka", "guerre"})
_SMALL = frozenset({"of", "for", "the", "and", "in", "on", "to", "against", "de"})


def abbreviations_of(text: str, places: Sequence[Place]) -> dict[Surface, Place]:
    """Return where the full name of each abbreviation stands that is explained in a text."""
    found: dict[Surface, Place] = {}
    for one, other in pairwise(places):
        if one.sentence != other.sentence or not _in_brackets(text, one, other):
            continue
        if _is_abbreviation(other.words):
            found.setdefault(other.surface, one)
        elif _is_abbreviation(one.words) and initials(other.words) == one.words[0].folded:
            found.setdefault(one.surface, other)
    return found


def nicknames_of(places: Sequence[Place]) -> dict[Surface, Place]:
    """Return where the names of those stand who are "also known as" somebody."""
    found: dict[Surface, Place] = {}
    for one, other in pairwise(places):
        if one.sentence != other.sentence or one.piece.type or other.piece.type:
            continue
        between = [each.folded for each in one.tokens[one.piece.last : other.piece.first]]
        if _TELLING.intersection(between) and grammar().called.issuperset(between):
            found.setdefault(other.surface, one)
    return found


def byinitials(surface: Surface, names: Mapping[str, Place]) -> Place | None:
    """Return where the only body stands whose initials an abbreviation has."""
    return names.get(surface[0]) if len(surface) == 1 else None


def initials_of(places: Sequence[Place]) -> dict[str, Place]:
    """Return the bodies of two or more words by their initials, where these mean one alone."""
    found: dict[str, Place] = {}
    several: set[str] = set()
    for place in places:
        if place.piece.type != "ORG" or len(place.words) < 2:  # noqa: PLR2004 - one word has none
            continue
        letters = initials(place.words)
        if found.setdefault(letters, place).surface != place.surface:
            several.add(letters)
    return {letters: place for letters, place in found.items() if letters not in several}


def types_told(short: Mapping[Surface, Place]) -> dict[Surface, str]:
    """Return the types that follow: an abbreviation has that of its name, initials tell a body."""
    told: dict[Surface, str] = {}
    for surface, full in short.items():
        if full.piece.type:
            told[surface] = full.piece.type
        elif len(full.words) > 1 and initials(full.words) in {surface[0], surface[0].rstrip("s")}:
            told[surface] = told[full.surface] = "ORG"
    return told


def _in_brackets(text: str, one: Place, other: Place) -> bool:
    between = text[one.piece.end : other.piece.start]
    after = text[other.piece.end : other.piece.end + 1]
    return between.strip(" \"'") == "(" and after in {")", ",", ";", '"'}


def _is_abbreviation(words: Sequence[Token]) -> bool:
    return len(words) == 1 and 1 < len(words[0].text) <= _LONGEST and sum(
        letter.isupper() for letter in words[0].text
    ) > 1  # fmt: skip


def initials(words: Sequence[Token]) -> str:
    """Return the first letters of words, without those of small words."""
    return "".join(word.folded[0] for word in words if word.folded not in _SMALL)
