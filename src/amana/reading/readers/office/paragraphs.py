"""The paragraphs of a Word original: their pieces, their numbers, and how they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from amana.reading.readers.html.elements import BLANK, CELL, LINE
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.readers.office.numbering import LEVELS, Numbering, roman
from amana.reading.readers.office.styles import Styles, StyleSaid
from amana.reading.readers.office.xml import Attributes

FOOT, END = "w:footnoteReference", "w:endnoteReference"


class Piece(NamedTuple):
    """Some text and the bytes that it comes from."""

    text: str
    start: int
    end: int
    exact: bool
    linked: bool = False


class Removed(NamedTuple):
    """A deletion: the part that it stands in, and its pieces, the label first."""

    part: str
    pieces: list[Piece]


class Shared:
    """What all stories of one original share: styles, lists, numbers of notes, deletions."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.notes: dict[tuple[str, str], str] = {}
        self.removed: list[Removed] = []
        self.counts = {FOOT: 0, END: 0}
        self.pieces = 0

    def note(self, kind: str, note_id: str) -> str:
        """Return the mark of a note: numbers for footnotes, Roman ones for endnotes, as in Word."""
        if (kind, note_id) not in self.notes:
            self.counts[kind] += 1
            n = self.counts[kind]
            self.notes[kind, note_id] = f"[{n if kind == FOOT else roman(n)}]"
        return self.notes[kind, note_id]


class Paragraph:
    """A paragraph while it is read, with what comes after it."""

    __slots__ = ("after", "level", "list_id", "outline", "pieces", "strength", "style", "tag", "td")

    def __init__(self, tag: tuple[int, int], strength: int, *, td: bool) -> None:
        self.tag = tag
        self.strength = strength
        self.td = td
        self.pieces: list[Piece] = []
        self.after: list[Paragraph | Callable[[], None]] = []
        self.style = self.list_id = ""
        self.level = self.outline = -1


class Layout:
    """How far the next paragraph stands from the one before: where in a table it is."""

    def __init__(self) -> None:
        self.tables = self.due = 0
        self._first_cell = True
        self._outside: list[tuple[int, int, bool]] = []

    def strength(self) -> int:
        """Return how far the next paragraph stands away."""
        return self.due or (LINE if self.tables else BLANK)

    def begin_table(self, said: Attributes) -> None:
        """Begin a table."""
        del said
        self.tables += 1
        self.due = BLANK

    def end_table(self) -> None:
        """End a table."""
        self.tables -= 1
        self.due = 0 if self.tables else BLANK

    def begin_row(self, said: Attributes) -> None:
        """Begin a row."""
        del said
        self.due = max(self.due, LINE)
        self._first_cell = True

    def begin_cell(self, said: Attributes) -> None:
        """Begin a cell."""
        del said
        if not self._first_cell:
            self.due = max(self.due, CELL)
        self._first_cell = False

    def begin_box(self) -> None:
        """Begin a text box, which is laid out on its own."""
        self._outside.append((self.tables, self.due, self._first_cell))
        self.tables, self.due = 0, BLANK

    def end_box(self) -> None:
        """End a text box."""
        self.tables, self.due, self._first_cell = self._outside.pop()


def emit(paragraph: Paragraph, manuscript: Manuscript, shared: Shared, region: Style) -> None:
    """Write a paragraph of a region (body, notes, headers), and what comes after it.

    Raises:
        Full: a budget is used up.
    """
    waiting: list[Paragraph | Callable[[], None]] = [paragraph]
    while waiting:
        first = waiting.pop()  # the last is the next: a paragraph may hold a million boxes
        if isinstance(first, Paragraph):
            _write(first, manuscript, shared, region)
            waiting += reversed(first.after)
        else:
            first()


def _write(paragraph: Paragraph, manuscript: Manuscript, shared: Shared, region: Style) -> None:
    said = shared.styles.of(paragraph.style)
    label = _number(paragraph, said, shared)
    if not label and all(piece.text.isspace() for piece in paragraph.pieces):
        return
    manuscript.boundary(paragraph.strength)
    listed = (paragraph.list_id or said.list_id) not in {"", "0"}
    manuscript.style = _style_of(paragraph, said, region, listed=listed)
    if label:
        manuscript.write(label, *paragraph.tag, exact=False)
        manuscript.between(" ")
    for piece in paragraph.pieces:
        manuscript.write(piece.text, piece.start, piece.end, exact=piece.exact, linked=piece.linked)


def _style_of(paragraph: Paragraph, said: StyleSaid, region: Style, *, listed: bool) -> Style:
    outline = paragraph.outline + 1
    heading = outline if 0 < outline < LEVELS - 2 else said.heading
    if paragraph.td:
        return Style("td", (*region.within, "table"), region.hints)
    if heading and not region.hints:
        return Style(f"h{heading}", region.within)
    return Style("li" if listed else region.tag, region.within, region.hints)


def _number(paragraph: Paragraph, said: StyleSaid, shared: Shared) -> str:
    list_id = paragraph.list_id or said.list_id
    if list_id in {"", "0"} or not paragraph.pieces:
        return ""
    level = paragraph.level if paragraph.level >= 0 else said.level
    return shared.numbering.next(list_id, level % LEVELS)
