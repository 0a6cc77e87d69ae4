"""Looking at what is there. Every path asks `authorize` first; looks that must be are logged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from amana.access import Decision, Deed, Subject, authorize, require
from amana.archive.parts import Parts
from amana.archive.projections import OPEN, RESTRICTED
from amana.catalogue import ItemRow, OccurrenceRow, ReadingRow, items_of
from amana.core import JSON, UnreadableError, UsageError, canonical, parse_reference
from amana.reading import locate
from amana.records import Entry, EntryType, Locator, Reading, Restriction, State
from amana.search import Query, Results


class ListedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list. Of a hidden item only its reference and conditions of use are told."""

    ref: str
    restrictions: tuple[Restriction, ...]
    hidden: bool
    item: ItemRow | None


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of one item."""

    item: ItemRow
    occurrences: tuple[OccurrenceRow, ...]
    readings: tuple[ReadingRow, ...]
    entries: tuple[int, ...]
    same_bytes: tuple[str, ...]


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """Where a passage stands in the original (design section 6)."""

    original: str
    reading: str
    char_start: int
    char_end: int
    locators: tuple[Locator, ...]
    quote: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Search results; `not_searched` counts restricted items that were left out."""

    results: Results
    not_searched: int


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """How many items are in each state; restricted ones only with a purpose."""

    items: int
    states: dict[str, int]
    restricted: int
    entries: int
    root: str


