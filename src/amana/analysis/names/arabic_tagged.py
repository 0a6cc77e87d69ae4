"""Names in Arabic by the trained tagger, where one was added, united with what the rules found.

The tagger sees what the rules took each word for, and has the last word on persons that no list
knows; what lists know stays, and so do bodies and places after a word that says what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pycrfsuite  # type: ignore[import-untyped]  # no stubs

from amana.analysis.arabic import Word, start_without, stems
from amana.analysis.names.arabic_listed import Found
from amana.analysis.names.arabic_lists import listed_names, name_words
from amana.analysis.names.tagger_ar import seen
from amana.core import UnavailableError

MODEL = "names/ar"
"""The name under which the weights are added."""

_TAGS = {"PERSON": "PERS", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
_TYPES = {"PERS": "PERSON", "ORG": "ORG", "LOC": "GPE"}
_OUTSIDE = "O"
_SURELY_NOT = 0.9
_SHORTEST = 3


class Piece(NamedTuple):
    """A word or sign in a sentence, and the number of the word, None for a sign."""

    text: str
    start: int
    end: int
    word: int | None


class Tags(NamedTuple):
    """The tag of each piece of a sentence, and how probable it is that it is outside of names."""

    tags: Sequence[str]
    outside: Sequence[float]


def pieces_of(text: str, words: Sequence[Word]) -> list[Piece]:
    """Return words and the signs between them, each with its place."""
    found: list[Piece] = []
    for number, word in enumerate(words):
        if found:
            found += _signs(text, found[-1].end, word.start)
        found.append(Piece(text[word.start : word.end], word.start, word.end, number))
    return found


def _signs(text: str, start: int, end: int) -> Iterator[Piece]:
    for at in range(start, end):
        if not text[at].isspace():
            yield Piece(text[at], at, at + 1, None)


def tags_of(extents: Sequence[tuple[int, int]], found: Sequence[Found]) -> list[str]:
    """Return the tag of each of the extents (start, end) that the names found give it."""
    tags = [_OUTSIDE] * len(extents)
    for each in found:
        first = True
        for number, (start, end) in enumerate(extents):
            if each.type in _TAGS and start < each.end and end > each.start:
                tags[number] = ("B-" if first else "I-") + _TAGS[each.type]
                first = False
    return tags


def united(
    text: str, sentences: Sequence[Sequence[Word]], found: Sequence[Sequence[Found]], model: Path
) -> list[list[Found]]:
    """Return the names in each sentence by rules and tagger, overlapping where they differ."""
    pieces = [pieces_of(text, words) for words in sentences]
    taken = [
        tags_of([(piece.start, piece.end) for piece in one], names)
        for one, names in zip(pieces, found, strict=True)
    ]
    tagged = _tag(model, [[piece.text for piece in one] for one in pieces], taken)
    return [
        _unite(text, words, one, names, tags)
        for words, one, names, tags in zip(sentences, pieces, found, tagged, strict=True)
    ]


def _tag(
    model: Path, sentences: Sequence[Sequence[str]], taken: Sequence[Sequence[str]]
) -> Iterator[Tags]:
    tagger = _tagger(model)
    for features in seen(sentences, taken):
        tagger.set(features)
        tags = tagger.tag() if features else []
        yield Tags(tags, [tagger.marginal(_OUTSIDE, n) for n in range(len(tags))])


@lru_cache(maxsize=2)
def _tagger(model: Path) -> pycrfsuite.Tagger:
    """Return the tagger with its weights.

    Raises:
        UnavailableError: the weights cannot be read.
    """
    tagger = pycrfsuite.Tagger()
    try:
        tagger.open(str(model))
    except (OSError, ValueError) as error:
        raise UnavailableError(
            f"the trained model {MODEL} cannot be read: {error}",
            remedy="train it again, or remove it: names are then found by rules alone",
        ) from error
    return tagger


def _unite(
    text: str, words: Sequence[Word], pieces: Sequence[Piece], found: Sequence[Found], tags: Tags
) -> list[Found]:
    by_tagger = list(_spans(text, words, pieces, found, tags.tags))
    number_of = {piece.word: n for n, piece in enumerate(pieces) if piece.word is not None}
    kept = [
        each
        for each in found
        if each.type != "PERSON" or tags.outside[number_of[each.first]] < _SURELY_NOT
    ]
    return [*kept, *by_tagger]


def _spans(
    text: str, words: Sequence[Word], pieces: Sequence[Piece], found: Sequence[Found],
    tags: Sequence[str],
) -> Iterator[Found]:  # fmt: skip
    """Yield the names that tags mark, where the rules found none in the same words."""
    known = {(each.first, each.last): each for each in found}
    for start, end, kind in spans_of(tags):
        inside = [piece.word for piece in pieces[start:end] if piece.word is not None]
        if not inside or kind not in _TYPES:
            continue
        first, last = inside[0], inside[-1] + 1
        same = known.get((first, last))
        if same and _TAGS.get(same.type) == kind:
            continue
        begins = next((e.start for e in found if e.first == first), None)
        if begins is None:
            begins = start_without(text, words[first], _joined_letters(words[first].folded))
        yield Found(first, last, begins, words[last - 1].end, _TYPES[kind])


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (exclusive) and kind of the names in a row of BIO tags."""
    at = 0
    while at < len(tags):
        kind = tags[at][2:]
        last = at + 1
        while kind and last < len(tags) and tags[last] == f"I-{kind}":
            last += 1
        if kind:
            yield at, last, kind
        at = last


def _joined_letters(folded: str) -> int:
    """Return how many letters of a name's first word are joined before it and not part of it."""
    if folded in name_words() or (folded,) in listed_names():
        return 0
    for stem in stems(folded)[1:]:
        rest = stem.folded
        known = rest in name_words() or (rest,) in listed_names()
        if len(rest) >= _SHORTEST and (known or rest.startswith("ال")):
            return stem.off
    return 0
