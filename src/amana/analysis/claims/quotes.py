"""Where quotations open and close in a paragraph, and over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from amana.analysis.claims.trees import Range
from amana.analysis.frame import Frame, Zone

_SINGLE_OPEN = re.compile(r"(?:(?<=\s)|(?<=^))'(?=\w)", re.MULTILINE)
_MARK = re.compile(r"\"|''|``")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?])'(?=\s|$|[,.:;!?)])", re.MULTILINE)


class Quotation(msgspec.Struct, frozen=True):
    """A quotation with its marks: its run, its paragraph, and whether a mark closes it.

    A quotation that stays open goes on where the next paragraph opens with a mark.
    """

    start: int
    end: int
    paragraph: int
    closed: bool

    @property
    def run(self) -> Range:
        """The characters of the quotation, with its marks."""
        return self.start, self.end


def quotations(frame: Frame) -> list[Quotation]:
    """Return the quotations of a frame, in text order."""
    found: list[Quotation] = []
    for number, paragraph in enumerate(frame.paragraphs):
        for start, end, closed in _pairs(frame, paragraph.start, paragraph.end):
            found.append(Quotation(start, end, number, closed))
        if paragraph.zone == Zone.TITLE:
            found += _single(frame.text, paragraph.start, paragraph.end, number)
    return found


def _pairs(frame: Frame, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield quotations of a paragraph; two single marks in a row stand for a double one."""
    text = frame.text
    opened = -1
    for mark in _MARK.finditer(text, start, end):
        at, behind = mark.span()
        if opened < 0:
            opened = at
        elif _opens(text, at, behind, start, end) and not _closes(text, at, behind, start, end):
            yield opened, at, False
            opened = at
        else:
            yield opened, behind, True
            opened = -1
    if opened >= 0:
        yield opened, end, False


def _opens(text: str, at: int, behind: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[behind] if behind < end else " "
    return (before.isspace() or before in "([-") and not after.isspace()


def _closes(text: str, at: int, behind: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[behind] if behind < end else " "
    return not before.isspace() and not after.isalnum()


def _single(text: str, start: int, end: int, number: int) -> Iterator[Quotation]:
    """Yield quotations in single marks, as headlines print them."""
    for opening in _SINGLE_OPEN.finditer(text, start, end):
        closing = _SINGLE_CLOSE.search(text, opening.end(), end)
        if closing is not None:
            yield Quotation(opening.start(), closing.end(), number, closed=True)
