"""Finding texts: an index, a query language that reads Arabic and English, facets, quotations.

For an investigator: what is found, in which spellings, and where it stands in the text.
For an engineer: the port `SearchIndex` with engines behind it; parsing and quoting are pure.
"""

from __future__ import annotations

from amana.search.backends.memory import MemoryIndex
from amana.search.model import (
    Condition,
    FacetCount,
    Hit,
    IndexedText,
    Piece,
    Query,
    Remark,
    Results,
    Snippet,
    Sought,
    Understood,
)
from amana.search.opening import open_index
from amana.search.ports import IndexUnusable, SearchIndex

__all__ = [
    "Condition",
    "FacetCount",
    "Hit",
    "IndexUnusable",
    "IndexedText",
    "MemoryIndex",
    "Piece",
    "Query",
    "Remark",
    "Results",
    "SearchIndex",
    "Snippet",
    "Sought",
    "Understood",
    "open_index",
]
