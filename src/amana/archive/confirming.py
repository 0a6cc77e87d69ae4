"""Confirming an erasure order, and carrying it out: what the committer does in its turn.

The committed confirmation is the point of no return. It states what will go, so that whoever opens
the archive after a crash can go on; the entry `erased` states what went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import msgspec

from amana.access import Deed, Subject, authorize, require, same_person, spell_restriction
from amana.archive.erasing import Eraser, Plan, merged, spelled_slots
from amana.archive.orders import (
    DECISIONS,
    Order,
    OrderState,
    Standing,
    extents_of,
    slots_of,
    standing_of,
)
from amana.archive.projections import Projections
from amana.archive.reading_lock import erasing
from amana.archive.requests import Confirmation, Receipt
from amana.catalogue import Holdings
from amana.core import JSON, UsageError
from amana.custody import LogReader
from amana.records import Actor, Entry, EntryType
from amana.vault import Extent

Enter = Callable[[EntryType, dict[str, JSON], Actor], Entry]
"""`enter(kind, fields, actor)` commits one entry and returns it."""


class Confirming:
    """Carries out erasure orders, one at a time, while nothing else is written."""

    def __init__(
        self,
        *,
        log: LogReader,
        eraser: Eraser,
        projections: Projections,
        enter: Enter,
        today: Callable[[], date],
        replicas: tuple[str, ...],
        lock: Path,
    ) -> None:
        self._log = log
        self._eraser = eraser
        self._projections = projections
        self._enter = enter
        self._today = today
        self._replicas = replicas
        self._lock = lock

    def confirm(self, confirmation: Confirmation) -> tuple[Receipt, ...]:
        """Confirm an order and carry it out; return the entries that say so.

        Whoever confirmed it before, and asks again because the answer was lost, is told the same.

        Raises:
            ArchiveBusy: a check is under way.
            NotFound: there is no such order.
            AccessDenied: a hold forbids it, or the one who confirms is the one who ordered.
            UsageError: the order is not open, or bytes that stay would lose a condition of use.
            IntegrityError: bytes that are to go are damaged: they could not be found to be erased.
        """
        with erasing(self._lock):
            return self._confirm(confirmation)

    def _confirm(self, confirmation: Confirmation) -> tuple[Receipt, ...]:
        standing = self._standing()
        order = standing.order(confirmation.order)
        if not _is_answered(order, confirmation):
            self._allow(standing, order, confirmation)
            order = self._commit(order, confirmation)
        if order.state is not OrderState.ERASED:
            order = self._carry_out(order)
        return tuple(
            Receipt(entry=entry, item=order.item)
            for entry in (order.confirmed_entry, order.erased_entry)
        )

    def unfinished(self) -> tuple[Order, ...]:
        """Return the orders that were confirmed and are not carried out yet."""
        return self._standing().to_be_carried_out()

    def carry_out(self, order: Order) -> Order:
        """Do whatever an order that is confirmed leaves to be done.

        Raises:
            ArchiveBusy: a check is under way.
        """
        with erasing(self._lock):
            return self._carry_out(order)

    def _carry_out(self, order: Order) -> Order:
        size = self._log.checkpoint().size
        stated = self._log.entry(_entry_of(order))
        found = self._eraser.plan(size, order.item)
        whole = msgspec.structs.replace(found, slots=merged(found.slots, slots_of(stated)))
        extents = sorted(extents_of(stated) | set(self._eraser.extents(found)))
        leftovers = self._eraser.remove(size, whole, extents)
        self._projections.make_anew()
        fields: dict[str, JSON] = {
            "item": order.item,
            "order": order.number,
            **_spelled(whole, extents),
            "leftovers": leftovers,
            "replicas": list(self._replicas),
        }
        entry = self._enter(EntryType.ERASED, fields, order.confirmed_by or Actor(name=""))
        self._projections.take([entry])
        return self._standing().order(order.number)

    def _standing(self) -> Standing:
        return standing_of(self._log, self._projections.catalogue.entries_of_types(DECISIONS))

    def _allow(self, standing: Standing, order: Order, confirmation: Confirmation) -> None:
        if order.state is not OrderState.OPEN:
            raise UsageError(
                f"order {order.number} is {order.state}, and cannot be confirmed",
                remedy="`amana erase list` tells how far each order is",
            )
        subject = Subject(
            ref=order.item,
            held=bool(standing.holds_on(order.item)),
            ordered_by=order.ordered_by,
            second=confirmation.outside and confirmation.outside.partition(",")[0],
        )
        today = self._today()
        deed = Deed.CONFIRM_ERASURE
        decision = authorize(confirmation.actor, deed, subject, purpose=None, today=today)
        require(decision, f"order {order.number} on {order.item}")

    def _commit(self, order: Order, confirmation: Confirmation) -> Order:
        """Enter the confirmation with what will go."""
        plan = self._eraser.plan(self._log.checkpoint().size, order.item)
        self._eraser.require_whole(plan)
        loose = loosened(self._projections.catalogue.holdings(), plan)
        if loose:
            raise UsageError(loose, remedy=LOOSENED)
        fields: dict[str, JSON] = {
            "item": order.item,
            "order": order.number,
            "outside": confirmation.outside,
            "statement": confirmation.statement,
            **_spelled(plan, self._eraser.extents(plan)),
        }
        entry = self._enter(EntryType.ERASURE_CONFIRMED, fields, confirmation.actor)
        return msgspec.structs.replace(
            order,
            state=OrderState.CONFIRMED,
            confirmed_by=confirmation.actor,
            confirmed_entry=entry.index,
        )


def _is_answered(order: Order, confirmation: Confirmation) -> bool:
    """Tell whether this very person has confirmed it."""
    by = order.confirmed_by
    return (
        by is not None
        and same_person(by.name, confirmation.actor.name)
        and order.outside == confirmation.outside
    )


LOOSENED = (
    "take these bytes in again for the item that keeps them, from its own source and with that "
    "restriction (`amana add FILE --source … --restriction …`); then confirm"
)


def loosened(holdings: Holdings, plan: Plan) -> str | None:
    """Tell whether bytes that stay for other items would lose a condition of use.

    The strictest condition of any item governs the bytes: with the item, its conditions go, too.
    """
    if not plan.kept_for:
        return None
    conditions = holdings.restrictions({plan.item, *plan.kept_for})
    kept = set().union(*(conditions.get(ref, set()) for ref in plan.kept_for))
    lost = conditions.get(plan.item, set()) - kept
    if not lost:
        return None
    names = ", ".join(sorted(map(spell_restriction, lost)))
    others = ", ".join(plan.kept_for)
    return f"{others} would be free of a condition that stands with {plan.item} alone: {names}"


def _spelled(plan: Plan, extents: Iterable[Extent]) -> dict[str, JSON]:
    places: list[JSON] = [msgspec.to_builtins(place) for place in extents]
    return {"fields": spelled_slots(plan.slots), "extents": places}


def _entry_of(order: Order) -> int:
    return -1 if order.confirmed_entry is None else order.confirmed_entry
