"""Abbreviations that a text explains: "Harbour Tribunal (HT)", or "HT (Harbour Tribunal)"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from amana.analysis.names.deciding import Place, Surface
from amana.analysis.names.tokens import Token

_LONGEST = 8
_SMALL = frozenset({"of", "for", "the", "and", "in", "on", "to", "against", "de"})


def abbreviations_of(text: str, places: Sequence[Place]) -> dict[Surface, Place]:
    """Return where the full name of each abbreviation stands that is explained in a text."""
    found: dict[Surface, Place] = {}
    for one, other in pairwise(places):
        if one.sentence != other.sentence or not _in_brackets(text, one, other):
            continue
        if _is_abbreviation(other.words):
            found.setdefault(other.surface, one)
        elif _is_abbreviation(one.words) and _initials(other.words) == one.words[0].folded:
            found.setdefault(one.surface, other)
    return found


def types_told(short: Mapping[Surface, Place]) -> dict[Surface, str]:
    """Return the types that follow: an abbreviation has that of its name, initials tell a body."""
    told: dict[Surface, str] = {}
    for surface, full in short.items():
        if full.piece.type:
            told[surface] = full.piece.type
        elif len(full.words) > 1 and _initials(full.words) in {surface[0], surface[0].rstrip("s")}:
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


def _initials(words: Sequence[Token]) -> str:
    return "".join(word.folded[0] for word in words if word.folded not in _SMALL)
