"""The passes of text recognition over the picture of a page: once whole, then what asks for more.

Rules, each measured by `bench/ocr.py`:

1. The whole page is read in all languages that are asked for. That costs about twice as much as the
   right language alone, and of Latin letters nothing gets worse.
2. Columns (`columns`) are read again, each as a page of its own. That counts, unless it found far
   less than before.
3. What is nearly all written from the right is read again without the languages that are not: of
   Arabic letters a few then come out better, for none is taken for a Latin one. It counts where it
   is heavier (`weight`): where Latin words stand among the Arabic ones, it is not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from amana.reading.ocr.areas import Pixels, ink_in
from amana.reading.ocr.columns import FROM_RIGHT, Part, parts_of
from amana.reading.ocr.words import Word, weight

_RIGHT_TO_LEFT = frozenset({"ara", "div", "fas", "heb", "pus", "snd", "syr", "uig", "urd", "yid"})
_NEARLY_ALL = 0.95
_FAR_LESS = 0.8

Recognise = Callable[[Pixels, str], list[Word]]
"""Recognises a picture as one column, in languages as tesseract names them (`ara+eng`)."""


def page_words(
    picture: Pixels, first: list[Word], languages: str, recognise: Recognise
) -> list[Word]:
    """Return the words of a page in the order of reading, `first` being those of the first pass.

    Places are numbered anew where there are columns: each is a block of its own.
    """
    parts = parts_of(first, ink_in(picture))
    found = [
        # What stands above or below columns has no picture of its own.
        part.words
        if part.area is None and len(parts) > 1
        else _better(part, picture, languages, recognise)
        for part in parts
    ]
    most = 1 + max((word.place[0] for words in found for word in words), default=0)
    return [
        word._replace(place=(number * most + word.place[0], *word.place[1:]))
        for number, words in enumerate(found)
        for word in words
    ]


def _better(part: Part, picture: Pixels, languages: str, recognise: Recognise) -> list[Word]:
    asked = _asked(part.words, languages)
    if part.area is None and asked == languages:
        return part.words
    cut = part.area.cut(picture) if part.area else picture
    if cut is None:
        return part.words
    again = [cut.shifted(word) for word in recognise(cut, asked)]
    least = _FAR_LESS if part.area else 1.0
    return again if weight(again) >= least * weight(part.words) else part.words


def _asked(words: Iterable[Word], languages: str) -> str:
    """Return those languages in which nearly all of the words may be."""
    kinds = [unicodedata.bidirectional(letter) for word in words for letter in word.text]
    right, left = sum(kind in FROM_RIGHT for kind in kinds), kinds.count("L")
    if not right or right < _NEARLY_ALL * (right + left):
        return languages
    return "+".join(each for each in languages.split("+") if each in _RIGHT_TO_LEFT) or languages
