from __future__ import annotations

from amana.reading.readers.markup import elements as el


def test_no_block_stands_within_a_line() -> None:
    assert el.INLINE.isdisjoint(el.TAGS)
    assert el.INLINE.isdisjoint(el.TITLE | el.MARKED_UP | el.DATES)
