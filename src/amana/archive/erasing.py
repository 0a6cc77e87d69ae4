"""What an erasure takes away and what it leaves, and taking it away.

The plan is made from the log alone, as it stands: what was erased before a crash is no part of it
any more. So the confirmation states the plan before anything is touched, and whoever goes on after
a crash does both: what was stated, and what a new plan finds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import msgspec

from amana.archive.digests import DERIVATIVES, brought_by, facts_of, observations_keys, shown_in
from amana.archive.leftovers import Traces, remove_leftovers, traces_of
from amana.archive.orders import Slots
from amana.catalogue import OBSERVATIONS, RERENDERING, RESULT, item_of_field, items_of
from amana.core import JSON, IntegrityError, NotFound
from amana.custody import FILES, LogStorage, Payload, erase_fields, mentions
from amana.records import Entry, EntryType, Field
from amana.vault import Extent, Unit, Vault

_HEAD = frozenset({"type", "premis", "at", "actor", "software", "item", "items", FILES})
"""Fields that stay in every entry: what was done, when, by whom, with which item; enclosures."""

_KEPT: dict[str, frozenset[str]] = {
    EntryType.ACCESSED.value: frozenset({"deed", "what"}),
    EntryType.PROVED.value: frozenset({"released", "form"}),
    EntryType.STATED.value: frozenset({"released", "form", "language"}),
    EntryType.EXPORTED.value: frozenset({"released", "form", "matter"}),
    EntryType.CITED.value: frozenset({"place"}),
    EntryType.WATCH_LOOKED.value: frozenset({"watch", "compared", "outcome"}),
    EntryType.MATTER.value: frozenset({
        "kind", "key", "members", "cites", "conditions", "reason",
    }),
    EntryType.MATTER_WITHDRAWN.value: frozenset({"key", "withdraws", "conditions", "reason"}),
}  # fmt: skip
"""Fields that also stay: how the item was looked at, and what of it has left the archive.

