"""Anchors: from a passage of a reading's text back to the place in the original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from msgspec import structs

from amana.core import UsageError
from amana.reading.charsets import byte_length
from amana.records import ByteRange, Cell, Locator, PageRects, Part, Reading, Row, Segment


def locate(reading: Reading, char_start: int, char_end: int) -> tuple[Locator, ...]:
    """Return where the passage `char_start` to `char_end` (code points) stands in the original.

    Rules:

    1. Text and web pages: one byte range, the smallest that covers the passage. Inside an exact
       segment offsets are computed; a segment that is not exact counts as a whole.
    2. Packages and mails: one byte range for each part that the passage touches, by rule 1.
    3. PDF: for each page that the passage touches, in order, the rectangles of the lines touched.
    4. Sheets and tables: each cell and each value that the passage touches, once, in order.
    5. Characters of no segment (separators that the reader put in) are passed over. A passage of
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
    return tuple(_merged(reading, touched, char_start, char_end))


def _merged(
    reading: Reading, touched: Sequence[Segment], start: int, end: int
) -> Iterator[Locator]:
    for place, run in groupby(touched, key=_place):
        segments = list(run)
        match place:
            case ByteRange():
                low, high = _bounds(reading, segments, start, end)
                yield ByteRange(start=low, end=high)
            case Part():
                low, high = _bounds(reading, segments, start, end)
                yield structs.replace(place, start=low, end=high)
            case PageRects():
                rects = chain.from_iterable(_rects(segment) for segment in segments)
                yield structs.replace(place, rects=tuple(dict.fromkeys(rects)))
            case Cell() | Row():
                yield place


def _place(segment: Segment) -> Locator | None:
    """Return what segments have in common whose places are told as one."""
    match segment.locator:
        case ByteRange():
            return ByteRange(start=0, end=0)
        case Part() as part:
            return structs.replace(part, start=0, end=0)
        case PageRects() as page:
            return structs.replace(page, rects=())
        case other:
            return other


def _touched(segments: Sequence[Segment], start: int, end: int) -> Sequence[Segment]:
    first = bisect_right(segments, start, key=lambda segment: segment.char_end)
    last = bisect_left(segments, end, key=lambda segment: segment.char_start)
    return segments[first:last]


def _bounds(
    reading: Reading, touched: Sequence[Segment], char_start: int, char_end: int
) -> tuple[int, int]:
    """Return the first byte and the end of the smallest range that covers the passage."""
    low, high = [], []
    for segment in touched:
        place = segment.locator
        if not isinstance(place, ByteRange | Part):
            raise TypeError("a segment without a byte range among those with one")
        start, end = place.start, place.end
        if segment.exact:
            encoding = place.encoding if isinstance(place, Part) else reading.encoding
            before = reading.text[segment.char_start : max(segment.char_start, char_start)]
            until = reading.text[segment.char_start : min(segment.char_end, char_end)]
            if char_end < segment.char_end:
                end = start + byte_length(until, encoding or "utf-8")
            start += byte_length(before, encoding or "utf-8")
        low.append(start)
        high.append(end)
    return min(low), max(high)


def _rects(segment: Segment) -> tuple[tuple[int, int, int, int], ...]:
    return segment.locator.rects if isinstance(segment.locator, PageRects) else ()
