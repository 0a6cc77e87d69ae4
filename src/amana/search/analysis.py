"""What an engine is given of a text: the words of its one spelling, and where others differ.

Three lists of words describe a text. `folded` are its words in their one spelling. `stems` and
`exact` hold only what is not among these already: the light stems and the spellings that differ
from the folded word. Most words of a language are their own stem and their own spelling, so this
halves the index; a search looks up a stem in both lists (`stem_is_itself` says when).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import msgspec

from amana.search.model import UNDETERMINED, IndexedText, Piece
from amana.text import fold, light_stem, words

SCHEMA = 1  # raise it whenever folding, cutting, stems or fields change: indexes are then made anew

_MOST_REMEMBERED = 500_000
_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class Words(NamedTuple):
    """The words of one run of text; see the module. Only `folded` is in the text's order."""

    folded: list[str]
    stems: list[str]
    exact: list[str]


class _Stems(dict[str, str]):
    """The stem of each word that differs from it, "" for the others; remembered."""

    def __missing__(self, token: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        stem = light_stem(token)
        told = self[token] = "" if stem == token else stem
        return told


class _Spellings(dict[str, str]):
    """The folded form of each word as it is written; remembered."""

    def __missing__(self, written: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        folded = self[written] = fold(written).text
        return folded


_STEMS = _Stems()
_SPELLINGS = _Spellings()


def analyse(text: str) -> Words:
    """Return the words of `text`."""
    folded = fold(text).text
    found = words(folded)
    stems = list(filter(None, map(_STEMS.__getitem__, found)))
    if text.isascii():  # folding did nothing but lower it: no other spellings
        return Words(found, stems, [])
    among = set(found)
    exact = [
        word
        for word in exact_words(_changed_runs(text, folded))
        if (spelling := _SPELLINGS[word]) != word and spelling in among
    ]
    return Words(found, stems, exact)


def _changed_runs(text: str, folded: str) -> str:
    """Return the runs between blanks that folding changed, or all where they do not pair."""
    runs, folded_runs = text.lower().split(), folded.split()
    if len(runs) != len(folded_runs):
        return text
    return " ".join(run for run, after in zip(runs, folded_runs, strict=True) if run != after)


def exact_words(text: str) -> list[str]:
    """Return words as they are written, but for capitals and invisible characters."""
    return words(_INVISIBLE.sub("", unicodedata.normalize("NFC", text).lower()))


def stem_is_itself(stem: str) -> bool:
    """Return whether a word that equals `stem` has this stem, and stands among the folded words."""
    return light_stem(stem) == stem


def facet_values(document: IndexedText) -> tuple[tuple[str, str | None], ...]:
    """Return what each facet counts a text under; None: not at all."""
    year = (document.published or "")[:4]
    return (
        ("language", (document.language or UNDETERMINED).lower()),
        ("media_type", document.media_type),
        ("year", year if len(year) == len("2014") and year.isdecimal() else None),
    )


def encodable(document: IndexedText) -> IndexedText:
    """Return `document` with U+FFFD for each half of a surrogate pair, which UTF-8 cannot hold.

    File names that are no valid text carry such halves. Offsets stay right.
    """
    try:
        "".join((document.title or "", *(piece.text for piece in document.pieces))).encode()
    except UnicodeEncodeError:
        pieces = tuple(
            Piece(char_start=piece.char_start, text=_encodable(piece.text))
            for piece in document.pieces
        )
        return msgspec.structs.replace(
            document,
            title=None if document.title is None else _encodable(document.title),
            pieces=pieces,
        )
    return document


def _encodable(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)
