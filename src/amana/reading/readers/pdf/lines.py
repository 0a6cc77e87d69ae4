"""The lines of a page: their text in reading order and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from statistics import median_low
from types import MappingProxyType
from typing import NamedTuple

from amana.reading.readers.pdf.cells import Habit, cells_of
from amana.reading.readers.pdf.glyphs import visual
from amana.reading.readers.pdf.letters import HYPHEN, Character, PageText
from amana.reading.readers.pdf.logical import RIGHT_TO_LEFT, logical, mostly_right_to_left
from amana.reading.readers.pdf.native import Box

_SAME_LINE = 0.45  # of an em: so far do marks and raised figures stand from their line
_FEW = 3
_ENDS = re.compile(f"\r\n|\r|\n|{HYPHEN}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


class Mark(NamedTuple):
    """Characters `start` to `end` of a line, and why they are not seen on the page."""

    start: int
    end: int
    why: str


class TextLine(NamedTuple):
    """A line of a page: its text, the rectangle around it where there is one, what is unseen."""

    text: str
    box: Box | None
    marks: tuple[Mark, ...] = ()


class _Span(NamedTuple):
    """A line as pdfium cuts it: its text, and its characters by index."""

    text: str
    first: int
    size: int


def lines_of(
    page: PageText, habit: Habit, unseen: Mapping[int, str] = MappingProxyType({})
) -> list[TextLine]:
    """Return the lines of a page, without empty ones.

    Lines keep the order in which the PDF draws them. Those with right-to-left script are put into
    logical order; pdfium cuts them where marks change the height, so they are joined first.
    `unseen` says why characters are not seen, by their index.
    """
    text = page.all()
    spans = list(_spans(page, text))
    if RIGHT_TO_LEFT.search(text):
        found = list(_with_right_to_left(page, spans, habit, mostly_right_to_left(text), unseen))
    else:
        found = [_plain(page, span, unseen) for span in spans]
    return [line for line in found if line.text]


def _plain(page: PageText, span: _Span, unseen: Mapping[int, str]) -> TextLine:
    line = TextLine(readable(span.text), _box(page, [span]))
    marks = (
        ("".join(page.letter(at) for at in places), why)
        for places, why in _stretches(page, [span], unseen)
    )
    return line._replace(marks=_marks(line.text, marks))


def _with_right_to_left(
    page: PageText,
    spans: Sequence[_Span],
    habit: Habit,
    from_right: bool,
    unseen: Mapping[int, str],
) -> Iterator[TextLine]:
    """Yield the lines of a page with right-to-left script; `from_right`: most of it is."""
    drawn = [list(page.characters(span.first, span.size)) for span in spans]
    for characters in drawn:
        habit.observe(cells_of(characters))

    def ordered(characters: Sequence[Character]) -> str:
        glyphs = visual(cells_of(characters), characters, habit)
        return readable(logical(glyphs, on_right_to_left_page=from_right))

    for group in _same_height(drawn):
        members = [spans[at] for at in group]
        if not RIGHT_TO_LEFT.search("".join(span.text for span in members)):
            yield from (_plain(page, span, unseen) for span in members)
            continue
        whole = ordered([character for at in group for character in drawn[at]])
        line = TextLine(whole, _box(page, members))
        marks = (
            (ordered(list(page.characters(places[0], places[-1] - places[0] + 1))), why)
            for places, why in _stretches(page, members, unseen)
        )
        yield line._replace(marks=_marks(line.text, marks))


def _stretches(
    page: PageText, spans: Sequence[_Span], unseen: Mapping[int, str]
) -> Iterator[tuple[list[int], str]]:
    """Yield the stretches of characters that are not seen, and why; spaces within belong to it.

    A letter or two of a word are none: a line above or below cuts into them.
    """
    for span in spans if unseen else ():
        reach = range(span.first, span.first + span.size)
        if not any(at in unseen for at in reach):
            continue
        letters = [(at, unseen.get(at, "")) for at in reach if not page.letter(at).isspace()]
        for why, group in groupby(letters, key=itemgetter(1)):
            places = [at for at, _ in group]
            if why and (len(places) >= _FEW or not _cuts_a_word(page, places, reach)):
                yield list(range(places[0], places[-1] + 1)), why


def _cuts_a_word(page: PageText, places: Sequence[int], line: range) -> bool:
    beside = (places[0] - 1, places[-1] + 1)
    return any(at in line and page.letter(at).isalnum() for at in beside)


def _marks(line: str, found: Iterable[tuple[str, str]]) -> tuple[Mark, ...]:
    """Return where stretches stand in a line; all of it is one where that is uncertain."""
    marks: list[Mark] = []
    rest = line
    for text, why in found:
        piece = readable(text)
        at = rest.find(piece)
        if not piece or at < 0:
            return (Mark(0, len(line), why),) if line else ()
        marks.append(Mark(at, at + len(piece), why))
        rest = rest[:at] + "\0" * len(piece) + rest[at + len(piece) :]
    return tuple(sorted(marks))


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


def readable(text: str) -> str:
    """Return a line without what is no letter, and white space around it."""
    return _CONTROLS.sub("", text).strip()
