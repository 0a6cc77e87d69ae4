"""The reader of XML of any kind."""

from __future__ import annotations

import base64
import binascii
import pyexpat
import re
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import TypeVar

from msgspec import structs

from amana.reading.charsets import codec
from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.html.reader import read_bytes as read_page
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.markup import elements as el
from amana.reading.readers.office.xml import SKIP, Attributes, Rules, TooMuch, Walk
from amana.reading.readers.paragraphs import Full, Paragraphs, Piece, Place
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_PIECE = 1 << 20
_WORDS = re.compile(r"\S+(?: \S+)*")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BETWEEN_TAGS = re.compile(rb">([^<>]+)(?=<|$)")
_REST = 64 << 20
_BACK = 1 << 16
_LONGEST_TITLE = 1000
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")

_H = TypeVar("_H")


class _Every(dict[str, _H]):
    """A handler for elements of any name: `make` gives that of a local name."""

    def __init__(self, make: Callable[[str], _H]) -> None:
        super().__init__({"": make("")})  # a table without entries is taken for none
        self._make = make

    def get(self, name: str, default: object = None) -> _H:
        del default
        known = super().get(name)
        if known is None:
            known = self[name] = self._make(name.rpartition(":")[2])
        return known


class _Reader:
    """Follows the elements; a block ends where an element begins or ends that is not inline."""

    def __init__(self, order: ReadOrder, out: Outlet) -> None:
        self.out = Paragraphs(order.budget)
        self.facts = Facts()
        self.language: str | None = None
        self._not_text = el.NOT_TEXT
        self.damaged_children = 0
        self._budget = order.budget
        self._outlet = out
        self._open: list[str] = []
        self._spaced = False
        self._held: list[Piece] = []
        self._binary: list[str] | None = None
        self._row: tuple[str, str | None, int] = ("", None, 0)
        self.walk = Walk(
            Rules(
                starts=_Every(lambda name: partial(self._start, name)),
                ends=_Every(lambda name: partial(self._end, name)),
                text=self._text,
            )
        )

    def _start(self, name: str, said: Attributes) -> object:
        if not self._open:
            self.facts.add("xml:root", name)
            self._not_text = el.NOT_TEXT | el.NOT_TEXT_BELOW.get(name, frozenset())
            self.language = _language(said)
        local = {key.rpartition(":")[2]: value for key, value in said.items()}
        if name in el.BINARY and ("content-type" in local or "name" in local):
            self._close()
            self._binary = []
            path = local.get("id") or local.get("name", "")
            self._row = (path, local.get("content-type"), self.walk.at)
            self._open.append(name)
            return None
        if name in el.INLINE or (name == "style" and self._open):
            self._open.append(name)
            return None
        if name in self._not_text:
            return SKIP
        self._close()
        self._open.append(name)
        self._say(local)
        return None

    def _say(self, said: Attributes) -> None:
        """Put the attributes that are text for people into a block of their own."""
        words = [value for key, value in said.items() if key in el.SAID]
        text = " ".join(" ".join(words).split())
        if text:
            self.out.put(text, Place(*self.walk.tag(), exact=False))
            self.out.end("p", hints=("attribute",))

    def _end(self, name: str) -> None:
        if name in el.BINARY and self._binary is not None:
            self._hand_out(self._binary)
            self._binary = None
        elif name not in el.INLINE and name != "style":
            self._close()
        if self._open:
            self._open.pop()

    def _text(self, text: str, start: int, end: int, exact: bool) -> None:
        if self._binary is not None:
            self._binary.append(text)
            return
        if self._block() in el.MARKED_UP:
            self._held.append((text, Place(start, end, exact=exact)))
            return
        self._put(text, start, end, exact=exact)

    def _put(self, text: str, start: int, end: int, *, exact: bool) -> None:
        """Put words apart by one space, each with its bytes."""
        encoding = codec(self.walk.encoding)
        last, at = 0, start
        for words in _WORDS.finditer(text):
            gap = text[last : words.start()]
            if (gap or self._spaced) and self.out.is_open:
                self.out.put(" ")
            self._spaced = False
            place = Place(start, end, exact=False)
            if exact:
                at += len(gap.encode(encoding))
                width = len(words.group().encode(encoding))
                place, at = Place(at, at + width, exact=True), at + width
            self.out.put(words.group(), place)
            last = words.end()
            if not exact:  # one range of bytes cannot be told twice
                rest = " ".join(text[last:].split())
                self.out.put(f" {rest}" if rest else "")
                break
        self._spaced = self._spaced or not text or text[-1].isspace()

    def _close(self) -> None:
        """End the block that is open."""
        if self._held:
            held, self._held = self._held, []
            self._put_marked_up(held)
        name = self._block()
        if self.out.is_open:
            pieces = self.out.take()
            self._note(name, "".join(text for text, _ in pieces))
            self.out.give(pieces)
            self.out.end(el.TAGS.get(name, "p"))
        self._spaced = False

    def _block(self) -> str:
        """Return the name of the innermost element that is not part of a line."""
        return next((name for name in reversed(self._open) if name not in el.INLINE), "")

    def _put_marked_up(self, held: list[Piece]) -> None:
        """Put in what is a piece of a web page, as text; plain text as it is."""
        text = "".join(piece for piece, _ in held)
        if not _MARKUP.search(text):
            for piece, place in held:
                if isinstance(place, Place):
                    self._put(piece, place.start, place.end, exact=place.exact)
            return
        places = [place for _, place in held if isinstance(place, Place)]
        page = read_page(text.encode("utf-8", "replace"), self._budget, "utf-8")
        if page.text:
            self.out.put(page.text, Place(places[0].start, places[-1].end, exact=False))

    def _note(self, name: str, text: str) -> None:
        """Keep the first title, and who wrote it when, as the document spells it."""
        text = text.strip()
        if name in el.TITLE and not self.facts.first("dc:title") and len(text) < _LONGEST_TITLE:
            self.facts.add("dc:title", text)
        elif name in el.CREATORS and not self.facts.first("dc:creator"):
            self.facts.add("dc:creator", text)
        elif name in el.DATES and not self.facts.first(f"xml:{name}"):
            self.facts.add(f"xml:{name}", text)

    def _hand_out(self, pieces: list[str]) -> None:
        """Hand out what is inside in base64 (`elements.BINARY`)."""
        path, declared, start = self._row
        try:
            data = base64.b64decode("".join("".join(pieces).split()), validate=True)
        except (binascii.Error, ValueError):
            self.damaged_children += 1
            return
        row = ChildRow(
            path=path.encode("utf-8", "replace"),
            derivation=Derivation.DECODED,
            start=start,
            end=max(start, self.walk.at),
            declared=declared[:200] if declared else None,
        )
        self._outlet.child(row, [data])

    def finish(self) -> None:
        """End what is open."""
        self._close()


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read the text of an XML document, up to where it is well-formed."""
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    reader = _Reader(order, out)
    notices: list[Told] = []
    try:
        reader.walk.run(document.at(at, _PIECE) for at in range(0, document.size, _PIECE))
        reader.finish()
    except Full as full:
        notices.append(Told(full.code, reader.out.length))
    except TooMuch:
        notices.append(Told(Code.NESTING_CUT))
    walk = reader.walk
    if walk.damaged:
        at = min(max(0, walk.at), document.size)
        notices += [Told(Code.XML_BROKEN, at), *_without_structure(reader, document, at)]
    for code, number in (
        (Code.ENTITIES_LEFT_OUT, walk.entities),
        (Code.NESTING_CUT, walk.nested),
        (Code.CHILDREN_DAMAGED, reader.damaged_children),
    ):
        notices += [Told(code, number)] if number else []
    if not reader.out.length:
        notices.append(Told(Code.MARKUP_WITHOUT_TEXT))
    answer = reader.out.answer(
        notices=tuple(notices), metadata=reader.facts.pairs(), encoding=walk.encoding
    )
    return structs.replace(answer, language=reader.language)


def _without_structure(reader: _Reader, document: Content, at: int) -> list[Told]:
    """Read what stands between tags behind the place where the XML is damaged, line by line."""
    try:
        before = document.at(max(0, at - _BACK), min(at, _BACK))
        between = before.rfind(b">") > before.rfind(b"<")  # the damage is in a text, not in a tag
        at -= between
        rest = b">" * between + document.at(at + between, _REST)
        for found in _BETWEEN_TAGS.finditer(rest):
            text = found.group(1).decode(codec(reader.walk.encoding), "replace")
            words = " ".join(unescape(text).split())
            if words:
                place = Place(at + found.start(1), at + found.end(1), exact=False)
                reader.out.put(words, place)
                reader.out.end(hints=("damaged",))
    except Full as full:
        return [Told(full.code, reader.out.length)]
    return []


def _language(said: Attributes) -> str | None:
    value = said.get("xml:lang", "")
    return value if _LANGUAGE.fullmatch(value) else None


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses."""
    return (("expat", ".".join(map(str, pyexpat.version_info))),)


def warm() -> None:
    """Read a document of our own and make sure of the result."""
    data = b"<book><title>amana</title><para>one <emphasis>two</emphasis></para></book>"
    must_read(read, "xml", data, "amana\none two")
