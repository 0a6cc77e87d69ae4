"""Holds and erasure orders as the log tells them: pure, entry by entry.

A hold stands until it is lifted; an item may have several. An order is named by the number of its
entry. It is open until it is withdrawn or confirmed; from its confirmation on there is no way back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from amana.core import JSON, NotFound, UsageError, prepared
from amana.custody import LogReader
from amana.records import Actor, ActorBasis, Entry, EntryType, Problem
from amana.vault import Extent

DECISIONS = (
    EntryType.HELD,
    EntryType.HOLD_LIFTED,
    EntryType.ERASURE_ORDERED,
    EntryType.ERASURE_WITHDRAWN,
    EntryType.ERASURE_CONFIRMED,
    EntryType.ERASED,
)
"""The types of entries that holds and orders are made of."""

Slots = dict[int, frozenset[int]]
"""Slots of entries that are to be erased, by the index of the entry."""


class OrderState(StrEnum):
    """How far an order has come."""

    OPEN = "open"  # ordered; a second person has not confirmed it yet
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"  # the point of no return; what is left of it is done at every opening
    ERASED = "erased"


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """A hold in force; its number is that of its entry. A reason may be hidden."""

    number: int
    item: str
    reason: str | None
    by: str
    at: str


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure order; its number is that of its entry. Basis and reason may be hidden.

    `pending` are the replicas that still hold what was erased, as far as the log tells.
    """

    number: int
    item: str
    basis: str | None
    reason: str | None
    ordered_by: str
    ordered_at: str
    state: OrderState = OrderState.OPEN
    confirmed_by: Actor | None = None
    confirmed_at: str | None = None
    outside: str | None = None
    statement: str | None = None
    confirmed_entry: int | None = None
    erased_entry: int | None = None
    erased_at: str | None = None
    pending: tuple[str, ...] = ()


