"""The walk through RTF: groups on a stack of our own, where each leads, paragraphs as they end."""

from __future__ import annotations

from amana.reading.readers.intake import Outlet
from amana.reading.readers.paragraphs import CELL, LINE, Paragraphs, Piece, Place
from amana.reading.readers.removals import Removals
from amana.reading.readers.rtf import words
from amana.reading.readers.rtf.children import Collected, native
from amana.reading.readers.rtf.fonts import Fonts
from amana.reading.readers.rtf.info import Info
from amana.reading.readers.rtf.letters import Letters
from amana.reading.readers.rtf.state import COLLECTED, READ, Into, State, removed

_DEEPEST_ASIDE, _LONGEST = 8, 10_000
_LEVELS = range(6)
_MARGINS = ("header", "footer")  # they stand on every page; here they stand at the end
_LINE_ENDS = frozenset({b"\r", b"\n"})


class Flow:
    """Walks through one document, as a `tokens.Taker`. `hidden` counts hidden characters."""

    def __init__(self, text: Paragraphs, out: Outlet) -> None:
        self._text = text
        self._out = out
        self._state = State()
        self._stack: list[State] = []
        self._letters = Letters(self._put)
        self._fonts = Fonts()
        self._levels: dict[int, int] = {}
        self._style = 0
        self._fresh = self._starred = False
        self._saved: list[list[Piece]] = []
        self._asides: list[tuple[list[Piece], str, str]] = []
        self._margins: list[tuple[list[Piece], str, str]] = []
        self._after_cell = False
        self._collected: Collected | None = None
        self._children = 0
        self.info = Info()
        self.hidden = 0
        self.removals = Removals()
        self._revisers = ""

    @property
    def encoding(self) -> str:
        """The encoding of the document."""
        return self._fonts.document

    def opened(self, n: int) -> None:
        """See `Taker.opened`."""
        self._letters.group()
        self._stack += [self._state] * n
        self._fresh, self._starred = True, False

    def closed(self, n: int, start: int) -> bool:
        """See `Taker.closed`."""
        self._letters.group()
        self._fresh = self._starred = False
        for end in range(start + 1, start + 1 + n):
            if self._stack:
                inner, self._state = self._state, self._stack.pop()
                if inner is not self._state:
                    self._leave(inner, self._state, end)
            if not self._stack:
                return True
        return False

    def word(self, word: bytes, number: int | None, start: int, end: int) -> None:
        """See `Taker.word`.

        Raises:
            Full: the budget is used up.
        """
        fresh, starred = self._fresh, self._starred
        self._fresh = self._starred = False
        if fresh and self._destination(word, start):
            return
        if fresh and starred and word not in words.SHOWN:
            self._state = self._state._replace(into=Into.NOWHERE)
        elif self._state.into is Into.NOWHERE:
            return
        elif word == b"u" and number is not None:
            if self._reads():
                self._letters.unit(number, start, end, self._state.fallback)
        elif not self._letters.passes_over():
            self._letters.flush()
            if word in words.KNOWN:
                self._act(word, number, start, end)

    def symbol(self, symbol: bytes, start: int, end: int) -> None:
        """See `Taker.symbol`.

        Raises:
            Full: the budget is used up.
        """
        if symbol == b"*" and self._fresh:
            self._starred = True
            return
        shown = words.SYMBOLS.get(symbol)
        if symbol in _LINE_ENDS:
            self.word(b"par", None, start, end)
        elif shown is not None and self._reads() and not self._letters.passes_over():
            self._letters.flush()
            self._put(shown, start, end, False)

    def escaped(self, data: bytes, start: int, end: int) -> None:
        """See `Taker.escaped`."""
        if self._reads():
            self._letters.escaped(data, start, end, self._encoding())

    def plain(self, data: bytes, start: int, end: int) -> None:
        """See `Taker.plain`."""
        if self._reads():
            self._letters.plain(data, start, end, self._encoding())
        elif self._collected is not None and self._state.into in COLLECTED:
            self._collected.text(data)

    def raw(self, data: bytes) -> None:
        """See `Taker.raw`."""
        if self._collected is not None:
            self._collected.raw(data)

    def finish(self) -> None:
        """End what is open at the end of the bytes."""
        self._letters.flush()
        while self._saved:
            self._end_aside(self._state.aside[-1] if self._state.aside else "footnote")
        self._state = State()
        self._end("p")
        self._write_asides(self._margins)
        self.removals.write(self._text, [name.strip() for name in self._revisers.split(";")])

    def _encoding(self) -> str:
        return self._state.encoding or self._fonts.encoding()

    def _reads(self) -> bool:
        self._fresh = self._starred = False
        into = self._state.into
        return into is Into.TEXT or into in READ

    def _put(self, text: str, start: int, end: int, exact: bool) -> None:
        state = self._state
        if state.into is Into.TEXT:
            self._put_text(text, Place(start, end, exact))
        elif state.into is Into.INFO:
            self.info.add(state.name, text)
        elif state.into is Into.LINK:
            self.info.instruction(text)
        elif state.into is Into.REVISERS and len(self._revisers) < _LONGEST:
            self._revisers = (self._revisers + text)[:_LONGEST]

    def _put_text(self, text: str, place: Place) -> None:
        state = self._state
        if state.deleted:
            self.removals.put(text, place, state.removal)
            return
        if not text.isspace():
            self.removals.cut()
        if state.hidden:
            self.hidden += sum(not letter.isspace() for letter in text)
        self._text.put(text, place)

    def _leave(self, inner: State, outer: State, end: int) -> None:
        """A group ends in which something else held than around it."""
        if inner.into is not outer.into:
            self._hand_on(inner, end)
        if len(inner.aside) > len(outer.aside):
            self._end_aside(inner.aside[-1])

    def _hand_on(self, inner: State, end: int) -> None:
        """A destination ends: hand on what was collected."""
        if inner.into is Into.LINK:
            self.info.end_instruction()
        collected = self._collected
        if collected is None or inner.into not in COLLECTED:
            return
        self._collected = None
        data, name = collected.content(), b"%s"
        self._children += 1
        if inner.into is Into.OBJECT:
            own = native(data)
            data = own.data
            name = b"objects/%d" % self._children + (b"/" + own.name if own.name else b"")
        else:
            name = b"pictures/%d.%s" % (self._children, collected.ending.encode())
        if data:
            collected.hand_out(name, data, end, self._out)

    def _destination(self, word: bytes, start: int) -> bool:
        """Enter the destination that a word at the beginning of a group names, if it does."""
        state = self._state
        if state.into is Into.NOWHERE:
            return False
        if word in words.SKIPPED:
            self._state = state._replace(into=Into.NOWHERE)
        elif word == b"fonttbl":
            self._state = state._replace(into=Into.FONTS)
        elif word == b"stylesheet":
            self._state = state._replace(into=Into.STYLES)
        elif word == b"revtbl":
            self._state = state._replace(into=Into.REVISERS)
        elif word == b"info" or (state.into is Into.INFO and word in words.INFO):
            self._state = state._replace(into=Into.INFO, name=word)
        elif word == b"fldinst":
            self._state = state._replace(into=Into.LINK)
        elif word in {b"pict", b"objdata"}:
            into = Into.PICTURE if word == b"pict" else Into.OBJECT
            self._state = state._replace(into=into)
            self._collected = Collected(start)
        elif word in words.ASIDES and state.into is Into.TEXT:
            self._begin_aside(words.ASIDES[word])
        else:
            return False
        return True

    def _act(self, word: bytes, number: int | None, start: int, end: int) -> None:
        """Do what a control word says that opens no destination."""
        state = self._state
        if state.into is Into.FONTS:
            self._fonts.define(word, number)
        elif state.into is Into.INFO:
            self.info.number(state.name, word, number)
        elif state.into is Into.STYLES:
            self._define_style(word, number)
        elif state.into is Into.PICTURE:
            if word in words.PICTURES and self._collected is not None:
                self._collected.ending = words.PICTURES[word]
        elif word in words.CHARACTERS:
            self._put(words.CHARACTERS[word], start, end, False)
        elif word in words.PARAGRAPH_ENDS or word in words.CELL_ENDS or word in words.ROW_ENDS:
            self._end_of(word)
        else:
            self._look(word, number)

    def _define_style(self, word: bytes, number: int | None) -> None:
        if word == b"s":
            self._style = number or 0
        elif word == b"outlinelevel" and number is not None and number in _LEVELS:
            self._levels[self._style] = number

    def _look(self, word: bytes, number: int | None) -> None:
        """Take a word that says how the following looks."""
        state = self._state
        if word == b"v":
            state = state._replace(hidden=number != 0)
        elif word in words.REMOVALS:
            state = removed(state, word, number)
        elif word == b"plain":
            state = state._replace(hidden=False, deleted=False, encoding="")
        elif word == b"f":
            state = state._replace(encoding=self._fonts.encoding(number))
        elif word == b"uc":
            state = state._replace(fallback=max(0, min(number or 0, 100)))
        elif word == b"pard":
            state = state._replace(level=None, in_table=False)
        elif word == b"s":
            state = state._replace(level=self._levels.get(number or 0))
        elif word == b"outlinelevel":
            state = state._replace(level=number if number in _LEVELS else None)
        elif word in {b"intbl", b"itap"}:
            state = state._replace(in_table=number != 0)
        else:
            self._fonts.word(word, number)
            self._letters.encoding = self._fonts.document
        self._state = state

    def _end_of(self, word: bytes) -> None:
        if self._state.into is not Into.TEXT:
            return
        self.removals.cut()
        if self._state.deleted:
            return
        if word in words.CELL_ENDS:
            self._after_cell = self._end("td") or self._after_cell
        elif word in words.ROW_ENDS:
            self._end("td")
            self._after_cell = False
        else:
            level = self._state.level
            tag = f"h{level + 1}" if level is not None else "p"
            self._end("td" if self._state.in_table else tag)
            self._after_cell = False

    def _end(self, tag: str) -> bool:
        """End a paragraph: of an aside it waits until the paragraph around it has ended.

        Return whether the paragraph has any text.
        """
        if self._state.aside:
            self._asides.append((self._text.take(), tag, self._state.aside[-1]))
            return False
        within = ("table",) if tag == "td" else ()
        written = self._text.end(tag, within=within, apart=CELL if self._after_cell else LINE)
        asides, self._asides = self._asides, []
        self._margins += [aside for aside in asides if aside[2] in _MARGINS]
        self._write_asides([aside for aside in asides if aside[2] not in _MARGINS])
        return written

    def _write_asides(self, asides: list[tuple[list[Piece], str, str]]) -> None:
        for pieces, tag, hint in asides:
            self._text.give(pieces)
            within = hint if hint in _MARGINS else "aside"
            self._text.end(tag, within=(within,), hints=(hint,))

    def _begin_aside(self, hint: str) -> None:
        if len(self._state.aside) >= _DEEPEST_ASIDE:
            return
        self._saved.append(self._text.take())
        self._state = self._state._replace(aside=(*self._state.aside, hint))

    def _end_aside(self, hint: str) -> None:
        self._asides.append((self._text.take(), "p", hint))
        if self._saved:
            self._text.give(self._saved.pop())
