"""Where sentences end: rules for English and Arabic, linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 2_000
"""No sentence is longer, in characters: a line of millions is cut where words end."""

_END = re.compile(r"[.!?\u061f\u06d4\u2026]+[\"')\]]*(?=\s)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|"
    r"Brig|Sen|Rep|Gov|Rev|Hon|Pres|St|Mt|Jr|Sr|No|Nos|Art|Arts|para|paras|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept|Sep|Oct|Nov|Dec|vs|etc|approx|ca|cf|ed|eds|fig|vol|pp|Inc|Ltd|Corp|Co|Bros)\.$"
)
_STARTS_LOW = re.compile(r"\s+[a-z]")
_LOOK_BACK = 14


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a run of text, without the white space around them.

    A full stop after an abbreviation, after a single letter or before a small letter ends none,
    unless a quotation closes there and a capital follows.
    """
    at = start
    for match in _END.finditer(text, start, end):
        if match.end() <= at or not _ends(text, match, end):
            continue
        yield from _pieces(text, at, match.end())
        at = match.end()
    yield from _pieces(text, at, end)


def _ends(text: str, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    if mark.startswith("\n"):
        return True
    if _STARTS_LOW.match(text, match.end(), min(end, match.end() + 3)):
        return False
    if mark.startswith("."):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start() + 1]
        return not _ABBREVIATION.search(before)
    return True


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence; one that is too long in pieces, cut at white space where there is some."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield left, right
