"""The reader of drawings in SVG: their text. Nothing is drawn, run or fetched."""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat

from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, GiveUp, Outlet, whole
from amana.reading.readers.sampling import must_read
from amana.reading.wire import BlockRow, Budget, ReadOrder, Run, TextAnswer, Told

_SVG = "http://www.w3.org/2000/svg"
_DEEPEST = 500
_SPACES = " \t\r\n"
_TEXT = frozenset({"text", "title", "desc"})
_FOREIGN = "foreignObject"
_LEFT_OUT = frozenset({"script", "style", "metadata"})


class Piece(NamedTuple):
    """Characters of one block, and the bytes from which they come."""

    text: str
    start: int
    end: int
    block: int


class _Walk:
    """Follows the elements and keeps the text of those that show it."""

    def __init__(self, parser: expat.XMLParserType, data: bytes) -> None:
        self._parser = parser
        self._data = data
        self._names: list[str] = []
        self._held: str | None = None
        self._since = 0
        self._block = 0
        self.pieces: list[Piece] = []
        self.tags: dict[int, str] = {}
        self.entities = 0
        self.active = 0
        self.size: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._flush()
        local = name.rpartition(" ")[2]
        if not self._names:
            self.size = {key: attributes[key] for key in ("width", "height") if key in attributes}
        if len(self._names) > _DEEPEST:
            raise GiveUp(Code.NESTING_CUT)
        if local in _TEXT or (local in {"p", "div", "li", "td"} and _FOREIGN in self._names):
            self._block += 1
            self.tags[self._block] = "h1" if local == "title" else "p"
        self.active += local == "script" or any(key.startswith("on") for key in attributes)
        self._names.append(local)

    def end(self, name: str) -> None:
        del name
        self._flush()
        self._names.pop()

    def text(self, text: str) -> None:
        shown = _TEXT.intersection(self._names) or _FOREIGN in self._names
        if shown and not _LEFT_OUT.intersection(self._names):
            self._flush()
            self._held, self._since = text, self._parser.CurrentByteIndex
        else:
            self._flush()

    def other(self, text: str) -> None:
        self._flush()
        self.entities += text.startswith("&")

    def _flush(self) -> None:
        if self._held is not None:
            here = self._parser.CurrentByteIndex
            self.pieces.append(Piece(self._held, self._since, here, self._block))
            self._held = None


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read the text of a drawing, up to where it is well-formed."""
    del out
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    data = whole(document)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = False
    walk = _Walk(parser, data)
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.text
    parser.DefaultHandler = walk.other  # which leaves entities as they are spelled
    notices = []
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, GiveUp):
        notices.append(Told(Code.XML_BROKEN, max(0, parser.ErrorByteIndex)))
    if walk.entities:
        notices.append(Told(Code.ENTITIES_LEFT_OUT, walk.entities))
    if walk.active:
        notices.append(Told(Code.ACTIVE_CONTENT, walk.active))
    written = _Written(order.budget, data)
    for piece in walk.pieces:
        written.add(piece, walk.tags.get(piece.block, "p"))
    return written.answer(walk.size, notices)


class _Written:
    """The text as it grows: white space collapsed, a block in each line."""

    def __init__(self, budget: Budget, data: bytes) -> None:
        self._budget = budget
        self._data = data
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._blocks: list[BlockRow] = []
        self._last = -1
        self._full = False
        self._spaced = False

    def add(self, piece: Piece, tag: str) -> None:
        """Take in a piece, word by word."""
        fresh = piece.block != self._last
        words = piece.text.split()
        room = self._length + len(piece.text) + 2 <= self._budget.text_chars
        self._full = self._full or not room or len(self._runs) >= self._budget.runs
        if self._full:
            return
        if not words:
            self._spaced = True
            return
        if self._length:
            glued = not (fresh or self._spaced or piece.text[0] in _SPACES)
            self._put("\n\n" if fresh else "" if glued else " ")
        text = " ".join(words)
        start = self._length
        self._put(text)
        self._runs.append(self._run(piece, text, start))
        self._spaced = piece.text[-1] in _SPACES
        if fresh:
            self._blocks.append(BlockRow(start, self._length, tag, (), (), 0))
        else:
            row = self._blocks[-1]
            self._blocks[-1] = BlockRow(row.char_start, self._length, row.tag, (), (), 0)
        self._last = piece.block

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _run(self, piece: Piece, text: str, start: int) -> Run:
        """Return the run of a text: its own bytes where they stand so, else those of its piece."""
        raw = text.encode()
        at = self._data.find(raw, piece.start, piece.end)
        if at >= 0:
            return Run(start, self._length, at, at + len(raw), exact=True)
        return Run(start, self._length, piece.start, piece.end, exact=False)

    def answer(self, size: dict[str, str], notices: list[Told]) -> TextAnswer:
        """Return everything."""
        text = "".join(self._parts)
        facts = Facts()
        facts.add("image:format", "SVG")
        for key in sorted(size):
            facts.add(f"svg:{key}", size[key])
        if self._full:
            notices.append(Told(Code.TEXT_CUT, len(text)))
        if not text:
            notices.append(Told(Code.DRAWING_WITHOUT_TEXT))
        return TextAnswer(
            text=text,
            encoding="utf-8",
            runs=tuple(self._runs),
            blocks=tuple(self._blocks),
            metadata=facts.pairs(),
            notices=tuple(notices),
        )


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses."""
    return (("expat", ".".join(map(str, expat.version_info))),)


def warm() -> None:
    """Read a drawing of our own and make sure of the result."""
    data = f'<svg xmlns="{_SVG}"><title>amana</title><text>one <tspan>two</tspan></text></svg>'
    must_read(read, "svg", data.encode(), "amana\n\none two")
