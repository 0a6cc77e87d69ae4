"""The lines of a text: where they stand, how far apart, and what makes two of them copies.

A line of page text is a paragraph. Text that was wrapped at a column (reports, printed pages) is
joined again to paragraphs first, so that a paragraph is one line here too. Offsets are those of
the text and exclude surrounding white space. One pass over the text.
"""

# ruff: noqa: RUF001 - Arabic letters and typographic marks are meant

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from amana.reading.articles.words import fold

LONGEST_COPY = 1000  # a longer line is never a headline or a caption: it needs no key
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_WRITTEN = re.compile(r"\S[^\n]*")
# White space (White_Space of the Unicode Character Database) and marks that show nothing.
_EDGE = (
    " \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200e\u200f\u2060\u061c"
)
_ENDINGS = ".!?…؟۔:。！？"
_CLOSERS = "」』\"'”’»)]›"
_NARROWEST, _WIDEST = 40, 140  # columns of text that was wrapped by a program or a page
_FULL = 0.85  # share of the width that a line of proportional type reaches at least
_MOST = 0.7
_SOME = 0.4
_FEWEST = 4
_FEW_COPIES = 0.3


class Line(msgspec.Struct, frozen=True):
    """A line that is not blank: its place, the blank lines before it, its text and its key."""

    start: int
    end: int
    gap: int
    text: str
    key: str

    @property
    def size(self) -> int:
        """Return its length in code points."""
        return self.end - self.start


def cut_lines(text: str) -> list[Line]:
    """Return the lines of `text` that are not blank, as they stand."""
    flat = text.replace("\r\n", " \n")  # as long as before: offsets stay
    for mark in _BREAKS:
        flat = flat.replace(mark, "\n")
    lines: list[Line] = []
    end = 0
    for match in _WRITTEN.finditer(flat):
        found = trim(text, match.start(), match.end())
        if found is not None:
            gap = max(0, flat.count("\n", end, match.start()) - 1) if lines else 0
            lines.append(_line(text, *found, gap=gap))
            end = match.end()
    return lines


def lines_of(text: str, ranges: list[tuple[int, int]]) -> list[Line]:
    """Return one line for each range of `text` (a block of a marked-up original)."""
    made = []
    for start, end in ranges:
        trimmed = trim(text, start, end)
        if trimmed is not None:
            made.append(_line(text, *trimmed, gap=1))
    return made


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range without surrounding white space, None when nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_EDGE))
    bare = piece.strip(_EDGE)
    return (start + left, start + left + len(bare)) if bare else None


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends like a sentence, closing quotes and brackets aside."""
    tail = text[-12:].rstrip()
    bare = tail.rstrip(_CLOSERS + " ")
    return bare[-1:] in _ENDINGS if bare else False


def _line(text: str, start: int, end: int, gap: int) -> Line:
    content = text[start:end]
    key = fold(content) if end - start <= LONGEST_COPY else ""
    return Line(start=start, end=end, gap=gap, text=content, key=key)


def join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """Join the lines of paragraphs that were wrapped at a column.

    Rules:
    1. A line is *full* when the first word of the next line would not have fitted on it; the width
       is what all but the longest twentieth of the lines keep to, between 40 and 140 characters.
    2. The text counts as wrapped when, of the lines that another follows without a blank line,
       at least four and seven tenths are full and four tenths end inside a sentence that goes on
       without a capital, and at most three tenths of the full lines are copies of others, none of
       its neighbour. Verse fills no lines; page text ends its sentences and repeats furniture.
    3. In wrapped text a line is joined to the next one when it is full and no blank line, bullet
       or number stands between.
    """
    inner = [(one, two) for one, two in pairwise(lines) if two.gap == 0]
    if len(inner) < _FEWEST:
        return lines
    sizes = sorted(line.size for line in lines)
    width = sizes[(len(sizes) * 19) // 20 - (1 if len(sizes) % 20 == 0 else 0)]
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    full = [pair for pair in inner if _is_full(*pair, width)]
    inside = sum(not ends_sentence(one.text) and not two.text[0].isupper() for one, two in inner)
    copies = len(full) - len({one.key for one, _ in full})
    if copies > _FEW_COPIES * len(full) or any(one.key == two.key for one, two in inner):
        return lines
    if len(full) < max(_FEWEST, _MOST * len(inner)) or inside < _SOME * len(inner):
        return lines
    joined: list[Line] = []
    start = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is not None and following.gap == 0 and _runs_on(line, following, width):
            continue
        joined.append(_line(text, lines[start].start, line.end, gap=lines[start].gap))
        start = index + 1
    return joined


def _is_full(line: Line, following: Line, width: int) -> bool:
    word = following.text.split(None, 1)[0]
    return line.size + 1 + len(word) > width * _FULL


def _runs_on(line: Line, following: Line, width: int) -> bool:
    word = following.text.split(None, 1)[0]
    item = word[0] in "-•*–—·▪●◦" or (len(word) <= 4 and word[-1] in ".)" and word[:-1].isdigit())  # noqa: PLR2004 - "12." begins an item
    return not item and _is_full(line, following, width)
