"""What one sees of an archive: the answers of the methods that look."""

from __future__ import annotations

import msgspec

from amana.catalogue import ItemRow, OccurrenceRow, ReadingRow
from amana.records import Locator, Restriction
from amana.search import Results


class ListedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list. Of a hidden item only its reference and `restrictions` are told.

    These are the conditions of use that bind on the day of asking: no embargo that is over.
    """

    ref: str
    restrictions: tuple[Restriction, ...]
    hidden: bool
    item: ItemRow | None


class LastCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The last check that read the bytes of an item again: its entry, and when that was."""

    entry: int
    at: str


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of one item."""

    item: ItemRow
    occurrences: tuple[OccurrenceRow, ...]
    readings: tuple[ReadingRow, ...]
    entries: tuple[int, ...]
    same_bytes: tuple[str, ...]
    last_check: LastCheck | None = None


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """Where a passage stands in the original (design section 6)."""

    original: str
    reading: str
    char_start: int
    char_end: int
    locators: tuple[Locator, ...]
    quote: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Search results; `not_searched` counts restricted items that were left out.

    `names` are the names of the items that the hits are in.
    """

    results: Results
    not_searched: int
    names: dict[str, str | None]


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """How many items are in each state; restricted ones only with a purpose.

    Since `unread_since`, every byte of the vault was read at least once.
    """

    items: int
    states: dict[str, int]
    restricted: int
    entries: int
    root: str
    unread_since: str | None = None
