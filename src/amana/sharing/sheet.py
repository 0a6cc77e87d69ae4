"""A sheet: what is printed, free of any form. The pages and the PDF are made from the same one.

Every run of letters that comes from outside (a name, a source) is kept apart from our own words, so
that each form can shield the sentence around it: from markup, and from the direction of writing.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum

import msgspec

_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
_TAGS = range(0xE0000, 0xE1000)


class Kind(StrEnum):
    """What a run of letters is."""

    WORDS = "words"  # our own, in the language of the sheet
    VALUE = "value"  # somebody else's, in any script
    FIGURE = "figure"  # times and numbers, written from left to right in every language
    CODE = "code"  # digests, keys, commands: from left to right, each letter to be told apart


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Letters of one kind."""

    kind: Kind
    text: str


Line = tuple[Run, ...]


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, tag="paragraph"):
    """One paragraph; a `small` one is a remark."""

    line: Line
    small: bool = False


class Pairs(msgspec.Struct, frozen=True, kw_only=True, tag="pairs"):
    """Names and what is stated under each."""

    rows: tuple[tuple[str, Line], ...]


class Table(msgspec.Struct, frozen=True, kw_only=True, tag="table"):
    """Columns with their names above; `caption` says what it is to who cannot see it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


class Points(msgspec.Struct, frozen=True, kw_only=True, tag="points"):
    """Points, numbered or not."""

    lines: tuple[Line, ...]
    numbered: bool = False


class Blanks(msgspec.Struct, frozen=True, kw_only=True, tag="blanks"):
    """Lines to be filled in by hand: the name of each ("": none), how many lines high it is."""

    rows: tuple[tuple[str, int], ...]


Part = Paragraph | Pairs | Table | Points | Blanks


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and what stands below it."""

    heading: str
    parts: tuple[Part, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The whole. `direction` is `ltr` or `rtl`; `page` tells how pages are numbered."""

    language: str
    direction: str
    title: str
    subtitle: Line
    opening: Line
    sections: tuple[Section, ...]
    foot: Line
    page: str


def legible(text: str) -> str:
    """Return `text` as a reader sees it, and nothing in it that steers what is around.

    Rules:
      1. Control characters, ends of lines, marks that turn the direction of a stretch of text,
         tag letters and what is no letter are shown as their number: [U+202E].
      2. Everything else stays, the joiners and single marks that Arabic and Persian need included.
    """
    return "".join(f"[U+{ord(c):04X}]" if _steers(c) else c for c in text)


def _steers(letter: str) -> bool:
    return letter in _STEERING or ord(letter) in _TAGS or unicodedata.category(letter) in _UNSEEN


def value(text: str) -> Run:
    """Return somebody else's words as a run."""
    return Run(kind=Kind.VALUE, text=legible(text))


def figure(text: str | int) -> Run:
    """Return a time or a number as a run."""
    return Run(kind=Kind.FIGURE, text=legible(str(text)))


def code(text: str) -> Run:
    """Return a digest, key or command as a run."""
    return Run(kind=Kind.CODE, text=legible(text))
