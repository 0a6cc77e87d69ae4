"""What goes into the index, what is asked, what comes back.

All `char_*` numbers count Unicode code points in the text of the reading, from 0, end exclusive.
"""

from __future__ import annotations

import msgspec

UNDETERMINED = "und"  # BCP 47 (RFC 5646 §2.2.1, ISO 639-2): the language is not known


class Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run of a reading's text, say a paragraph; words of a phrase never stand in two pieces."""

    char_start: int
    text: str


class IndexedText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text that can be found: an article, or the whole reading of an item.

    `key` names it (`IT-7F3K-Q2M9#0`): adding the same key again replaces it. `acl` is the label
    that a person must hold to see it. `published` is a date in EDTF; only its year is counted.
    """

    key: str
    item: str
    original: str
    reading: str
    article: int | None
    title: str | None
    pieces: tuple[Piece, ...]
    language: str | None
    media_type: str
    acl: str
    published: str | None


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person asks. `text` is the query language; `acl` the labels that the person holds.

    Without a label nothing is found. `language` and `media_type` restrict; `limit` hits are
    returned after the first `offset`.
    """

    text: str
    acl: frozenset[str]
    language: str | None = None
    media_type: str | None = None
    limit: int = 20
    offset: int = 0


class Snippet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quotation from a text: the reading's text from `char_start` to `char_end` is `quote`.

    `marks` are the runs of the quote that were looked for, as code points into the quote.
    """

    char_start: int
    char_end: int
    quote: str
    marks: tuple[tuple[int, int], ...]


class Hit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text that answers the query.

    `score` compares hits of one answer only, in tenths: 1.0 for the best, less for the others. It
    is no measure of truth or of importance.
    """

    key: str
    item: str
    original: str
    reading: str
    article: int | None
    title: str | None
    language: str | None
    score: float
    snippets: tuple[Snippet, ...]


class FacetCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of the texts that answer the query have this value."""

    value: str
    count: int


class Sought(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is sought: `shown` is what was typed, cut short where it is long.

    `kind` is `word`, `exact` (the very word), `phrase`, `beginning` or `language`; with `title`, it
    is looked for in titles only.
    """

    kind: str
    shown: str
    title: bool = False


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At least one of these must hold; when `excluded`, none may."""

    any_of: tuple[Sought, ...]
    excluded: bool = False


class Remark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that was read otherwise than it was typed: a code, and the words concerned."""

    code: str
    shown: str | None = None


class Understood(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a query was read, for whoever tells it in another language than English.

    `everything`: it asks for all texts. Without it and without conditions nothing is sought.
    """

    everything: bool = False
    conditions: tuple[Condition, ...] = ()
    language: str | None = None
    media_type: str | None = None
    remarks: tuple[Remark, ...] = ()


class Results(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to a query.

    `total` and `facets` count every text that answers it and that the person may see, not only
    the `hits` of this page. `facets` are, in this order, `language` ("und" where it is unknown),
    `media_type` and `year`; values with the highest count come first. `interpretation` says in
    plain words how the query was read, `understood` the same in parts.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[tuple[str, tuple[FacetCount, ...]], ...]
    interpretation: str
    understood: Understood = Understood()