class Looking:
    """Reads of one archive for one actor, with or without a stated purpose."""

    def __init__(self, parts: Parts, purpose: str | None) -> None:
        self._parts = parts
        self._purpose = (purpose or "").strip() or None

    def _decide(self, deed: Deed, row: ItemRow) -> Decision:
        return authorize(
            self._parts.actor,
            deed,
            Subject(ref=row.ref, restrictions=row.restrictions),
            purpose=self._purpose,
            today=self._parts.clock.now().date(),
        )

    def _log(self, deed: Deed, what: str, rows: list[ItemRow]) -> None:
        """Enter a look at restricted items."""
        if rows:
            self._parts.note(
                EntryType.ACCESSED,
                {
                    "deed": deed.value,
                    "what": what,
                    "purpose": self._purpose,
                    "items": [row.ref for row in rows],
                },
            )

    def require(self, ref: str, deed: Deed, what: str) -> ItemRow:
        """Return an item if `deed` is allowed on it; enter the look where that is demanded.

        Raises:
            NotFound: there is no such item.
            PurposeRequired: it is restricted and no purpose was given.
            AccessDenied: its conditions of use forbid the deed.
        """
        row = self._parts.current().item(parse_reference(ref))
        decision = self._decide(deed, row)
        require(decision, row.ref)
        if decision.log:
            self._log(deed, what, [row])
        return row

    def status(self) -> Status:
        """Count items by state."""
        catalogue = self._parts.current()
        everything, restricted = catalogue.count(), catalogue.restricted()
        if self._purpose is None:
            shown = {state: n - restricted.get(state, 0) for state, n in everything.items()}
        else:
            shown = everything
            self._log_counts(sum(restricted.values()))
        checkpoint = self._parts.log.checkpoint()
        return Status(
            items=sum(everything.values()),
            states={state: n for state, n in sorted(shown.items()) if n},
            restricted=sum(restricted.values()),
            entries=checkpoint.size,
            root=checkpoint.root.hex(),
        )

    def _log_counts(self, restricted: int) -> None:
        if restricted:
            _, rows = self._parts.catalogue.items()
            self._log(Deed.READ, "counts by state", [row for row in rows if row.restrictions])

    def items(
        self, state: State | None = None, limit: int = -1, offset: int = 0
    ) -> tuple[int, list[ListedItem]]:
        """Return how many items there are and one page of them; restricted ones may be hidden."""
        catalogue = self._parts.current()
        total, rows = catalogue.items(state=state, limit=limit, offset=offset)
        listed, looked = [], []
        for row in rows:
            decision = self._decide(Deed.READ, row)
            hidden = not decision.allowed
            looked += [row] if decision.log else []
            listed.append(
                ListedItem(
                    ref=row.ref,
                    restrictions=row.restrictions,
                    hidden=hidden,
                    item=None if hidden else row,
                )
            )
        self._log(Deed.READ, "list", looked)
        if state is not None and self._purpose is None:
            # A state is content too: hidden rows do not tell theirs.
            listed = [each for each in listed if not each.hidden]
            total -= catalogue.restricted().get(state, 0)
        return total, listed

    def item(self, ref: str) -> ItemView:
        """Return everything known of an item."""
        row = self.require(ref, Deed.READ, "item")
        catalogue = self._parts.catalogue
        _, numbers = catalogue.entry_numbers(ref=row.ref)
        return ItemView(
            item=row,
            occurrences=tuple(catalogue.occurrences(row.ref)),
            readings=tuple(catalogue.readings(row.sha256)),
            entries=tuple(sorted(numbers)),
            same_bytes=tuple(
                other.ref for other in catalogue.same_bytes(row.sha256) if other.ref != row.ref
            ),
        )

    def reading(self, ref: str, key: str | None = None) -> Reading:
        """Return a reading of an item: the current one, or that of `key`.

        Raises:
            UnreadableError: it was not read, or not yet.
        """
        row = self.require(ref, Deed.READ, "text")
        stored = self._parts.catalogue.reading(key or row.reading or "")
        if stored is None or stored.original != row.sha256:
            raise UnreadableError(
                f"{row.ref} has no text: {row.reason or row.state.value}",
                remedy="`amana work` reads what waits"
                if row.state is State.PRESERVED
                else "the original is preserved: `amana show` tells more",
            )
        return msgspec.json.decode(self._parts.derivative(stored.derivative), type=Reading)

    def original(self, ref: str) -> tuple[ItemRow, BinaryIO]:
        """Return an item and its bytes as a stream that can seek."""
        row = self.require(ref, Deed.READ, "original")
        return row, self._parts.original(row.sha256)

    def anchor(self, ref: str, char_start: int, char_end: int, key: str | None = None) -> Anchor:
        """Return where a passage of a reading stands in the original.

        Raises:
            UsageError: the offsets are outside of the text.
        """
        reading = self.reading(ref, key)
        if not 0 <= char_start <= char_end <= len(reading.text):
            raise UsageError(f"the text has {len(reading.text)} characters")
        return Anchor(
            original=reading.original,
            reading=reading.key,
            char_start=char_start,
            char_end=char_end,
            locators=locate(reading, char_start, char_end),
            quote=reading.text[char_start:char_end],
        )

    def facts(self, ref: str | None = None, kind: str | None = None) -> Iterator[bytes]:
        """Yield facts as canonical JSON lines with their item; hidden items are left out."""
        catalogue = self._parts.current()
        if ref is not None:
            rows = [self.require(ref, Deed.READ, "facts")]
        else:
            decided = [(row, self._decide(Deed.READ, row)) for row in catalogue.items()[1]]
            rows = [row for row, decision in decided if decision.allowed]
            self._log(Deed.READ, "facts", [row for row, decision in decided if decision.log])
        for row in rows:
            for fact in catalogue.facts(row.reading, kind) if row.reading else ():
                members: dict[str, JSON] = msgspec.json.decode(fact.line)
                yield canonical({**members, "item": row.ref}) + b"\n"

    def search(self, query: Query) -> Found:
        """Search what this actor may see; restricted items only with a purpose."""
        catalogue = self._parts.current()
        acl = frozenset({OPEN} if self._purpose is None else {OPEN, RESTRICTED})
        results = self._parts.index.search(msgspec.structs.replace(query, acl=acl))
        if self._purpose is not None:
            rows = [catalogue.item(ref) for ref in dict.fromkeys(h.item for h in results.hits)]
            self._log(Deed.SEARCH, "hits", [row for row in rows if row.restrictions])
        hidden = 0 if self._purpose else sum(catalogue.restricted().values())
        return Found(results=results, not_searched=hidden)

    def entries(
        self, ref: str | None = None, before: int | None = None, limit: int = 50
    ) -> tuple[int, list[Entry]]:
        """Return how many entries there are and the newest of them; what they hide stays hidden."""
        catalogue = self._parts.current()
        if ref is not None:
            ref = self.require(ref, Deed.READ, "entries").ref
        total, numbers = catalogue.entry_numbers(ref=ref, before=before, limit=limit)
        return total, [self._seen(self._parts.log.entry(number)) for number in numbers]

    def _seen(self, entry: Entry) -> Entry:
        """Return an entry without the fields that would tell of restricted items."""
        if self._purpose is not None:
            return entry
        catalogue = self._parts.catalogue
        hidden = {ref for ref in items_of(entry) if catalogue.item(ref).restrictions}
        if not hidden:
            return entry
        keep = {"type", "premis", "at", "actor", "software", "item", "restrictions", "recipes"}
        fields = tuple(
            field
            for field in entry.fields
            if field.name in keep
            or (field.name.startswith("result ") and field.name.partition(" ")[2] not in hidden)
        )
        return msgspec.structs.replace(entry, fields=fields)
