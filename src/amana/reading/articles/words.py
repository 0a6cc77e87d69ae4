"""The words of page furniture, credits and headings, loaded from the data files of this package.

They are read when the module is imported: a sandboxed reader may open no file later.
"""

# ruff: noqa: RUF001 - Arabic letters and typographic marks are meant

from __future__ import annotations

import re
from importlib.resources import files

import msgspec

from amana.core import prepared

_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + _DIRECTIONS
_FOLD = str.maketrans("’‘“”‐‑–—" + _INVISIBLE, "''\"\"----" + " " * len(_INVISIBLE))


class Agency(msgspec.Struct, frozen=True):
    """A picture or news agency and the ways it is printed."""

    name: str
    forms: tuple[str, ...]


class Furniture(msgspec.Struct, frozen=True):
    """A line of page furniture.

    `match` is `line` (the whole line) or `prefix`; `why` is a value of `LeftOut.why`; `alone` is
    false for words that an ordinary text may use as a line of its own.
    """

    text: str
    match: str
    why: str
    alone: bool


class Cue(msgspec.Struct, frozen=True):
    """A word or phrase that announces what its line is."""

    text: str
    kind: str


def fold(text: str) -> str:
    """Return the key under which two printed copies of a line are equal.

    Case, kinds of space, quotation mark and dash do not count, nor do invisible marks.
    """
    if not text.isascii():
        text = text.translate(_FOLD)
    return " ".join(text.split()).casefold()


def _table(name: str) -> bytes:
    return files("amana.reading.articles").joinpath("data", name).read_bytes()


AGENCIES = msgspec.json.decode(_table("agencies.json"), type=prepared(tuple[Agency, ...]))
_FURNITURE = msgspec.json.decode(_table("furniture.json"), type=prepared(tuple[Furniture, ...]))
_CUES = msgspec.json.decode(_table("cues.json"), type=prepared(tuple[Cue, ...]))

WHOLE_LINES = {fold(row.text): row for row in _FURNITURE if row.match == "line"}
PREFIXES: dict[str, list[tuple[str, Furniture]]] = {}
"""Known beginnings of lines by their first letters, the longest first."""
for _row in sorted(_FURNITURE, key=lambda row: (-len(row.text), row.text)):
    if _row.match == "prefix":
        PREFIXES.setdefault(fold(_row.text)[:1], []).append((fold(_row.text), _row))


def cues(kind: str) -> tuple[str, ...]:
    """Return the cues of one kind as printed, longest first."""
    found = {row.text for row in _CUES if row.kind == kind}
    return tuple(sorted(found, key=lambda text: (-len(text), text)))


def either(texts: tuple[str, ...]) -> str:
    """Return a pattern for any of `texts`, a space standing for any white space."""
    return "|".join(r"\s+".join(map(re.escape, text.split())) for text in texts)
