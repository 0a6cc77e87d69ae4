"""The JSON shapes of the interface, where they differ from the records of the archive."""

from __future__ import annotations

import msgspec

from amana.archive import (
    Anchor,
    FacetCount,
    Hold,
    ItemView,
    ListedItem,
    Order,
    Snippet,
    Understood,
)
from amana.interface.http.custody_shapes import CheckpointShape
from amana.records import (
    Actor,
    Article,
    Claimed,
    Locator,
    Reading,
    Recipe,
    Restriction,
    State,
    Warning,  # noqa: A004 - the word of the field
)


class ArchiveName(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive is called and the origin of its log."""

    name: str
    origin: str


class Outward(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the archive asks over the network by itself."""

    authorities: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, on what, with which version, and what leaves this machine by itself.

    `outward` is null where that cannot be told, because the log is damaged.
    """

    actor: Actor
    archive: ArchiveName
    version: str
    outward: Outward | None


class StatusShape(msgspec.Struct, frozen=True, kw_only=True):
    """How many items there are, how many inside of them, and how many of all in each state."""

    items: int
    inside: int
    states: dict[str, int]
    restricted: int
    entries: int
    checkpoint: CheckpointShape


class ErasedShape(msgspec.Struct, frozen=True, kw_only=True):
    """When an item was erased, and by which order."""

    at: str
    order: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list; all but the first four are null when it is hidden.

    `reason` is a sentence in English; `erased` tells that of an erased item in parts.
    """

    ref: str
    hidden: bool
    restricted: bool
    restrictions: tuple[Restriction, ...]
    name: str | None = None
    state: str | None = None
    media_type: str | None = None
    size: int | None = None
    sha256: str | None = None
    acquired_at: str | None = None
    source: str | None = None
    collector: str | None = None
    title: str | None = None
    language: str | None = None
    articles: int | None = None
    reason: str | None = None
    erased: ErasedShape | None = None


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list."""

    total: int
    items: tuple[Row, ...]


class DigestsShape(msgspec.Struct, frozen=True, kw_only=True):
    """Identity and size of an original."""

    sha256: str
    blake3: str
    size: int


class FormShape(msgspec.Struct, frozen=True, kw_only=True):
    """The acquisition form as it was filled in."""

    source: str | None
    collector: str | None
    purpose: str | None
    method: str | None
    consent: str | None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where bytes were found, and what a package there said of them."""

    path: str | None
    name: str | None
    at: str
    claimed: Claimed | None


class ReadingShape(msgspec.Struct, frozen=True, kw_only=True):
    """A reading without its text."""

    key: str
    recipe: Recipe
    state: str
    warnings: tuple[Warning, ...]
    media_type: str
    encoding: str | None
    language: str | None


class EntryLine(msgspec.Struct, frozen=True, kw_only=True):
    """An entry by number, type and time."""

    index: int
    type: str
    at: str


class ItemShape(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of an item: the members of its row, and what hangs on it.

    `holds` are those in force, `order` the erasure order that waits or is being carried out.
    """

    ref: str
    hidden: bool
    restricted: bool
    restrictions: tuple[Restriction, ...]
    name: str | None
    state: str | None
    media_type: str | None
    size: int | None
    sha256: str | None
    acquired_at: str | None
    source: str | None
    collector: str | None
    title: str | None
    language: str | None
    articles: int | None
    reason: str | None
    erased: ErasedShape | None
    holds: tuple[Hold, ...]
    order: Order | None
    digests: DigestsShape
    form: FormShape
    occurrences: tuple[Place, ...]
    readings: tuple[ReadingShape, ...]
    metadata: tuple[tuple[str, str], ...]
    entries: tuple[EntryLine, ...]
    same_bytes: tuple[str, ...]


class TextShape(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a reading with its articles; offsets count code points."""

    reading: str
    text: str
    language: str | None
    pages: tuple[tuple[int, int], ...]
    articles: tuple[Article, ...]
    warnings: tuple[Warning, ...]


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


def row_of(listed: ListedItem) -> Row:
    """Return the row of a list."""
    item = listed.item
    restricted = bool(listed.restrictions)
    if item is None:
        return Row(
            ref=listed.ref, hidden=True, restricted=restricted, restrictions=listed.restrictions
        )
    return Row(
        ref=listed.ref,
        hidden=False,
        restricted=restricted,
        restrictions=listed.restrictions,
        name=item.name,
        state=item.state.value,
        media_type=item.media_type,
        size=item.size,
        sha256=item.sha256,
        acquired_at=item.acquired_at,
        source=item.source,
        collector=item.collector,
        title=item.title,
        language=item.language,
        articles=item.articles,
        reason=item.reason,
        erased=_erased(item.state, listed.order),
    )


def _erased(state: State, order: Order | None) -> ErasedShape | None:
    if state is not State.ERASED or order is None or order.confirmed_at is None:
        return None
    return ErasedShape(at=order.confirmed_at, order=order.number)


def item_of(
    view: ItemView, readings: tuple[Reading, ...], entries: tuple[EntryLine, ...]
) -> ItemShape:
    """Return everything known of an item."""
    item = view.item
    listed = ListedItem(
        ref=item.ref,
        restrictions=item.restrictions,
        hidden=False,
        item=item,
        order=view.order,
    )
    return ItemShape(
        **msgspec.structs.asdict(row_of(listed)),
        holds=view.holds,
        order=None if item.state is State.ERASED else view.order,
        digests=DigestsShape(sha256=item.sha256, blake3=item.blake3, size=item.size),
        form=FormShape(
            source=item.source,
            collector=item.collector,
            purpose=item.purpose,
            method=item.method,
            consent=item.consent,
        ),
        occurrences=tuple(
            Place(path=o.path, name=o.name, at=o.at, claimed=o.claimed) for o in view.occurrences
        ),
        readings=tuple(
            ReadingShape(
                key=r.key,
                recipe=r.recipe,
                state=r.state.value,
                warnings=r.warnings,
                media_type=r.media_type,
                encoding=r.encoding,
                language=r.language,
            )
            for r in readings
        ),
        metadata=readings[-1].metadata if readings else (),
        entries=entries,
        same_bytes=view.same_bytes,
    )


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
