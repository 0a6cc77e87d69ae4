"""The JSON shapes of answers that are not items, where they differ from those of the archive."""

from __future__ import annotations

import msgspec

from amana.archive import AnalysisLine, Anchor, FacetCount, Line, Origin, Snippet, Understood
from amana.interface.http.custody_shapes import CheckpointShape
from amana.records import (
    Actor,
    Article,
    Block,
    Locator,
    Reading,
    Warning,  # noqa: A004 - the word of the field
)

_MOST_BLOCKS = 20_000
_PAGES = ("text/html", "application/xhtml+xml", "application/pdf")
_HINTS = frozenset(
    {"header", "sheet", "deleted", "comment", "footnote", "endnote", "notes", "message", "notice"}
    | {"field", "covered", "invisible", "white", "outside"}
)
_NAMED_HINTS = ("sender:", "time:", "at:", "file:", "name:")


class ArchiveName(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive is called and the origin of its log."""

    name: str
    origin: str


class Outward(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the archive asks over the network by itself; `watches` are pages that it looks at."""

    authorities: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    watches: int = 0


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, on what, with which version, and what leaves this machine by itself.

    `outward` is null where that cannot be told, because the log is damaged.
    """

    actor: Actor
    archive: ArchiveName
    version: str
    outward: Outward | None


class StatusShape(msgspec.Struct, frozen=True, kw_only=True):
    """How many items there are, how many inside of them, and how many of all in each state.

    `lines` account for each of them once, by state and notice, `analysis` for those with a text.
    """

    items: int
    inside: int
    states: dict[str, int]
    lines: tuple[Line, ...]
    restricted: int
    entries: int
    checkpoint: CheckpointShape
    analysis: tuple[AnalysisLine, ...] = ()


class BlockShape(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph-like unit: where, its markup, in what it lies, what a reader says of it."""

    char_start: int
    char_end: int
    tag: str
    within: tuple[str, ...]
    hints: tuple[str, ...]


class TextShape(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a reading with its articles; offsets count code points.

    `blocks` are those of originals that are no web pages, as far as there are at most 20,000.
    """

    reading: str
    text: str
    language: str | None
    pages: tuple[tuple[int, int], ...]
    articles: tuple[Article, ...]
    warnings: tuple[Warning, ...]
    blocks: tuple[BlockShape, ...]


class AnchorShape(msgspec.Struct, frozen=True, kw_only=True):
    """Where a passage stands in the original; `locators` is empty where it cannot be told."""

    original: str
    reading: str
    char_start: int
    char_end: int
    quote: str
    locators: tuple[Locator, ...]


class PageSize(msgspec.Struct, frozen=True, kw_only=True):
    """Size of a page in thousandths of a point."""

    page: int
    width: int
    height: int


class HitShape(msgspec.Struct, frozen=True, kw_only=True):
    """One hit with its passages."""

    ref: str
    article: int | None
    title: str | None
    name: str | None
    language: str | None
    score: float
    snippets: tuple[Snippet, ...]


class SearchShape(msgspec.Struct, frozen=True, kw_only=True):
    """Search results, how the query was understood, and how many items were not searched."""

    total: int
    hits: tuple[HitShape, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    not_searched: int
    interpretation: str
    understood: Understood


class Stories(msgspec.Struct, frozen=True, kw_only=True):
    """One page of stories that were printed several times; `more`: there are more than counted."""

    total: int
    more: bool
    stories: tuple[Origin, ...]


def anchor_of(anchor: Anchor) -> AnchorShape:
    """Return an anchor."""
    return AnchorShape(
        original=anchor.original,
        reading=anchor.reading,
        char_start=anchor.char_start,
        char_end=anchor.char_end,
        quote=anchor.quote,
        locators=anchor.locators,
    )


def blocks_of(reading: Reading) -> tuple[BlockShape, ...]:
    """Return the blocks of a reading that the screens show by themselves.

    Those of web pages are shown as articles. Of the hints only those of readers are told: classes
    and ids of a page in a mail say nothing to the screens.
    """
    if reading.media_type in _PAGES or len(reading.blocks) > _MOST_BLOCKS:
        return ()
    return tuple(_block(block) for block in reading.blocks)


def _block(block: Block) -> BlockShape:
    told = (h for h in block.hints if h in _HINTS or h.startswith(_NAMED_HINTS))
    return BlockShape(block.char_start, block.char_end, block.tag, block.within, tuple(told))
