"""Facts: what one original contains, each pointing at a span of a reading (design section 7)."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Span(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run of a reading's text.

    `char_*` count code points, `byte_*` UTF-8 bytes of the reading's text; `quote` is the text of
    the run. Both pairs of offsets reproduce the quote.
    """

    char_start: int
    char_end: int
    byte_start: int
    byte_end: int
    quote: str


class Caption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture's caption; `agency` joins several with "; ", `date` is EDTF."""

    span: Span
    credit: str | None = None
    photographer: str | None = None
    agency: str | None = None
    date: str | None = None
    place: str | None = None
    file_photo: bool = False


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run that stays in the text but is no part of the article, and why.

    `why` is one of: `title-repeat`, `caption-repeat`, `widget`, `navigation`, `advertisement`,
    `related`, `comments`, `boilerplate`.
    """

    span: Span
    why: str


class Published(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the article says it was published (EDTF) and on which basis (`metadata`, `text`)."""

    edtf: str
    basis: str


class Article(
    msgspec.Struct, frozen=True, kw_only=True, tag="article", tag_field="kind",
    forbid_unknown_fields=True,
):  # fmt: skip
    """One self-contained text inside a reading.

    `article` is its index from 0. `span` reaches from its first to its last character and may hold
    `left_out` runs. Stored per original; the item is added when facts are printed.
    """

    id: str
    original: str
    reading: str
    article: int
    recipe: str
    span: Span
    title: Span | None
    body: Span | None
    paragraphs: tuple[Span, ...] = ()
    captions: tuple[Caption, ...] = ()
    byline: Span | None = None
    dateline: Span | None = None
    published: Published | None = None
    language: str | None = None
    left_out: tuple[LeftOut, ...] = ()


class LikenessMethod(StrEnum):
    """How a signature was computed, and so how two are compared."""

    MINHASH = "minhash"  # of the text's shingles: equal places estimate the Jaccard index
    PDQ = "pdq"  # of a picture's pixels: bits that differ


class Likeness(
    msgspec.Struct, frozen=True, kw_only=True, tag="likeness", tag_field="kind",
    forbid_unknown_fields=True, omit_defaults=True,
):  # fmt: skip
    """A short signature of a text or picture, by which its copies are found.

    `article` is the index of the article whose text it is of; without, it is of everything.
    `shingles` is the number of distinct runs of three words. `signature` has 512 bytes (128 numbers
    of 32 bits, little-endian) for `minhash` and 32 for `pdq`; in JSON it is base64.
    """

    id: str
    original: str
    reading: str
    recipe: str
    method: LikenessMethod
    article: int | None = None
    shingles: int = 0
    signature: bytes


Fact = Article | Likeness
