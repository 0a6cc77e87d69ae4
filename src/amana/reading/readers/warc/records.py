"""The records of a web archive, each with its bytes, and what lies between them.

Every byte of the file is part of a record, of the line ends that separate records, or of a range
that is told. ISO 28500:2017 (WARC 1.1); the ARC format of the Internet Archive, versions 1 and 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from amana.reading.readers.containers.gaps import without_padding
from amana.reading.readers.intake import Content
from amana.reading.readers.warc.headers import LONGEST, Header, arc_header, warc_header
from amana.reading.readers.warc.stretches import Stretch, Unrolled, stretches

_LINE_ENDS = b"\r\n"
_PIECE = 1 << 18
_HEAD = 1 << 13
_BETWEEN = 64
_OVERLAP = 1 << 12
_WARC = re.compile(rb"\nWARC/[0-9]\.[0-9]{1,2}\r{0,2}\n")
_ARC = re.compile(rb"\n[a-z][a-z0-9+.-]*:[^\n]* [0-9]{8,20} [^\n]+\n")


class Record(NamedTuple):
    """A record: its header, and its block as bytes `start` to `end` of `content`.

    Bytes `first` to `last` of the file hold it; they are shared with others where several records
    are compressed together. `plain`: `content` is the file. `cut`: the block breaks off, or has
    another length than it states.
    """

    header: Header
    content: Content
    start: int
    end: int
    first: int
    last: int
    plain: bool
    cut: bool

    def block(self, start: int = 0) -> Iterator[bytes]:
        """Yield the block from a byte of it on."""
        for at in range(self.start + start, self.end, _PIECE):
            yield self.content.at(at, min(_PIECE, self.end - at))


def records(document: Content, gap: Callable[[int, int], None]) -> Iterator[Record]:
    """Yield the records of a WARC or ARC file, plain or compressed; report ranges that are none."""
    for stretch in stretches(document):
        if isinstance(stretch, tuple):
            gap(*stretch)
        else:
            yield from _Walk(stretch, gap).records()


class _Walk:
    """A walk through one stretch."""

    def __init__(self, stretch: Stretch, gap: Callable[[int, int], None]) -> None:
        self._stretch = stretch
        self._content = stretch.content
        self._gap = gap
        self._far = not isinstance(stretch.content, Unrolled)
        self._found = 0
        head = self._content.at(0, _HEAD).lstrip(_LINE_ENDS)
        self._arc = not head.startswith(b"WARC/") and arc_header(head) is not None

    def records(self) -> Iterator[Record]:
        at = 0
        while (at := self._after_line_ends(at)) < self._content.size:
            header = self._header(at)
            if header is None:
                following = self._next_record(at + 1)
                self._lost(at, following)
                at = following
                continue
            start = at + header.size
            end, cut = self._end(start, header.length)
            self._found += 1
            yield self._record(header, at, start, end, cut=cut)
            at = end
        if not self._found and not self._stretch.plain:
            self._gap(self._stretch.start, self._stretch.end)

    def _record(self, header: Header, at: int, start: int, end: int, *, cut: bool) -> Record:
        stretch = self._stretch
        first, last = (at, end) if stretch.plain else (stretch.start, stretch.end)
        cut = cut or (stretch.damaged and end == self._content.size)
        return Record(header, self._content, start, end, first, last, stretch.plain, cut)

    def _lost(self, start: int, end: int) -> None:
        """Report bytes of the stretch that are no record, where others of it are."""
        start, end = without_padding(self._content, start, end, _LINE_ENDS + b"\0")
        if self._stretch.plain:
            self._gap(start, end)
        elif start < end and self._found:
            self._gap(self._stretch.start, self._stretch.end)

    def _after_line_ends(self, at: int) -> int:
        while piece := self._content.at(at, _BETWEEN):
            rest = piece.lstrip(_LINE_ENDS)
            at += len(piece) - len(rest)
            if rest:
                break
        return at

    def _header(self, at: int) -> Header | None:
        for length in (_HEAD, LONGEST):
            head = self._content.at(at, length)
            header = arc_header(head) if self._arc else warc_header(head)
            if header is not None:
                return header
        return None

    def _end(self, start: int, length: int | None) -> tuple[int, bool]:
        """Return where a block ends, and whether that is not where it should."""
        if length is None:
            return self._before_line_ends(start, self._next_record(start)), True
        end = start + length
        if end <= self._content.size and self._fits(end):
            return end, False
        following = self._next_record(start)
        if following < min(end, self._content.size):
            return self._before_line_ends(start, following), True
        return min(end, self._content.size), True

    def _fits(self, end: int) -> bool:
        """Tell whether a record may end here: line ends follow, another record, or nothing."""
        if not self._far and end + _BETWEEN < self._content.size:
            return True
        tail = self._content.at(end, _BETWEEN)
        return (
            not tail.strip(_LINE_ENDS)
            or tail.startswith((b"\r\n\r\n", b"\n\n", b"WARC/", b"\r\nWARC/", b"\nWARC/"))
            or (
                self._arc
                and arc_header(self._content.at(end, _HEAD).lstrip(_LINE_ENDS)) is not None
            )
        )

    def _before_line_ends(self, start: int, end: int) -> int:
        tail = self._content.at(max(start, end - 4), min(4, end - start))
        return end - (4 if tail == b"\r\n\r\n" else len(tail) - len(tail.rstrip(b"\n")))

    def _next_record(self, at: int) -> int:
        """Return where the next record begins at the beginning of a line; the end if nowhere."""
        for place in range(max(at, 1), self._content.size, _PIECE):
            piece = self._content.at(place - 1, _PIECE + _OVERLAP)
            found = (_ARC if self._arc else _WARC).search(piece)
            if found is not None:
                return place + found.start()
        return self._content.size
