"""Anchors: from a passage of a reading's text back to the place in the original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from amana.core import UsageError
from amana.reading.charsets import byte_length
from amana.records import ByteRange, Locator, PageRects, Reading, Segment


def locate(reading: Reading, char_start: int, char_end: int) -> tuple[Locator, ...]:
    """Return where the passage `char_start` to `char_end` (code points) stands in the original.

    Rules:

    1. Text and web pages: one byte range, the smallest that covers the passage. Inside an exact
       segment offsets are computed; a segment that is not exact counts as a whole.
    2. PDF: for each page that the passage touches, in order, the rectangles of the lines touched.
    3. Characters of no segment (separators that the reader put in) are passed over. A passage of
       nothing else has no place: the answer is empty.

    Raises:
        UsageError: the passage is empty or not within the text.
    """
    if not 0 <= char_start < char_end <= len(reading.text):
        raise UsageError(
            f"there is no passage from {char_start} to {char_end}",
            remedy=f"the text of this reading has {len(reading.text)} characters",
        )
    touched = _touched(reading.segments, char_start, char_end)
    bytes_touched = [s for s in touched if isinstance(s.locator, ByteRange)]
    if bytes_touched:
        return (_byte_range(reading, bytes_touched, char_start, char_end),)
    return tuple(_pages(touched))


def _touched(segments: Sequence[Segment], start: int, end: int) -> Sequence[Segment]:
    first = bisect_right(segments, start, key=lambda segment: segment.char_end)
    last = bisect_left(segments, end, key=lambda segment: segment.char_start)
    return segments[first:last]


def _byte_range(
    reading: Reading, touched: Sequence[Segment], char_start: int, char_end: int
) -> ByteRange:
    first, last = touched[0], touched[-1]
    start = _range(first).start
    if first.exact and char_start > first.char_start:
        start += _width(reading, first.char_start, char_start)
    end = _range(last).end
    if last.exact and char_end < last.char_end:
        end = _range(last).start + _width(reading, last.char_start, char_end)
    return ByteRange(start=start, end=end)


def _range(segment: Segment) -> ByteRange:
    if not isinstance(segment.locator, ByteRange):
        raise TypeError("a segment without a byte range among those with one")
    return segment.locator


def _width(reading: Reading, start: int, end: int) -> int:
    return byte_length(reading.text[start:end], reading.encoding or "utf-8")


def _pages(touched: Sequence[Segment]) -> Iterator[PageRects]:
    by_page: dict[int, list[tuple[int, int, int, int]]] = {}
    for segment in touched:
        if isinstance(segment.locator, PageRects):
            by_page.setdefault(segment.locator.page, []).extend(segment.locator.rects)
    for page, rects in by_page.items():
        yield PageRects(page=page, rects=tuple(dict.fromkeys(rects)))
