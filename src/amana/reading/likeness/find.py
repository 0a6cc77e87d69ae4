"""The likeness of a reading: the step itself."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from importlib.metadata import version

import rensa  # type: ignore[import-untyped]  # it has no stubs

from amana.reading.articles import fact_id, recipe_id
from amana.reading.likeness.shingles import LEAST, LENGTH, shingles, text_of
from amana.records import Article, Likeness, LikenessMethod, Reading, Recipe

PERMUTATIONS = 128
_SEED = 42
_NUMBERS = struct.Struct(f"<{PERMUTATIONS}I")
_PDQ = "pdq:hash"
_PDQ_QUALITY = "pdq:quality"
_LEAST_QUALITY = 50
"""Below this quality a picture is nearly plain, and its hash says nothing (PDQ, section 6)."""
_HEX_OF_PDQ = 64

RECIPE = Recipe(
    step="likeness/minhash",
    tool="amana.likeness",
    version="1",
    libraries=(("rensa", version("rensa")),),
    settings=(
        ("permutations", str(PERMUTATIONS)),
        ("seed", str(_SEED)),
        ("shingle", str(LENGTH)),
        ("least", str(LEAST)),
    ),
)
PDQ_RECIPE = Recipe(
    step="likeness/pdq",
    tool="amana.likeness",
    version="1",
    settings=(("quality", str(_LEAST_QUALITY)),),
)

_RECIPE_ID = recipe_id(RECIPE)
_PDQ_RECIPE_ID = recipe_id(PDQ_RECIPE)


def find_likeness(reading: Reading, articles: Sequence[Article]) -> tuple[Likeness, ...]:
    """Return the signatures of a reading: of each article, or of the whole where there is none.

    A picture has one of its pixels besides, which its reader computed. Texts of fewer than 20
    distinct shingles and pictures that are nearly plain have none.

    Args:
        reading: any reading.
        articles: its articles.
    """
    found = [*_of_texts(reading, articles), *_of_picture(reading)]
    return tuple(found)


def signature(text: frozenset[str]) -> bytes:
    """Return the MinHash signature of a set of shingles: 128 numbers of 32 bits, little-endian.

    The share of places at which two signatures agree estimates the Jaccard index of the two sets
    (Broder 1997), with a standard error of at most 0.045.
    """
    sketch = rensa.RMinHash(PERMUTATIONS, _SEED)
    sketch.update(text)  # in any order: of each permutation the least number counts
    return _NUMBERS.pack(*sketch.digest())


def _of_texts(reading: Reading, articles: Sequence[Article]) -> Iterator[Likeness]:
    for article in articles or (None,):
        text = shingles(text_of(reading, article))
        if len(text) < LEAST:
            continue
        number = None if article is None else article.article
        place = (0, len(reading.text)) if article is None else _place(article)
        yield Likeness(
            id=fact_id(reading.key, _RECIPE_ID, "likeness", (place,)),
            original=reading.original,
            reading=reading.key,
            recipe=_RECIPE_ID,
            method=LikenessMethod.MINHASH,
            article=number,
            shingles=len(text),
            signature=signature(text),
        )


def _of_picture(reading: Reading) -> Iterator[Likeness]:
    told = dict(reading.metadata)
    value, quality = told.get(_PDQ, ""), told.get(_PDQ_QUALITY, "")
    if len(value) != _HEX_OF_PDQ or not quality.isdecimal() or int(quality) < _LEAST_QUALITY:
        return
    try:
        hashed = bytes.fromhex(value)
    except ValueError:
        return
    yield Likeness(
        id=fact_id(reading.key, _PDQ_RECIPE_ID, "likeness", ()),
        original=reading.original,
        reading=reading.key,
        recipe=_PDQ_RECIPE_ID,
        method=LikenessMethod.PDQ,
        signature=hashed,
    )


def _place(article: Article) -> tuple[int, int]:
    return article.span.char_start, article.span.char_end
