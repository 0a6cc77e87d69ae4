"""From visual to logical order: the Unicode bidirectional algorithm (UAX #9) backwards.

The visual order of a line does not decide its logical order in every case. Where it does not, the
reading is chosen that a writer most probably meant; the rules are listed at `logical`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from amana.reading.readers.pdf.glyphs import Glyph, Kind

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of the scripts that run from right to left."""

_HALF, _FEW = 0.5, 0.2
_WORDS = frozenset({Kind.LEFT, Kind.RIGHT, Kind.NUMBER})
_PAIRS = ("()", "[]", "{}", "\u00ab\u00bb", "\u2039\u203a", "<>")
_MIRRORED = {pair[side]: pair[1 - side] for pair in _PAIRS for side in (0, 1)}


def logical(glyphs: Sequence[Glyph], *, on_right_to_left_page: bool) -> str:
    """Return the text of a line from its glyphs in visual order, left to right.

    Rules:

    1. The line runs from right to left when more than half of its words are of such letters; on a
       page that does so itself, more than a fifth.
    2. Brackets are told by what they look like: one that has a letter or digit on one side only
       holds that one. Else, of an even number, the first opens (seen from the left); a single one
       opens when there is space to its left.
    3. In a right-to-left line, what follows from right to left are: right-to-left letters; numbers,
       whose digits and inner separators (`12/3/2020`, `14:30`) stay as they are; runs of other
       letters with the spaces, signs and numbers between them and behind their last letter, which
       stay as they are; every other sign, with brackets mirrored.
    4. Behind a wide gap (a table's cell) a part without right-to-left letters stays as it is.
    5. In a left-to-right line, each run from one right-to-left letter to the last one before other
       letters is read by rule 3; everything else stays as it is.
    """
    seen = _brackets(glyphs)
    if not _runs_from_right(seen, _FEW if on_right_to_left_page else _HALF):
        return "".join(_left_to_right(seen))
    parts = _split_at_gaps(seen)
    return " ".join("".join(_part(part)) for part in reversed(parts))


def _runs_from_right(glyphs: Sequence[Glyph], share: float) -> bool:
    words = {Kind.LEFT: 0, Kind.RIGHT: 0}
    last = Kind.NEUTRAL
    for glyph in glyphs:
        if glyph.text == " ":
            last = Kind.NEUTRAL
        elif glyph.kind in words and glyph.kind is not last:
            words[glyph.kind] += 1  # a word counts once, however long: an address is one word
            last = glyph.kind
    return words[Kind.RIGHT] > share * sum(words.values())


def mostly_right_to_left(text: str) -> bool:
    """Tell whether at least half of the words of a page are of right-to-left letters."""
    words = re.findall(r"[^\W\d_]+", text)
    return 2 * sum(RIGHT_TO_LEFT.match(word) is not None for word in words) >= len(words)


def _split_at_gaps(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.kind is Kind.GAP:
            parts.append([])
        else:
            parts[-1].append(glyph)
    return [part for part in parts if part]


def _part(glyphs: Sequence[Glyph]) -> list[str]:
    if not any(glyph.kind is Kind.RIGHT for glyph in glyphs) and any(
        glyph.kind in {Kind.LEFT, Kind.NUMBER} for glyph in glyphs
    ):
        # Alone in its cell; at the end of a line a sign may stand to the left of it all the same.
        return _right_to_left(glyphs) if _begins_with_stop(glyphs) else [g.text for g in glyphs]
    return _right_to_left(glyphs)


def _begins_with_stop(glyphs: Sequence[Glyph]) -> bool:
    return glyphs[0].text in ".\u060c,:;\u061b!\u061f?"


def _right_to_left(glyphs: Sequence[Glyph]) -> list[str]:
    """Return the texts of glyphs that are read from right to left."""
    units: list[str] = []
    at = 0
    while at < len(glyphs):
        glyph = glyphs[at]
        end = at + 1
        if glyph.kind is Kind.LEFT:
            end = _end_of_run(glyphs, at, Kind.LEFT, {Kind.LEFT, Kind.NUMBER})
        elif glyph.kind is Kind.NUMBER:
            end = _end_of_number(glyphs, at)
        text = "".join(member.text for member in glyphs[at:end])
        units.append(_MIRRORED.get(text, text) if glyph.kind is Kind.NEUTRAL else text)
        at = end
    return units[::-1]


def _left_to_right(glyphs: Sequence[Glyph]) -> list[str]:
    units: list[str] = []
    at = 0
    while at < len(glyphs):
        if glyphs[at].kind is Kind.RIGHT:
            end = _end_of_run(glyphs, at, Kind.RIGHT, {Kind.RIGHT})
            units += _right_to_left(glyphs[at:end])
            at = end
        else:
            units.append(glyphs[at].text)
            at += 1
    return units


def _end_of_run(glyphs: Sequence[Glyph], at: int, kind: Kind, closing: set[Kind]) -> int:
    """Return the end of a run of `kind` from `at`: behind its last glyph of a `closing` kind."""
    other = Kind.RIGHT if kind is Kind.LEFT else Kind.LEFT
    end = at + 1
    for index in range(at + 1, len(glyphs)):
        if glyphs[index].kind in {other, Kind.GAP}:
            break
        if glyphs[index].kind in closing:
            end = index + 1
    return end


def _end_of_number(glyphs: Sequence[Glyph], at: int) -> int:
    """Return the end of a number: digits with single separators between them (UAX #9, W4)."""
    end = at + 1
    while end < len(glyphs):
        if glyphs[end].kind is Kind.NUMBER:
            end += 1
        elif (
            end + 1 < len(glyphs)
            and unicodedata.bidirectional(glyphs[end].text[0]) == "CS"
            and glyphs[end].text != "\u00a0"
            and glyphs[end + 1].kind is Kind.NUMBER
        ):
            end += 2
        else:
            break
    return end


def _brackets(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs with each bracket as it looks on the page.

    pdfium mirrors brackets that it takes for right-to-left, and does not tell which.
    """
    seen = list(glyphs)
    for pair in _PAIRS:
        places = [at for at, glyph in enumerate(seen) if glyph.text in pair]
        for number, at in enumerate(places):
            opens = _opens(seen, at)
            if opens is None:
                alone = len(places) % 2 == 1
                opens = (at == 0 or seen[at - 1].text == " ") if alone else number % 2 == 0
            seen[at] = Glyph(pair[0] if opens else pair[1], Kind.NEUTRAL)
    return seen


def _opens(glyphs: Sequence[Glyph], at: int) -> bool | None:
    """Tell whether a bracket opens, seen from the left: what it holds stands right beside it."""
    before, behind = (
        0 <= beside < len(glyphs) and glyphs[beside].kind in _WORDS for beside in (at - 1, at + 1)
    )
    return None if before == behind else behind
