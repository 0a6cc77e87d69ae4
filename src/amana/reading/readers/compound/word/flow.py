"""The text of a Word document, from its pieces: paragraphs, cells, fields, notes.

Special characters are those of [MS-DOC] section 2.4.3 and 2.8.25. Of a field (0x13 instruction
0x14 result 0x15) the result is text, and the address of a link goes to `links`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.charsets import decode
from amana.reading.readers.codepages import is_exact
from amana.reading.readers.compound.word.fib import PARTS, Fib
from amana.reading.readers.compound.word.looks import Look, Looks
from amana.reading.readers.compound.word.pieces import Piece
from amana.reading.readers.paragraphs import CELL, LINE, Paragraphs, Place, Within
from amana.reading.readers.removals import Removals

MAIN = "WordDocument"
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f]")
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_SHOWN = {"\x0b": "\n", "\x1e": "\u2011", "\x1f": "\u00ad"}
_DEEPEST_FIELD = 200
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,4000})"')
_LONGEST, _MOST_LINKS = 8000, 200
_HINTS = {
    "footnotes": "footnote",
    "headers": "header",
    "comments": "comment",
    "endnotes": "endnote",
    "boxes": "textbox",
    "header-boxes": "textbox",
}
_WITHIN: dict[str, Within] = {"headers": ("header",), "footnotes": ("aside",)}
_PIECE = 1 << 16
_HEADINGS = range(1, 10)


class Stretch(NamedTuple):
    """Characters that follow each other in the bytes: their text and where it begins."""

    text: str
    byte: int
    width: int
    exact: bool
    look: Look | None = None


class Flow:
    """Walks through a document once; `hidden` counts hidden characters."""

    def __init__(self, fib: Fib, main: bytes, characters: Looks, paragraphs: Looks) -> None:
        self._fib = fib
        self._main = main
        self._characters = characters
        self._paragraphs = paragraphs
        self._fields: list[bool] = []
        self._after_cell = False
        self._instruction = ""
        self.links: dict[str, None] = {}
        self.hidden = 0
        self.removals = Removals()

    def write(self, pieces: list[Piece], out: Paragraphs) -> None:
        """Write all sub-documents, one after the other.

        Raises:
            Full: the budget is used up.
        """
        numbers = {
            1: out.part(MAIN, self._fib.encoding),
            2: out.part(MAIN, "utf-16le"),
        }
        first = 0
        for name, count in zip(PARTS, self._fib.counts, strict=True):
            self._fields.clear()
            self._after_cell = False
            for stretch in self._stretches(pieces, first, first + count):
                self._take(stretch, name, out, numbers[stretch.width])
            self._end(name, None, out)
            first += count

    def _stretches(self, pieces: list[Piece], first: int, end: int) -> Iterator[Stretch]:
        for piece in pieces:
            low, high = max(piece.first, first), min(piece.end, end)
            for start in range(low, high, _PIECE):
                stop = min(high, start + _PIECE)
                yield from self._by_look(piece, piece.byte(start), piece.byte(stop))

    def _by_look(self, piece: Piece, start: int, end: int) -> Iterator[Stretch]:
        """Return a range of bytes, cut where hidden and deleted characters begin and end."""
        at = start
        for look in self._characters.within(start, end):
            if not (look.deleted or look.hidden):
                continue
            low = max(at, look.start)
            if low > at:
                yield self._decoded(piece, at, low)
            stop = max(low, min(look.end, end))
            yield self._decoded(piece, low, stop)._replace(look=look)
            at = stop
        if at < end:
            yield self._decoded(piece, at, end)

    def _decoded(self, piece: Piece, start: int, end: int) -> Stretch:
        data = self._main[start:end]
        encoding = "utf-16le" if piece.width == 2 else self._fib.encoding  # noqa: PLR2004 - bytes
        text = decode(data, encoding)
        return Stretch(text, start, piece.width, is_exact(text, data, encoding))

    def _take(self, stretch: Stretch, name: str, out: Paragraphs, part: int) -> None:
        text, at = stretch.text, 0
        for match in _CONTROLS.finditer(text):
            self._put(stretch, at, match.start(), out, part)
            self._control(stretch, match, name, out, part)
            at = match.end()
        self._put(stretch, at, len(text), out, part)

    def _byte(self, stretch: Stretch, at: int) -> int:
        """Return at which byte a letter begins; letters beyond the BMP take two units."""
        if stretch.width == 1:
            return stretch.byte + at
        return stretch.byte + len(stretch.text[:at].encode("utf-16-le", "replace"))

    def _put(self, stretch: Stretch, start: int, end: int, out: Paragraphs, part: int) -> None:
        if start >= end:
            return
        if not all(self._fields):
            self._instruction = (self._instruction + stretch.text[start:end])[:_LONGEST]
            return
        low = self._byte(stretch, start)
        high = self._byte(stretch, end)
        place = Place(low, high, exact=stretch.exact, part=part)
        text = stretch.text[start:end]
        if stretch.look is not None and stretch.look.deleted:
            self.removals.put(text, place, stretch.look.removal)
            return
        if stretch.look is not None:
            self.hidden += sum(not letter.isspace() for letter in text)
        if not text.isspace():
            self.removals.cut()
        out.put(text, place)

    def _control(
        self, stretch: Stretch, match: re.Match[str], name: str, out: Paragraphs, part: int
    ) -> None:
        letter = match.group()
        if letter in {_FIELD, _RESULT, _FIELD_END}:
            self._field(letter)
        elif stretch.look is not None and stretch.look.deleted:
            self.removals.cut()
        elif letter in {"\r", "\x0c", "\x07", "\x0e"}:
            self._end(name, self._byte(stretch, match.start()), out, is_cell=letter == "\x07")
        elif letter in _SHOWN and all(self._fields):
            byte = self._byte(stretch, match.start())
            place = Place(byte, byte + stretch.width, exact=False, part=part)
            out.put(_SHOWN[letter], place)

    def _field(self, letter: str) -> None:
        """Keep in `_fields`, for each open field, whether its result has begun."""
        if letter == _FIELD:
            if len(self._fields) < _DEEPEST_FIELD:
                self._fields.append(False)
                self._instruction = ""
        elif letter == _RESULT and self._fields:
            self._fields[-1] = True
            link = _LINK.match(self._instruction)
            if link and len(self.links) < _MOST_LINKS:
                self.links[link[1]] = None
        elif letter == _FIELD_END and self._fields:
            self._fields.pop()

    def _end(self, name: str, byte: int | None, out: Paragraphs, *, is_cell: bool = False) -> None:
        """End a paragraph or a cell; the mark at its end says what it was."""
        look = self._paragraphs.at(byte) if byte is not None else None
        row_end = bool(look and look.row_end) or (is_cell and not out.is_open)
        in_table = is_cell or bool(look and look.in_table)
        within = _WITHIN.get(name, ()) + (("table",) if in_table else ())
        hints = (_HINTS[name],) if name in _HINTS else ()
        tag = "td" if in_table else _tag(look)
        apart = CELL if self._after_cell else LINE
        written = out.end(tag, within=within, hints=hints, apart=apart)
        self._after_cell = is_cell and not row_end and (written or self._after_cell)
        self._fields = [True] * len(self._fields)  # no instruction goes on in another paragraph


def _tag(look: Look | None) -> str:
    """Return what a paragraph is: the styles 1 to 9 are the headings ([MS-DOC] section 2.9.271)."""
    if look is not None and look.style in _HEADINGS:
        return f"h{min(6, look.style)}"
    return "p"
