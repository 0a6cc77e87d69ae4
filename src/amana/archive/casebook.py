"""The matters of an archive as they stand, and which of them somebody may be told.

Rules:

1. A matter is under the conditions of use of every item that it cites: its author may have written
   into it what those say. Who may not read one of them without a purpose is not told the matter
   without one, neither its words nor its key; nor matters that name it, unless another version of
   what they name may be told.
2. Of an item that was erased nothing tells its conditions any more. Those that bound the cited
   items when the matter was entered stand in its entry, and hold instead.
3. A cite of an erased item tells the item and that it is gone; the matter stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from amana.access import Decision as Judged
from amana.access import Deed, Subject, authorize, require
from amana.archive.hiding import without
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.catalogue import CiteRow, ItemRow, MatterRow
from amana.core import UnreadableError, prepared
from amana.law import references
from amana.records import Cite, Entered, Entry, EntryType, Restriction, Standing, State


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """A matter with the items that it cites, as far as they are there.

    `conditions` are those that its entry keeps for items which were erased.
    """

    standing: Standing
    items: tuple[ItemRow, ...]
    conditions: tuple[Restriction, ...] = ()

    @property
    def key(self) -> str:
        """The key of the matter."""
        return self.standing.matter.key


class Casebook:
    """Matters of one archive for one actor; `looking` tells what for."""

    def __init__(self, parts: Parts, looking: Looking) -> None:
        self._parts = parts
        self._looking = looking

    def matters(self, keys: Collection[str] | None = None) -> list[Filed]:
        """Return every version of all matters, or of those of some keys, in the log's order.

        Whoever asks judges whether they may be told (`sifted`).

        Raises:
            UnreadableError: one was entered by a later version of this program.
        """
        catalogue = self._parts.current()
        rows = catalogue.decisions().matters(keys)
        numbers = None if keys is None else {row.number for row in rows}
        cites = catalogue.decisions().cites(numbers)
        refs = {cite.item for row in rows for cite in cites.get(row.number, ())}
        roots = {_root(ref) for ref in refs}
        return list(_filed(rows, cites, catalogue.some_items(refs | roots)))

    def around(self, keys: Collection[str]) -> list[Filed]:
        """Return every version of some keys, and of whatever they refer to, further and further."""
        found: list[Filed] = []
        seen, new = set[str](), set(keys)
        while new:
            filed = self.matters(sorted(new))
            found += filed
            seen |= new
            new = {key for each in filed for key in _named(each)} - seen
        return found

    def sifted(self, filed: Sequence[Filed], deed: Deed) -> tuple[list[Filed], list[Filed]]:
        """Return those matters on which `deed` is allowed, and those on which it is not.

        With them must be whatever they refer to.
        """
        known = {each.key for each in filed}
        allowed = [each for each in filed if self._judged(each, deed).allowed]
        before = len(filed) + 1
        while len(allowed) < before:
            before = len(allowed)
            hidden = known - {each.key for each in allowed}
            allowed = [each for each in allowed if not hidden & _named(each)]
        told = {each.standing.number for each in allowed}
        return allowed, [each for each in filed if each.standing.number not in told]

    def entries(
        self, ref: str | None, before: int | None, limit: int
    ) -> tuple[int, Sequence[Entry]]:
        """Return entries of the log as `Looking.entries` does, those of hidden matters hidden.

        Without a purpose, a matter of which too little is left to judge it is hidden, too.
        """
        total, entries = self._looking.entries(ref, before, limit)
        matters = {each.index: told[1] for each in entries if (told := matter_of(each))}
        allowed, hidden = self.sifted(self.around(_keys_of(entries)), Deed.READ)
        shown = {each.standing.number for each in allowed}
        if self._looking.purpose is not None:
            shown = set(matters.values()) - {each.standing.number for each in hidden}
        shown.add(-1)  # an entry of no matter
        return total, [
            each if matters.get(each.index, -1) in shown else without(each, frozenset())
            for each in entries
        ]

    def require(self, filed: Sequence[Filed], deed: Deed, what: str) -> tuple[Standing, ...]:
        """Return matters of which all may be told, and enter the look where that is demanded.

        Raises:
            PurposeRequired: one of them cites a restricted item, and no purpose was given.
            AccessDenied: conditions of use forbid the deed.
        """
        self.require_open(filed, deed, what)
        self.enter(filed, deed, what)
        return tuple(each.standing for each in filed)

    def require_open(self, filed: Iterable[Filed], deed: Deed, what: str) -> None:
        """Raise unless all of these matters may be told, as `require` does."""
        for each in filed:
            told = f"{what}: a matter that it stands on cites what may not be told"
            require(self._judged(each, deed), told)

    def enter(self, filed: Iterable[Filed], deed: Deed, what: str) -> None:
        """Enter the look at the restricted items that matters cite, once for all of them."""
        rows = {row.ref: row for each in filed for row in each.items}
        looked = [row for _, row in sorted(rows.items()) if self._of_item(row, deed).log]
        if looked:
            self._looking.enter(deed, what, looked)

    def _judged(self, filed: Filed, deed: Deed) -> Judged:
        """Return the first judgement that forbids the deed, or else the last one."""
        judged = [self._of_item(row, deed) for row in filed.items]
        judged.append(self._of(None, filed.conditions, deed))
        return next((each for each in judged if not each.allowed), judged[-1])

    def _of_item(self, row: ItemRow, deed: Deed) -> Judged:
        return self._of(row.ref, row.restrictions, deed)

    def _of(self, ref: str | None, restrictions: tuple[Restriction, ...], deed: Deed) -> Judged:
        return authorize(
            self._parts.actor,
            deed,
            Subject(ref=ref, restrictions=restrictions),
            purpose=self._looking.purpose,
            today=self._parts.clock.now().date(),
        )


def matter_of(entry: Entry) -> tuple[str, int] | None:
    """Return the key that an entry tells of, and the entry of its matter; None: of no matter."""
    match entry.get("type"):
        case EntryType.MATTER.value:
            key, number = entry.get("key"), entry.index
        case EntryType.CITED.value if isinstance(place := entry.get("place"), int):
            key, number = entry.get("matter"), entry.index - place
        case EntryType.MATTER_WITHDRAWN.value if isinstance(back := entry.get("withdraws"), int):
            key, number = entry.get("key"), back
        case _:
            return None
    return (key, number) if isinstance(key, str) else None


def _keys_of(entries: Iterable[Entry]) -> set[str]:
    return {told[0] for each in entries if (told := matter_of(each))}


def _named(filed: Filed) -> set[str]:
    return {key for _, key, _ in references(filed.standing.matter)}


def _filed(
    rows: Iterable[MatterRow], cites: dict[int, list[CiteRow]], items: dict[str, ItemRow]
) -> Iterator[Filed]:
    versions: dict[str, int] = {}
    for row in rows:
        versions[row.key] = versions.get(row.key, 0) + 1
        own = cites.get(row.number, [])
        there = {each.item: items[each.item] for each in own if not _is_gone(items, each)}
        gone = any(_is_gone(items, each) for each in own)
        yield Filed(
            standing=_standing(row, [_cite(each, items) for each in own], versions[row.key]),
            items=tuple(there.values()),
            conditions=row.conditions if gone else (),
        )


def _standing(row: MatterRow, cites: Sequence[Cite], version: int) -> Standing:
    members = msgspec.json.decode(row.members)
    said = {**members, "decision": row.kind, "key": row.key, "reason": row.reason}
    try:
        matter: Entered = msgspec.convert(said, prepared(Entered))
    except msgspec.ValidationError as error:
        raise UnreadableError(
            f"entry {row.number} holds a matter that this version cannot read: {error}",
            remedy="open the archive with the version of amana that entered it, or a later one",
        ) from None
    return Standing(
        matter=msgspec.structs.replace(matter, cites=tuple(cites)),
        number=row.number,
        version=version,
        by=str(msgspec.json.decode(row.by).get("name")),
        at=row.at,
        withdrawn=row.withdrawn,
    )


def _cite(row: CiteRow, items: dict[str, ItemRow]) -> Cite:
    if _is_gone(items, row):
        return Cite(item=row.item, number=row.number, gone=True)
    return Cite(
        item=row.item,
        fact=row.fact,
        reading=row.reading,
        char_start=row.char_start,
        char_end=row.char_end,
        quote=row.quote,
        published=row.published,
        number=row.number,
    )


def _is_gone(items: dict[str, ItemRow], cite: CiteRow) -> bool:
    """Tell whether a cited item was erased, or the one that it is inside of."""
    rows = (items.get(cite.item), items.get(_root(cite.item)))
    return any(row is None or row.state is State.ERASED for row in rows)


def _root(ref: str) -> str:
    return ref.partition(".")[0]
