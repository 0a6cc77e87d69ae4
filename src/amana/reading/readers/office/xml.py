"""XML with byte offsets: one walk over a part, in pieces, by expat.

Names are made short by their namespace (`w:p`), alike for both generations of Office Open XML
(ECMA-376 transitional and ISO/IEC 29500 strict). What a document type declares is not believed:
no entity is put in, none is fetched, and U+FFFD stands where one is named.
"""

from __future__ import annotations

import codecs
import pyexpat
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from amana.reading.charsets import MULTI_BYTE, REPLACEMENT, by_mark, codec, named

Attributes = dict[str, str]
Start = Callable[[Attributes], object]
End = Callable[[], object]
Text = Callable[[str, int, int, bool], None]

SKIP = object()
"""What a start returns so that the element is passed over, its end included."""

DEEPEST = 1000
MOST_ELEMENTS = 20_000_000
_MOST_NAMES = 20_000
_WINDOW = 1 << 16

_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']")

_OLD = "http://schemas.openxmlformats.org/"
_NEW = "http://purl.oclc.org/ooxml/"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OPENOFFICE = "http://openoffice.org/"  # of OpenOffice.org 1, before there was a standard
_NAMESPACES = {
    "wordprocessingml/2006/main": "w",
    "wordprocessingml/main": "w",
    "spreadsheetml/2006/main": "x",
    "spreadsheetml/main": "x",
    "presentationml/2006/main": "p",
    "presentationml/main": "p",
    "drawingml/2006/main": "a",
    "drawingml/main": "a",
    "drawingml/2006/chart": "c",
    "drawingml/chart": "c",
    "drawingml/2006/diagram": "dgm",
    "drawingml/diagram": "dgm",
    "drawingml/2006/wordprocessingDrawing": "wp",
    "drawingml/wordprocessingDrawing": "wp",
    "drawingml/2006/spreadsheetDrawing": "xdr",
    "drawingml/spreadsheetDrawing": "xdr",
    "officeDocument/2006/relationships": "r",
    "officeDocument/relationships": "r",
    "officeDocument/2006/math": "m",
    "officeDocument/math": "m",
    "officeDocument/2006/extended-properties": "app",
    "officeDocument/extendedProperties": "app",
    "officeDocument/2006/custom-properties": "cust",
    "officeDocument/customProperties": "cust",
    "officeDocument/2006/docPropsVTypes": "vt",
    "officeDocument/docPropsVTypes": "vt",
    "package/2006/metadata/core-properties": "cp",
    "package/2006/relationships": "rel",
    "package/2006/content-types": "ct",
    "markup-compatibility/2006": "mc",
}
_OTHERS = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.microsoft.com/office/powerpoint/2018/8/main": "p188",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "xtc",
    "http://www.idpf.org/2007/opf": "opf",
    "urn:oasis:names:tc:opendocument:xmlns:container": "container",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
}
OASIS_NAMES = {
    "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
    "meta": "meta", "presentation": "presentation", "manifest": "manifest",
    "svg": "svg-compatible",
}  # fmt: skip


def _prefixes() -> dict[str, str]:
    known = dict(_OTHERS)
    for rest, prefix in _NAMESPACES.items():
        known[_OLD + rest] = known[_NEW + rest] = prefix
    for prefix, name in OASIS_NAMES.items():
        known[f"{_OASIS}{name}:1.0"] = prefix
        known[f"{_OPENOFFICE}2000/{name}"] = known[f"{_OPENOFFICE}2001/{name}"] = prefix
    return known


class _Names(dict[str, str]):
    """Short names by what expat calls them; worked out once each."""

    def __init__(self) -> None:
        super().__init__()
        self._prefixes = _prefixes()

    def __missing__(self, full: str) -> str:
        uri, _, local = full.rpartition(" ")
        short = f"{self._prefixes.get(uri, '?')}:{local}" if uri else local
        if len(self) < _MOST_NAMES:
            self[full] = short
        return short


_names = _Names()


class TooMuch(Exception):
    """There are more elements than anyone would write."""


def by_python(label: bytes) -> bool:
    """Tell whether the parser, which asks Python, finds an encoding by this label."""
    try:
        codecs.lookup(label.decode("ascii"))
    except (LookupError, UnicodeDecodeError, ValueError):
        return False
    return True


def ignore(text: str, start: int, end: int, exact: bool) -> None:
    """Take no text."""
    del text, start, end, exact


def skip(said: Attributes) -> object:
    """Pass over an element."""
    del said
    return SKIP


class Rules(NamedTuple):
    """What to do at starts, ends and text; `within` are the elements whose own text is wanted.

    `within` is None where all text is. A text comes with the byte range that it stands in, and
    whether these bytes decode to exactly it.
    """

    starts: Mapping[str, Start]
    ends: Mapping[str, End]
    text: Text
    within: frozenset[str] | None = None


