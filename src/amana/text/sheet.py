"""A sheet: what is printed, free of any form. The pages and the PDF are made from the same one.

Every run of letters that comes from outside (a name, a source) is kept apart from our own words, so
that each form can shield the sentence around it: from markup, and from the direction of writing.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from amana.text.legible import legible


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


def value(text: str) -> Run:
    """Return somebody else's words as a run."""
    return Run(kind=Kind.VALUE, text=legible(text))


def figure(text: str | int) -> Run:
    """Return a time or a number as a run."""
    return Run(kind=Kind.FIGURE, text=legible(str(text)))


def code(text: str) -> Run:
    """Return a digest, key or command as a run."""
    return Run(kind=Kind.CODE, text=legible(text))
