"""What is left to be told of hidden and of erased items."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import msgspec

from amana.archive.parts import Parts
from amana.catalogue import ItemRow, item_of_field
from amana.core import ItemErased, UsageError
from amana.records import Entry, EntryType, Restriction, State

_OF_WATCHES = (
    EntryType.WATCH_SET.value,
    EntryType.WATCH_LOOKED.value,
    EntryType.WATCH_ENDED.value,
)


def require_content(row: ItemRow) -> None:
    """Raise where nothing is left of an item.

    Raises:
        ItemErased: it was erased.
    """
    if row.state is State.ERASED:
        raise ItemErased(
            f"{row.ref} was {row.reason}",
            remedy=f"`amana log {row.ref}` tells what is left: that it was here, and why it was "
            "erased",
        )


def require_root(row: ItemRow) -> None:
    """Raise where an item is inside of another, and cannot be dealt with apart from it.

    Raises:
        UsageError: it is.
    """
    if row.parent is not None:
        raise UsageError(
            f"{row.ref} is inside of {row.root}, and came into the archive with it",
            remedy=f"do this with {row.root}: it covers whatever is inside",
        )


def watch_of(entry: Entry) -> str | None:
    """Return the watch that an entry tells of; None: of none."""
    name = entry.get("watch")
    return name if isinstance(name, str) and entry.get("type") in _OF_WATCHES else None


def conditions_of_watch(parts: Parts, name: str) -> tuple[Restriction, ...]:
    """Return the conditions of use of what a watch says of its page."""
    watch = parts.catalogue.watched().watch(name)
    return watch.restrictions if watch else ()


def without(entry: Entry, hidden: AbstractSet[str]) -> Entry:
    """Return an entry without the fields that would tell of hidden items.

    That something was done with an item is told, by whom and when; not what it is or came from,
    nor which readers it was read with.
    """
    keep = {"type", "premis", "at", "actor", "software", "item", "restrictions"}
    fields = tuple(
        field
        for field in entry.fields
        if field.name in keep
        or ((ref := item_of_field(field.name)) is not None and ref not in hidden)
    )
    return msgspec.structs.replace(entry, fields=fields)