class Walk:
    """One walk over one part. After it, `damaged`, `entities` and `nested` say what went wrong."""

    def __init__(self, rules: Rules) -> None:
        self._starts, self._ends, self._text, within = rules
        self._everywhere = within is None
        self._ending = bool(self._ends or within is None or within)
        self._within = within or frozenset()
        self._pieces: list[tuple[int, str]] = []
        self._depth = self._elements = self._skipped = 0
        self._codec = "utf-8"
        self._bytes = b""
        self._base = 0
        self.encoding = "utf-8"
        self.entities = self.nested = 0
        self.damaged = False
        self._begin(None)

    def _begin(self, encoding: str | None) -> None:
        """Make the parser; `encoding` is put in the place of one that it does not know."""
        self._parser = pyexpat.ParserCreate(encoding, " ")
        self._parser.XmlDeclHandler = self._declaration
        self._parser.DefaultHandler = self._other
        self._listen()

    def run(self, pieces: Iterable[bytes]) -> None:
        """Walk over the bytes; where they are not well-formed, the walk ends.

        Raises:
            TooMuch: there is no end to it.
        """
        try:
            for piece in self._grown(pieces):
                if not self._base and not self._bytes:
                    self._mark(piece)
                self._base += len(self._bytes)
                self._bytes = piece
                self._parser.Parse(piece, False)
            self._base += len(self._bytes)
            self._bytes = b""
            self._parser.Parse(b"", True)
        except pyexpat.ExpatError:
            self.damaged = True
            self._flush()

    def _grown(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield bytes as they come, but no less than what waits in the parser.

        It looks at a tag or comment that is not at its end from the beginning again: one of a
        hundred megabytes, in small pieces, would take hours.
        """
        held: list[bytes] = []
        size = waiting = 0
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size < waiting:
                continue
            yield b"".join(held) if len(held) > 1 else piece
            held, size = [], 0
            waiting = self._base + len(self._bytes) - self._parser.CurrentByteIndex
        if held:
            yield b"".join(held)

    @property
    def at(self) -> int:
        """Where the current event begins, in bytes."""
        return self._parser.CurrentByteIndex

    def tag(self) -> tuple[int, int]:
        """Return the byte range of the tag that is at hand, as far as it can be seen."""
        start = self._parser.CurrentByteIndex
        end = self._bytes.find(b">", max(0, start - self._base)) + 1
        return start, max(start + 1, self._base + end)

    def _mark(self, head: bytes) -> None:
        marked = by_mark(head)
        if marked is not None:
            self._in(marked)
            return
        declared = _DECLARED.match(head)
        if declared is not None:
            name = named(declared[1].decode("ascii", "replace"))
            if name is None or name in MULTI_BYTE or not by_python(declared[1]):
                self._begin("utf-8")

    def _in(self, encoding: str) -> None:
        self.encoding, self._codec = encoding, codec(encoding)

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        del version, standalone
        name = named(encoding or "") or "utf-8"
        if not self.encoding.startswith("utf-16") and not name.startswith("utf-16"):
            self._in(name)

    def _listen(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end if self._ending else None
        self._parser.CharacterDataHandler = self._characters if self._everywhere else None

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        if self._pieces:
            self._flush()
        self._depth += self._ending
        self._elements += 1
        name = _names[full]
        handler = self._starts.get(name)
        if self._depth > DEEPEST:
            self.nested += 1
            self._skip()
        elif (
            handler is not None and handler({_names[k]: attributes[k] for k in attributes}) is SKIP
        ):
            self._skip()
        elif name in self._within:
            self._parser.CharacterDataHandler = self._characters
        if self._elements > MOST_ELEMENTS:
            raise TooMuch

    def _end(self, full: str) -> None:
        if self._pieces:
            self._flush()
        self._depth -= 1
        name = _names[full]
        if name in self._within:
            self._parser.CharacterDataHandler = None
        handler = self._ends.get(name)
        if handler is not None:
            handler()

    def _skip(self) -> None:
        self._skipped = 1
        self._parser.StartElementHandler = self._start_skipped
        self._parser.EndElementHandler = self._end_skipped
        self._parser.CharacterDataHandler = None

    def _start_skipped(self, full: str, attributes: dict[str, str]) -> None:
        del full, attributes
        self._skipped += 1
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise TooMuch

    def _end_skipped(self, full: str) -> None:
        del full
        self._skipped -= 1
        if not self._skipped:
            self._depth -= self._ending
            self._listen()

    def _characters(self, text: str) -> None:
        self._pieces.append((self._parser.CurrentByteIndex, text))

    def _other(self, markup: str) -> None:
        """Take in what has no handler: references to entities, and what cuts a text in two."""
        if self._pieces:
            self._flush()
        if markup.startswith("&") and self._parser.CharacterDataHandler is not None:
            self.entities += 1
            at = self._parser.CurrentByteIndex
            self._text(REPLACEMENT, at, at + len(markup.encode(self._codec)), False)

    def _flush(self) -> None:
        if not self._pieces:
            return
        pieces, self._pieces = self._pieces, []
        ends = [start for start, _ in pieces[1:]]
        ends.append(self._parser.CurrentByteIndex)
        for (start, text), end in zip(pieces, ends, strict=True):
            width = len(text) if text.isascii() else len(text.encode(self._codec, "replace"))
            if self._codec.startswith("utf-16"):
                width = len(text.encode(self._codec, "replace"))
            # A carriage return becomes a line feed of the same width (XML 1.0 section 2.11).
            self._text(text, start, end, width == end - start and text != "\n")
