"""The JSON shapes of items: rows of lists, and everything known of one."""

from __future__ import annotations

import msgspec

from amana.archive import Around, Hold, ItemView, ListedItem, Order
from amana.records import (
    Claimed,
    Reading,
    Recipe,
    Restriction,
    State,
    Warning,  # noqa: A004 - the word of the field
)


class ErasedShape(msgspec.Struct, frozen=True, kw_only=True):
    """When an item was erased, and by which order."""

    at: str
    order: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list; all but the first four are null when it is hidden.

    `reason` is a sentence in English, `code` the notice that it is of; `erased` tells that of an
    erased item in parts. `path` is the name under which something stands inside of another item,
    `derivation` how its bytes were had from those of that one; `inside` counts what is directly
    inside of it.
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
    code: str | None = None
    path: str | None = None
    derivation: str | None = None
    inside: int | None = None
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
    """A reading without its text. `opinions`: who took the original for which kind."""

    key: str
    recipe: Recipe
    state: str
    warnings: tuple[Warning, ...]
    media_type: str
    encoding: str | None
    language: str | None
    opinions: tuple[tuple[str, str], ...]


class EntryLine(msgspec.Struct, frozen=True, kw_only=True):
    """An entry by number, type and time."""

    index: int
    type: str
    at: str


class ItemShape(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of an item: the members of its row, and what hangs on it.

    `around` is what it was found in, outermost first; `start` and `end` are its bytes there,
    `declared` and `modified` what it says of them.
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
    code: str | None
    path: str | None
    derivation: str | None
    inside: int
    erased: ErasedShape | None
    around: tuple[Around, ...]
    start: int | None
    end: int | None
    declared: str | None
    modified: str | None
    holds: tuple[Hold, ...]
    order: Order | None
    digests: DigestsShape
    form: FormShape
    occurrences: tuple[Place, ...]
    readings: tuple[ReadingShape, ...]
    metadata: tuple[tuple[str, str], ...]
    entries: tuple[EntryLine, ...]
    same_bytes: tuple[str, ...]


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
        code=item.code,
        path=item.path,
        derivation=item.derivation and item.derivation.value,
        inside=listed.inside,
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
        inside=view.inside,
    )
    return ItemShape(
        **msgspec.structs.asdict(row_of(listed)),
        around=view.around,
        start=item.start,
        end=item.end,
        declared=item.declared,
        modified=item.modified,
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
                opinions=r.opinions,
            )
            for r in readings
        ),
        metadata=readings[-1].metadata if readings else (),
        entries=entries,
        same_bytes=view.same_bytes,
    )
