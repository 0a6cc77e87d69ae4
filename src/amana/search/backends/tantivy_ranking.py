"""Which texts stand on a page, in an order that does not depend on the history of the index.

tantivy orders texts of equal weight by where they happen to lie. Here they stand in the order of
their keys, across pages and after any merge.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TypeVar

from tantivy import DocAddress, Order, Query, Searcher

from amana.search.backends.tantivy_query import KEY_NUMBERS
from amana.search.model import IndexedText

Load = Callable[[DocAddress], IndexedText]

_Numbers = tuple[float, int | float, int | float]  # less the weight, the numbers of the key
_Entry = TypeVar("_Entry")
_Order = TypeVar("_Order", float, _Numbers)

_SLACK = 200  # texts beyond the page that are fetched in the hope that ties end among them
_GROWTH = 8


def by_key(
    searcher: Searcher, query: Query, offset: int, limit: int, load: Load
) -> list[tuple[float, IndexedText]]:
    """Return a page of texts in the order of their keys; all have the same weight."""
    found = searcher.search(
        query, limit=limit, offset=offset, count=False, order_by_field="key", order=Order.Asc
    )
    return [(1.0, load(address)) for _, address in found.hits]


def by_weight(
    searcher: Searcher, query: Query, offset: int, limit: int, load: Load
) -> tuple[list[tuple[float, IndexedText]], float]:
    """Return a page of texts by weight, then key, and the weight of the best text of all."""
    ranked = _top(searcher, query, offset + limit)
    if offset >= len(ranked):
        return [], 0.0
    # First by the numbers of the keys, which are quickly had; what still ties has long keys that
    # begin alike, and is read.
    contested, before = _part_around(ranked, lambda entry: -entry[0], offset, offset + limit)
    numbered = _numbered(searcher, contested)
    unsure, also_before = _part_around(
        numbered, lambda entry: entry[0], offset - before, offset - before + limit
    )
    loaded = [(-order[0], load(address)) for order, address in unsure]
    loaded.sort(key=lambda entry: (-entry[0], entry[1].key))
    start = offset - before - also_before
    return loaded[start : start + limit], ranked[0][0]


def _part_around(
    entries: list[_Entry], order: Callable[[_Entry], _Order], start: int, stop: int
) -> tuple[list[_Entry], int]:
    """Return the entries from `start` to `stop` and all that tie with the first or the last.

    The second value says how many entries stand before that part.
    """
    first = bisect_left(entries, order(entries[start]), key=order)
    last = bisect_right(entries, order(entries[min(stop, len(entries)) - 1]), key=order)
    return entries[first:last], first


def _top(searcher: Searcher, query: Query, wanted: int) -> list[tuple[float, DocAddress]]:
    """Return at least the first `wanted` texts by weight, with all that tie with the last."""
    size = wanted + _SLACK
    while True:
        ranked: list[tuple[float, DocAddress]] = searcher.search(
            query, limit=size, count=False
        ).hits
        if len(ranked) < size or ranked[-1][0] < ranked[wanted - 1][0]:
            return ranked
        size *= _GROWTH


def _numbered(
    searcher: Searcher, ranked: list[tuple[float, DocAddress]]
) -> list[tuple[_Numbers, DocAddress]]:
    """Return the texts in the order of their weights, then of the numbers of their keys."""
    addresses = [address for _, address in ranked]
    high, low = (searcher.fast_field_values(name, addresses) for name in KEY_NUMBERS)
    numbered = [
        ((-weight, first or 0, second or 0), address)
        for (weight, address), first, second in zip(ranked, high, low, strict=True)
    ]
    return sorted(numbered, key=lambda entry: entry[0])