class Standing:
    """What stands after the entries that it was told, in the order of the log."""

    def __init__(self) -> None:
        self.holds: dict[int, Hold] = {}
        self.orders: dict[int, Order] = {}
        self.extents: set[Extent] = set()
        self.slots: Slots = {}

    def take(self, entry: Entry) -> None:
        """Take in an entry of one of the `DECISIONS`; others change nothing."""
        number, item = entry.index, str(entry.get("item"))
        by, at = _person(entry.get("actor")), str(_member(entry.get("at"), "time"))
        match entry.get("type"):
            case EntryType.HELD.value:
                self.holds[number] = Hold(
                    number=number, item=item, reason=_text(entry.get("reason")), by=by.name, at=at
                )
            case EntryType.HOLD_LIFTED.value:
                self.holds.pop(_number(entry.get("hold")), None)
            case EntryType.ERASURE_ORDERED.value:
                self.orders[number] = Order(
                    number=number,
                    item=item,
                    basis=_text(entry.get("basis")),
                    reason=_text(entry.get("reason")),
                    ordered_by=by.name,
                    ordered_at=at,
                )
            case EntryType.ERASURE_WITHDRAWN.value:
                self._change(entry, state=OrderState.WITHDRAWN)
            case EntryType.ERASURE_CONFIRMED.value:
                self._mark(entry)
                self._change(
                    entry,
                    state=OrderState.CONFIRMED,
                    confirmed_by=by,
                    confirmed_at=at,
                    confirmed_entry=number,
                    outside=_text(entry.get("outside")),
                    statement=_text(entry.get("statement")),
                )
            case EntryType.ERASED.value:
                self._mark(entry)
                self._change(
                    entry,
                    state=OrderState.ERASED,
                    erased_entry=number,
                    erased_at=at,
                    pending=tuple(map(str, _list(entry.get("replicas")))),
                )

    def replicated(self, entry: Entry) -> None:
        """Take in an entry `replicated`: that replica has followed every erasure before it."""
        if entry.get("problem_count"):
            return
        name, size = str(entry.get("replica")), _number(entry.get("entries"))
        for order in self.orders.values():
            if order.erased_entry is not None and order.erased_entry < size:
                left = tuple(replica for replica in order.pending if replica != name)
                self.orders[order.number] = msgspec.structs.replace(order, pending=left)

    def _change(self, entry: Entry, **changes: object) -> None:
        order = self.orders.get(_number(entry.get("order")))
        if order is not None:
            self.orders[order.number] = msgspec.structs.replace(order, **changes)

    def _mark(self, entry: Entry) -> None:
        """Note what an entry says is to be erased, or was."""
        self.extents |= extents_of(entry)
        for index, places in slots_of(entry).items():
            self.slots[index] = self.slots.get(index, frozenset()) | places

    def holds_on(self, item: str) -> tuple[Hold, ...]:
        """Return the holds in force on an item."""
        return tuple(hold for hold in self.holds.values() if hold.item == item)

    def order_on(self, item: str) -> Order | None:
        """Return the order on an item that is open or has been confirmed."""
        standing = (order for order in self.orders.values() if order.item == item)
        return next((o for o in standing if o.state is not OrderState.WITHDRAWN), None)

    def order(self, number: int) -> Order:
        """Return the order of this number.

        Raises:
            NotFound: there is no such order.
        """
        try:
            return self.orders[number]
        except KeyError:
            raise NotFound(
                f"this archive has no erasure order {number}",
                remedy="`amana erase list` lists the orders",
            ) from None

    def hold_to_lift(self, item: str, number: int | None) -> Hold:
        """Return the hold on an item that is to be lifted: the only one, or that of a number.

        Raises:
            NotFound: there is none, or none of this number.
            UsageError: there are several, and nobody said which.
        """
        holds = {hold.number: hold for hold in self.holds_on(item)}
        if number is None and len(holds) > 1:
            raise UsageError(
                f"{item} has {len(holds)} holds: {', '.join(map(str, holds))}",
                remedy="say which one to lift with --number; `amana hold` tells their reasons",
            )
        found = next(iter(holds.values()), None) if number is None else holds.get(number)
        if found is None:
            which = "no hold" if number is None else f"no hold {number}"
            raise NotFound(f"{item} has {which} in force", remedy="`amana hold` lists the holds")
        return found

    def to_be_carried_out(self) -> tuple[Order, ...]:
        """Return the orders that were confirmed and are not carried out yet."""
        return tuple(o for o in self.orders.values() if o.state is OrderState.CONFIRMED)

    def problems(self) -> list[Problem]:
        """Return what a check has to say: orders that were confirmed and are not carried out."""
        return [
            Problem(
                step="payloads",
                path=f"custody/payloads (entry {order.confirmed_entry})",
                detail=f"order {order.number} to erase {order.item} was confirmed, and is not "
                "carried out yet: open the archive for writing, and see what keeps it",
            )
            for order in self.to_be_carried_out()
        ]


def standing_of(log: LogReader, numbers: Iterable[int]) -> Standing:
    """Return what stands after the entries of these indexes."""
    standing = Standing()
    for number in numbers:
        standing.take(log.entry(number))
    return standing


def extents_of(entry: Entry) -> set[Extent]:
    """Return the members of packs that an entry says are to be erased, or were."""
    found: set[Extent] = set()
    for each in _list(entry.get("extents")):
        with contextlib.suppress(msgspec.ValidationError):  # damaged: the check of the log names it
            found.add(msgspec.convert(each, prepared(Extent)))
    return found


def slots_of(entry: Entry) -> Slots:
    """Return the slots of entries that an entry says are to be erased, or were."""
    found: Slots = {}
    for each in _list(entry.get("fields")):
        places = frozenset(map(_number, _list(_member(each, "slots"))))
        found[_number(_member(each, "entry"))] = places
    return found


def _person(value: JSON) -> Actor:
    basis = _member(value, "basis")
    return Actor(
        name=str(_member(value, "name")),
        basis=ActorBasis(basis) if basis in set(ActorBasis) else ActorBasis.LOGIN,
        verified=_member(value, "verified") is True,
    )


def _member(value: JSON, name: str) -> JSON:
    return value.get(name) if isinstance(value, Mapping) else None


def _list(value: JSON) -> list[JSON]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: JSON) -> int:
    return value if isinstance(value, int) else -1
