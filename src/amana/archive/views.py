"""What one sees of an archive: the answers of the methods that look."""

from __future__ import annotations

import msgspec

from amana.acquire.capture import Account
from amana.archive.accounting import AnalysisLine, Line
from amana.archive.analysing import Analysed
from amana.archive.orders import Hold, Order
from amana.archive.rerendered import Kept
from amana.archive.saved_pages import SavedPage
from amana.archive.watch_counts import Watching
from amana.catalogue import ItemRow, OccurrenceRow, ReadingRow
from amana.records import Claimed, Locator, Looked, Measures, Restriction, Warning  # noqa: A004 - the word of the field
from amana.search import Results


class ListedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list. Of a hidden item only its reference and `restrictions` are told.

    These are the conditions of use that bind on the day of asking: no embargo that is over.

    `order` is the one by which it was erased; `differing` is what packages claimed that is not so,
    where a list of that was asked for. `remedy` says what to do about what was not read to its end,
    `inside` how many items are directly inside.
    """

    ref: str
    restrictions: tuple[Restriction, ...]
    hidden: bool
    item: ItemRow | None
    order: Order | None = None
    differing: tuple[Claimed, ...] = ()
    remedy: str | None = None
    inside: int = 0


class LastCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The last check that read the bytes of an item again: its entry, and when that was."""

    entry: int
    at: str


class LookOfItem(msgspec.Struct, frozen=True, kw_only=True):
    """The look at a watched page that an item was taken at."""

    watch: str
    outcome: Looked
    compared: str | None
    measures: Measures


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """One thing inside an item, and the first of the `number` of things inside of that."""

    thing: ListedItem
    number: int = 0
    contents: tuple[Inside, ...] = ()


class Closer(msgspec.Struct, frozen=True, kw_only=True):
    """What a closer look at an item shows.

    `way` are the names on the way to it: of what was taken in, and of each layer inside.
    `warnings` and `opinions` (who takes it for which media type) are those of its current reading;
    `disputed` says that the opinions are worth a look. `metadata` is what it says about itself in
    normalised keys (`dc:`, `dcterms:`, `geo:`). `contents` are the first things inside it, level by
    level. `alike` counts other items that are like it and may be seen. `capture` is the account of
    a capture, `looks` tell at which watched page it was taken, and what that found. `rerendered`
    are the pages in it that were made visible again, the newest first.
    """

    way: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = ()
    opinions: tuple[tuple[str, str], ...] = ()
    disputed: bool = False
    metadata: tuple[tuple[str, str], ...] = ()
    contents: tuple[Inside, ...] = ()
    alike: int = 0
    saved_page: SavedPage = SavedPage()
    capture: Account | None = None
    looks: tuple[LookOfItem, ...] = ()
    rerendered: tuple[Kept, ...] = ()


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """An item around another one; `name` is None where no more than the reference may be told."""

    ref: str
    name: str | None


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of one item; `inside` counts what is directly inside of it.

    `around` is what it was found in, from the item that was acquired to its parent.
    `holds` are those in force; `order` is the erasure order that is open, confirmed or carried out.
    `closer` is there where a closer look was asked for. `analysis` tells how the analysis of its
    text stands, if it has one, and `facts` how many facts of each kind there are.
    """

    item: ItemRow
    occurrences: tuple[OccurrenceRow, ...]
    readings: tuple[ReadingRow, ...]
    entries: tuple[int, ...]
    same_bytes: tuple[str, ...]
    inside: int = 0
    around: tuple[Around, ...] = ()
    last_check: LastCheck | None = None
    holds: tuple[Hold, ...] = ()
    order: Order | None = None
    closer: Closer | None = None
    analysis: Analysed | None = None
    facts: dict[str, int] = {}


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

    `names` are the names of the items that the hits are in, `titles` what those are called that
    are called anything.
    """

    results: Results
    not_searched: int
    names: dict[str, str | None]
    titles: dict[str, str]


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """How many items there are, how many more inside of them, and how many of all in each state.

    `lines` account for each of them exactly once: by state and reason, with what to do. Restricted
    ones are counted by state only with a purpose; with them, items and things inside are the sum.
    `not_determinate` counts those whose recipe gave two different readings.

    `analysis` accounts in the same way for every item that has a text.

    `watching` counts the pages that are watched.

    Since `unread_since`, every byte of the vault was read at least once.
    """

    items: int
    inside: int
    states: dict[str, int]
    lines: tuple[Line, ...]
    not_determinate: int
    restricted: int
    entries: int
    root: str
    unread_since: str | None = None
    analysis: tuple[AnalysisLine, ...] = ()
    watching: Watching = Watching()
