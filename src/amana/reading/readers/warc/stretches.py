"""The bytes of a web archive without its compression: one stretch after the other.

A plain file is one stretch. Of a compressed one each gzip member is a stretch, as WARC 1.1 annex D
recommends one record in each; members whose content goes on in the next are one stretch together.
A stretch is a `Content`. Small ones are in memory, of large ones only a window is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from amana.reading.readers.containers import gzip
from amana.reading.readers.intake import BytesContent, Content

_SMALL = 8 << 20
_WINDOW = 4 << 20
_LOOK = 1 << 20
_BEGINNING = 64

_MAYBE = re.compile(rb"WARC/[0-9]|[a-z][a-z0-9+.-]*:")


class Stretch:
    """Content without compression, and the bytes of the file, `start` to `end`, that hold it.

    `plain` is true where it is these very bytes. `damaged` is true when it breaks off.
    """

    def __init__(
        self, content: Content, start: int, end: int, *, plain: bool, damaged: bool = False
    ) -> None:
        self.content = content
        self.start = start
        self.end = end
        self.plain = plain
        self.damaged = damaged


def stretches(document: Content) -> Iterator[Stretch | tuple[int, int]]:
    """Yield the stretches of a file, and between them the ranges that are none."""
    if document.at(0, 3) != gzip.MAGIC:
        yield Stretch(document, 0, document.size, plain=True)
        return
    at = 0
    while at < document.size:
        start = _next_member(document, at)
        if start > at:
            yield at, start
        if start < document.size:
            stretch = _stretch(document, start)
            yield stretch if stretch.content.size else (stretch.start, stretch.end)
            at = stretch.end
        else:
            at = start


def _next_member(document: Content, at: int) -> int:
    """Return where the next member begins, from a byte on; the size where there is none."""
    if document.at(at, 3) == gzip.MAGIC:
        return at
    while at < document.size:
        piece = document.at(at, _LOOK + 2)
        found = piece.find(gzip.MAGIC)
        while found >= 0:
            if _begins(document, at + found):
                return at + found
            found = piece.find(gzip.MAGIC, found + 1)
        at += _LOOK
    return document.size


def _begins(document: Content, at: int) -> bool:
    return bool(_MAYBE.match(_first(document, at)))


def _first(document: Content, at: int) -> bytes:
    """Return the first bytes of what a member holds, nothing where there is no member."""
    return gzip.beginning(document, at, _BEGINNING).lstrip(b"\r\n")


def _stretch(document: Content, start: int) -> Stretch:
    """Return the stretch of the members from `start` on that belong together."""
    members, kept, size, at = list[int](), list[bytes](), 0, start
    while True:
        member = gzip.Member(document, at)
        members.append(at)
        try:
            for piece in member.pieces():
                size += len(piece)
                if size <= _SMALL:
                    kept.append(piece)
        except gzip.Damaged:
            end = _next_member(document, at + 3)
            return Stretch(
                _content(document, members, kept, size), start, end, plain=False, damaged=True
            )
        at = member.end
        following = _first(document, at)
        if not following or _MAYBE.match(following):
            break
    return Stretch(_content(document, members, kept, size), start, at, plain=False)


def _content(document: Content, members: list[int], kept: list[bytes], size: int) -> Content:
    return BytesContent(b"".join(kept)) if size <= _SMALL else Unrolled(document, members, size)


class Unrolled:
    """What members hold, inflated again as it is read; cheap forwards and within a window."""

    def __init__(self, document: Content, members: list[int], size: int) -> None:
        self.size = size
        self._document = document
        self._members = members
        self._restart()

    def _restart(self) -> None:
        self._pieces = chain.from_iterable(map(self._member, self._members))
        self._window = bytearray()
        self._from = 0

    def _member(self, start: int) -> Iterator[bytes]:
        try:
            yield from gzip.Member(self._document, start).pieces()
        except gzip.Damaged:
            return

    def at(self, start: int, length: int) -> bytes:
        """See `Content.at`."""
        end = min(start + length, self.size)
        if start < self._from:
            self._restart()
        while self._from + len(self._window) < end:
            self._window += next(self._pieces)
            spare = min(len(self._window) - _WINDOW, start - self._from)
            if spare > 0:
                del self._window[:spare]
                self._from += spare
        return bytes(self._window[start - self._from : end - self._from])
