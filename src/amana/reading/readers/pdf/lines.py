"""The lines of a page: their text in reading order and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median_low
from typing import NamedTuple

from amana.reading.readers.pdf.cells import Habit, cells_of
from amana.reading.readers.pdf.glyphs import visual
from amana.reading.readers.pdf.letters import HYPHEN, Character, PageText
from amana.reading.readers.pdf.logical import RIGHT_TO_LEFT, logical, mostly_right_to_left
from amana.reading.readers.pdf.native import Box, Page

_SAME_LINE = 0.45  # of an em: so far do marks and raised figures stand from their line
_ENDS = re.compile(f"\r\n|\r|\n|{HYPHEN}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


class TextLine(NamedTuple):
    """A line of a page: its text, and the rectangle around it where there is one."""

    text: str
    box: Box | None


class _Span(NamedTuple):
    """A line as pdfium cuts it: its text, and its characters by index."""

    text: str
    first: int
    size: int


def lines_of(page: PageText, habit: Habit) -> list[TextLine]:
    """Return the lines of a page, without empty ones.

    Lines keep the order in which the PDF draws them. Those with right-to-left script are put into
    logical order; pdfium cuts them where marks change the height, so they are joined first.
    """
    text = page.all()
    spans = list(_spans(page, text))
    if RIGHT_TO_LEFT.search(text):
        found = list(_with_right_to_left(page, spans, habit, mostly_right_to_left(text)))
    else:
        found = [TextLine(_readable(span.text), _box(page, [span])) for span in spans]
    return [line for line in found if line.text]


def _with_right_to_left(
    page: PageText, spans: Sequence[_Span], habit: Habit, from_right: bool
) -> Iterator[TextLine]:
    """Yield the lines of a page with right-to-left script; `from_right`: most of it is."""
    drawn = [list(page.characters(span.first, span.size)) for span in spans]
    for characters in drawn:
        habit.observe(cells_of(characters))
    for group in _same_height(drawn):
        members = [spans[at] for at in group]
        if not RIGHT_TO_LEFT.search("".join(span.text for span in members)):
            yield from (TextLine(_readable(span.text), _box(page, [span])) for span in members)
            continue
        characters = [character for at in group for character in drawn[at]]
        glyphs = visual(cells_of(characters), characters, habit)
        text = logical(glyphs, on_right_to_left_page=from_right)
        yield TextLine(_readable(text), _box(page, members))


def _spans(page: PageText, text: str) -> Iterator[_Span]:
    """Yield the lines as pdfium cuts them; a hyphen at the end of one is written out."""
    at = 0
    for end in [*_ENDS.finditer(text), None]:
        stop = end.start() if end else len(text)
        if stop > at:
            hyphen = end is not None and end.group() == HYPHEN
            first, last = page.index(at), page.index(stop - 1 + hyphen)
            found = 0 <= first <= last
            yield _Span(
                text[at:stop] + "-" * hyphen,
                first if found else 0,
                last - first + 1 if found else 0,
            )
        at = end.end() if end else stop


def _same_height(drawn: Sequence[Sequence[Character]]) -> Iterator[list[int]]:
    """Yield the indexes of neighbouring lines that stand at one height."""
    group: list[int] = []
    height, reach = 0, 0.0
    for at, characters in enumerate(drawn):
        letters = [c for c in characters if c.right > c.left]
        here = median_low(c.y for c in letters) if letters else None
        if group and (here is None or abs(here - height) > reach):
            yield group
            group = []
        group.append(at)
        if len(letters) > 1 or len(group) == 1:
            height = here or 0
            reach = _SAME_LINE * (median_low(c.em for c in letters) if letters else 0)
    if group:
        yield group


def _box(page: PageText, spans: Sequence[_Span]) -> Box | None:
    """Return the rectangle around the characters of some lines."""
    boxes = [box for span in spans if span.size for box in page.boxes(span.first, span.size)]
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def notes_of(page: Page) -> list[TextLine]:
    """Return what annotations and form fields say, line by line."""
    return [
        TextLine(text, box)
        for text_of_note, box, _author, _moment in page.notes()
        for line in text_of_note.splitlines()
        if (text := _readable(line))
    ]


def _readable(text: str) -> str:
    return _CONTROLS.sub("", text).strip()
