from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.reading import locate
from amana.records import ByteRange, Locator, PageRects, Reading, Recipe, Segment, State


def reading(text: str, *segments: Segment, encoding: str = "utf-8") -> Reading:
    return Reading(
        original="ab" * 32,
        key="cd" * 32,
        recipe=Recipe(step="reading/test", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=text,
        encoding=encoding,
        segments=segments,
    )


def at(start: int, end: int, locator: Locator, *, exact: bool = False) -> Segment:
    return Segment(char_start=start, char_end=end, locator=locator, exact=exact)


def test_offsets_inside_an_exact_segment_are_computed_in_its_encoding() -> None:
    text = "قال: ok"
    for encoding, start, end in (
        ("utf-8", 100 + 7, 100 + 8),
        ("windows-1256", 104, 105),
        ("utf-16le", 108, 110),
    ):
        whole = at(0, 7, ByteRange(start=100, end=999), exact=True)
        found = locate(reading(text, whole, encoding=encoding), 4, 5)
        assert found == (ByteRange(start=start, end=end),)


def test_the_last_segment_keeps_its_end_when_it_is_covered() -> None:
    whole = at(0, 3, ByteRange(start=0, end=9), exact=True)
    assert locate(reading("abc", whole), 1, 3) == (ByteRange(start=1, end=9),)


def test_a_segment_that_is_not_exact_counts_as_a_whole() -> None:
    page = reading(
        "a&b",
        at(0, 1, ByteRange(start=10, end=11), exact=True),
        at(1, 2, ByteRange(start=11, end=16)),
        at(2, 3, ByteRange(start=16, end=17), exact=True),
    )
    assert locate(page, 1, 2) == (ByteRange(start=11, end=16),)
    assert locate(page, 0, 2) == (ByteRange(start=10, end=16),)
    assert locate(page, 0, 3) == (ByteRange(start=10, end=17),)


def test_separators_have_no_place_and_are_passed_over() -> None:
    page = reading(
        "one\n\ntwo",
        at(0, 3, ByteRange(start=3, end=6), exact=True),
        at(5, 8, ByteRange(start=13, end=16), exact=True),
    )
    assert locate(page, 3, 5) == ()
    assert locate(page, 1, 6) == (ByteRange(start=4, end=14),)
    assert locate(page, 4, 8) == (ByteRange(start=13, end=16),)


def test_a_passage_over_two_pages_has_a_locator_for_each() -> None:
    pdf = reading(
        "one\ntwo\n\nthree",
        at(0, 3, PageRects(page=1, rects=((0, 0, 9, 9),))),
        at(4, 7, PageRects(page=1, rects=((0, 10, 9, 19),))),
        at(9, 14, PageRects(page=2, rects=((0, 0, 9, 9),))),
    )
    assert locate(pdf, 5, 10) == (
        PageRects(page=1, rects=((0, 10, 9, 19),)),
        PageRects(page=2, rects=((0, 0, 9, 9),)),
    )
    assert locate(pdf, 0, 7) == (PageRects(page=1, rects=((0, 0, 9, 9), (0, 10, 9, 19))),)


def test_a_segment_without_a_locator_has_no_place() -> None:
    assert locate(reading("abc", Segment(char_start=0, char_end=3, locator=None)), 0, 3) == ()


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 4), (2, 2), (2, 1)])
def test_passages_that_are_none(start: int, end: int) -> None:
    with pytest.raises(UsageError, match="no passage"):
        locate(reading("abc"), start, end)
