"""From texts that an engine found to the answer that a person reads; the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amana.search.highlight import Highlighter
from amana.search.model import FacetCount, Hit, IndexedText

FACETS = ("language", "media_type", "year")


def hit(document: IndexedText, highlighter: Highlighter, score: float, best: float) -> Hit:
    """Return `document` as a hit; its score is told as a share of the best one.

    An engine weighs words by how many texts hold them, hidden texts included. One decimal of a
    share is all that is told of that.
    """
    return Hit(
        key=document.key,
        item=document.item,
        original=document.original,
        reading=document.reading,
        article=document.article,
        title=document.title,
        language=document.language,
        score=round(score / best, 1) if best > 0 else 1.0,
        snippets=highlighter.snippets(document.pieces),
    )


def facets(
    counted: Mapping[str, Iterable[tuple[str, int]]],
) -> tuple[tuple[str, tuple[FacetCount, ...]], ...]:
    """Return the facets in their fixed order: highest counts first, then by value."""
    return tuple(
        (
            name,
            tuple(
                FacetCount(value=value, count=count)
                for value, count in sorted(
                    counted.get(name, ()), key=lambda pair: (-pair[1], pair[0])
                )
            ),
        )
        for name in FACETS
    )