Of matters, what people hold stays; the words of the passages that they cite go.
"""

_WHOLE = frozenset({
    EntryType.CREATED.value,
    EntryType.HELD.value,
    EntryType.HOLD_LIFTED.value,
    EntryType.ERASURE_ORDERED.value,
    EntryType.ERASURE_WITHDRAWN.value,
    EntryType.ERASURE_CONFIRMED.value,
    EntryType.ERASED.value,
})  # fmt: skip
"""Types of entries that stay as they are: that and why it was erased is what the log keeps."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What erasing an item takes away.

    `gone` are the digests of objects that go, `kept_for` the items on the same bytes, for which
    all of these stay, `slots` the fields of entries that go, `words` whatever must not be left.
    """

    item: str
    gone: frozenset[str]
    kept_for: tuple[str, ...]
    slots: Slots
    words: frozenset[str]


Units = Callable[[Collection[str]], Collection[Unit]]
"""`units(digests)` returns the units of the vault that objects stand in."""


def plan(storage: LogStorage, size: int, item: str, units: Units = lambda _: ()) -> Plan:
    """Return what erasing `item` takes away from a log of `size` and the vault.

    Rules:
      1. Of `acquired` entries of the item, all goes but the head; of `derived` ones, its result and
         those of whatever is inside of it.
      2. Of other entries about this item alone, all goes but the head and what says how it was
         looked at, what of it has left, and why it was held or erased. Of a matter that cites it,
         the words of its passages go; what its author holds stays.
      3. Bytes stay where another item has the same bytes, or has them inside; what was derived
         from them stays where an entry about that item states it, too.
      4. Otherwise their digests go, too, out of whatever field of whatever entry states them; and
         so does what a check found wrong with the item.
      5. The root over what a check or an audit found of these objects, among others, goes: it is
         made of bare digests, and cannot be computed again without them.
    """
    family = Family(item)
    for payload in mentions(storage, size, {item}):
        family.note(payload.index, payload.entry())
    rooted = (EntryType.CHECKED.value, EntryType.AUDITED.value)
    payloads = list(mentions(storage, size, {item, *family.digests(), *rooted}))
    for payload in payloads:
        family.share(payload.entry())
    gone = family.gone()
    words = frozenset({item, *family.unshared(), *gone})
    touched = frozenset(units(gone))
    after = family.first if gone else size
    slots = {
        payload.index: going
        for payload in payloads
        if (going := _slots(payload, item, words - {item}) | _root(payload, touched, after))
    }
    return Plan(item=item, gone=gone, kept_for=tuple(family.others), slots=slots, words=words)


class Family:
    """An item with whatever is inside of it: their digests, and which of them others have, too."""

    def __init__(self, item: str) -> None:
        self._item = item
        self._digests: dict[str, set[str]] = {}
        self._objects: dict[str, set[str]] = {}
        self._shared = set[str]()
        self.first = sys.maxsize
        self.others: dict[str, None] = {}

    def note(self, index: int, entry: Entry) -> None:
        """Take in what an entry says of the family."""
        for ref in items_of(entry):
            if is_in(ref, self._item):
                self._digests.setdefault(ref, set()).update(_digests(entry, ref))
                if found := _objects(entry, ref):
                    self._objects.setdefault(ref, set()).update(found)
                    self.first = min(self.first, index)

    def share(self, entry: Entry) -> None:
        """Take in which digests an entry states of others."""
        own = self.digests()
        for other in items_of(entry):
            if not is_in(other, self._item) and (common := own & _digests(entry, other)):
                self._shared |= common
                self.others[other] = None

    def digests(self) -> set[str]:
        """Return whatever is computed from bytes of the family."""
        return set().union(*self._digests.values())

    def unshared(self) -> set[str]:
        """Return the digests of those members whose bytes nobody else has."""
        return set().union(*(self._digests[ref] for ref in self._own()))

    def gone(self) -> frozenset[str]:
        """Return the objects that go: those that no entry about another item states."""
        return frozenset(set[str]().union(*self._objects.values()) - self._shared)

    def _own(self) -> set[str]:
        return {ref for ref, found in self._digests.items() if found.isdisjoint(self._shared)}


def is_in(ref: str, item: str) -> bool:
    """Tell whether a reference names an item or something inside of it."""
    return ref == item or ref.startswith(f"{item}.")


def _digests(entry: Entry, item: str) -> set[str]:
    """Return whatever an entry states of an item that is computed from its bytes."""
    found = set[str]()
    if entry.get("item") == item:
        found |= _texts(entry.get("digests"), ("sha256", "blake3"))
    result = entry.get(RESULT + item)
    found |= _texts(result, ("key", "tried", *DERIVATIVES))
    observations = entry.get(OBSERVATIONS + item)
    found |= {*facts_of(observations), *observations_keys(observations)}
    found |= {*shown_in(entry.get(RERENDERING + item))}
    if isinstance(result, dict) and isinstance(inside := result.get("inside"), dict):
        found |= _texts(inside.get("digests"), ("sha256", "blake3"))
    return found


def _objects(entry: Entry, item: str) -> set[str]:
    """Return the objects of the vault that an entry brought for an item."""
    found = set[str]()
    if entry.get("item") == item:
        found |= _texts(entry.get("digests"), ("sha256",))
    result = entry.get(RESULT + item)
    if isinstance(result, dict):
        found |= set(brought_by(result.get("inside")))
    found |= {*shown_in(entry.get(RERENDERING + item))}
    return found | _texts(result, DERIVATIVES) | set(facts_of(entry.get(OBSERVATIONS + item)))


def _texts(value: JSON, names: Iterable[str]) -> set[str]:
    members = value if isinstance(value, dict) else {}
    return {text for name in names if isinstance(text := members.get(name), str) and text}


def _slots(payload: Payload, item: str, digests: Collection[str]) -> frozenset[int]:
    """Return the places of the slots of a payload that go."""
    entry = payload.entry()
    kind, about = str(entry.get("type")), items_of(entry)
    if kind in _WHOLE:
        return frozenset()
    alone = bool(about) and all(is_in(ref, item) for ref in about)
    words = {*digests, item} if kind == EntryType.CHECKED else digests
    found = set[int]()
    for place, slot in enumerate(payload.slots):
        if isinstance(slot, Field) and slot.name not in _HEAD:
            stays = not alone or kind == EntryType.DERIVED or slot.name in _KEPT.get(kind, ())
            of_item = item_of_field(slot.name)
            own = of_item is not None and is_in(of_item, item)
            if not stays or own or _holds(slot, words):
                found.add(place)
    return frozenset(found)


def _root(payload: Payload, touched: Collection[Unit], after: int) -> frozenset[int]:
    """Return the place of the root of a check that may have covered one of these units.

    Or of an audit that may have asked for what came in with entry `after` or later.
    """
    entry = payload.entry()
    covered, asked = entry.get("covered"), entry.get("entries")
    match entry.get("type"):
        case EntryType.CHECKED.value if isinstance(covered, dict):
            sampled = "sample" in covered and bool(touched)
            goes = sampled or any(_covers(covered, unit) for unit in touched)
        case EntryType.AUDITED.value:
            goes = isinstance(asked, int) and asked > after
        case _:
            goes = False
    slots = enumerate(payload.slots) if goes else ()
    return frozenset(p for p, slot in slots if isinstance(slot, Field) and slot.name == "root")


def _covers(covered: Mapping[str, JSON], unit: Unit) -> bool:
    ranges = covered.get(unit.room)
    return any(
        str(each[0]) <= unit.name <= str(each[1])
        for each in (ranges if isinstance(ranges, list) else ())
        if isinstance(each, list) and len(each) == 2  # noqa: PLR2004 - first and last
    )


def _holds(field: Field, words: Collection[str]) -> bool:
    text = json.dumps(field.value, ensure_ascii=False)
    return any(word in text for word in words)


class Eraser:
    """Takes away what a plan names; each step is durable, and can be done again."""

    def __init__(self, storage: LogStorage, vault: Vault, work: Path) -> None:
        self._storage = storage
        self._vault = vault
        self._work = work

    def plan(self, size: int, item: str) -> Plan:
        """Return what erasing an item takes away."""

        def units(digests: Collection[str]) -> set[Unit]:
            places = (self._vault.place(sha256) for sha256 in digests)
            return {place.unit for place in places if place is not None}

        return plan(self._storage, size, item, units)

    def extents(self, plan: Plan) -> tuple[Extent, ...]:
        """Return which members of packs will be tombstones."""
        return self._vault.extents(plan.gone)

    def require_whole(self, plan: Plan) -> None:
        """Make sure that everything that is to go can be found.

        Raises:
            IntegrityError: something of it is damaged or missing.
        """
        lost = [sha256 for sha256 in sorted(plan.gone) if sha256 not in self._vault]
        if lost:
            raise IntegrityError(
                f"{len(lost)} of the objects of {plan.item} cannot be found, so that what is left "
                "of them could not be erased",
                remedy="run `amana check`, repair from a replica what it names, and confirm again",
            )

    def size_of(self, plan: Plan) -> int:
        """Return how many bytes the objects have that go."""
        total = 0
        for sha256 in plan.gone:
            with self._vault.open(sha256) as stream:
                total += stream.seek(0, 2)
        return total

    def remove(self, size: int, plan: Plan, extents: Collection[Extent]) -> int:
        """Take it away from leftovers, vault and log; return how many leftovers were removed.

        The order matters: leftovers are known by what the vault and the log still hold.
        """
        removed = remove_leftovers(self._work, self._traces(plan))
        self._vault.erase(plan.gone, extents)
        erase_fields(self._storage, size, plan.slots)
        return removed

    def _traces(self, plan: Plan) -> Traces:
        beginnings = []
        for sha256 in sorted(plan.gone):
            try:
                with self._vault.open(sha256) as stream:
                    beginnings.append(stream.read(Traces.BEGINNING))
            except NotFound:
                continue  # erased before a crash, after the leftovers
        return traces_of(plan.words, beginnings)


def merged(one: Slots, other: Slots) -> Slots:
    """Return the slots of both."""
    indexes = one.keys() | other.keys()
    return {i: one.get(i, frozenset()) | other.get(i, frozenset()) for i in sorted(indexes)}


def spelled_slots(slots: Slots) -> list[JSON]:
    """Return slots as the value of the field `fields`."""
    return [{"entry": index, "slots": sorted(places)} for index, places in sorted(slots.items())]
