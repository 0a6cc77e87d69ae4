from __future__ import annotations

import pytest

from amana.search import FacetCount, IndexedText, Piece
from amana.search.answer import facets, hit
from amana.search.highlight import Highlighter
from amana.search.query import parse

FOUND = IndexedText(
    key="IT-1#0", item="IT-1", original="o", reading="r", article=2, title="Title",
    pieces=(Piece(char_start=7, text="the court"),), language=None, media_type="text/plain",
    acl="open", published=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("score", "best", "told"),
    [(8.0, 8.0, 1.0), (3.9, 8.0, 0.5), (0.01, 8.0, 0.0), (0.0, 0.0, 1.0), (1.0, 0.0, 1.0)],
)
def test_scores_are_shares_in_tenths(score: float, best: float, told: float) -> None:
    assert hit(FOUND, Highlighter(parse("court")), score, best).score == told


def test_a_hit_says_where_it_comes_from() -> None:
    found = hit(FOUND, Highlighter(parse("court")), 1.0, 1.0)
    assert (found.key, found.item, found.original, found.reading) == ("IT-1#0", "IT-1", "o", "r")
    assert (found.article, found.title, found.language) == (2, "Title", None)
    assert [(s.char_start, s.char_end) for s in found.snippets] == [(7, 16)]


def test_facets_stand_in_a_fixed_order() -> None:
    told = facets({"year": [("2014", 1)], "language": [("fr", 2), ("ar", 2), ("en", 5)]})
    assert [name for name, _ in told] == ["language", "media_type", "year"]
    assert [count.value for count in told[0][1]] == ["en", "ar", "fr"]
    assert told[1][1] == ()
    assert told[2][1] == (FacetCount(value="2014", count=1),)
