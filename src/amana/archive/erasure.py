"""Holds and erasure: what forbids that an item is erased, and how it is, by order of two people."""

from __future__ import annotations

from pathlib import Path

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.adding import Adding, Outcome, one_line
from amana.archive.confirming import loosened
from amana.archive.hiding import require_root
from amana.archive.looking import Looking
from amana.archive.orders import DECISIONS, Hold, Order, OrderState, Standing, standing_of
from amana.archive.parts import Parts
from amana.archive.requests import Confirmation
from amana.core import JSON, ItemErased, UsageError, parse_reference
from amana.records import EntryType, Form, State


class ErasurePreview(msgspec.Struct, frozen=True, kw_only=True):
    """What erasing an item would take away and what it would leave.

    `objects` and `bytes` count what goes of the vault, originals and what was read in them.
    `kept_for` are items on the same bytes: for their sake the bytes stay. `fields` of `entries`
    lose their values. `cited` counts the passages of it that matters cite: their words go, the
    matters stay. `handed_out` counts the proofs, statements and packages that left: they are
    not reached, and stay valid.
    `obstacles` say what must be settled before anybody can confirm.
    """

    item: str
    objects: int
    bytes: int
    kept_for: tuple[str, ...]
    fields: int
    entries: tuple[int, ...]
    cited: int
    handed_out: int
    obstacles: tuple[str, ...]


class Erasure:
    """Holds, erasure orders and their confirmation, in the name of one actor."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def holds(self, *, purpose: str | None = None) -> list[Hold]:
        """Return the holds in force. Reasons on restricted items are told with a purpose only."""
        holds = list(self._standing().holds.values())
        seen = Looking(self._parts, purpose).visible({hold.item for hold in holds}, "holds")
        return [h if h.item in seen else msgspec.structs.replace(h, reason=None) for h in holds]

    def hold(self, ref: str, *, reason: str) -> int:
        """Forbid that an item is erased; return the number of the hold, which is its entry.

        Raises:
            NotFound: there is no such item.
            ItemErased: it has been erased.
            UsageError: there is no reason.
        """
        item = self._item(ref)
        self._require(Deed.HOLD, Subject(ref=item), item)
        return self._parts.note(
            EntryType.HELD, {"item": item, "reason": _said(reason, "the reason")}
        )

    def lift(self, ref: str, *, reason: str, number: int | None = None) -> int:
        """Lift a hold on an item: the only one, or that of `number`; return the entry.

        Raises:
            NotFound: there is no such hold.
            UsageError: there are several and no number, or there is no reason.
        """
        item = parse_reference(ref)
        hold = self._standing().hold_to_lift(item, number)
        self._require(Deed.HOLD, Subject(ref=item), item)
        fields: dict[str, JSON] = {
            "item": item,
            "hold": hold.number,
            "reason": _said(reason, "the reason"),
        }
        return self._parts.note(EntryType.HOLD_LIFTED, fields)

    def preview(self, ref: str, *, purpose: str | None = None) -> ErasurePreview:
        """Tell what erasing an item would take away and what it would leave; change nothing.

        Raises:
            NotFound: there is no such item.
            ItemErased: it has been erased.
            PurposeRequired: it is restricted.
        """
        row = Looking(self._parts, purpose).content(ref, Deed.READ, "preview of an erasure")
        require_root(row)
        size = self._parts.log.checkpoint().size
        eraser, catalogue = self._parts.eraser, self._parts.catalogue
        plan = eraser.plan(size, row.ref)
        numbers = catalogue.entry_numbers(ref=row.ref)[1]
        kinds = [self._parts.log.entry(number).get("type") for number in numbers]
        loose = loosened(catalogue.holdings(), plan)
        holds = self._standing().holds_on(row.ref)
        return ErasurePreview(
            item=row.ref,
            objects=len(plan.gone),
            bytes=eraser.size_of(plan),
            kept_for=plan.kept_for,
            fields=sum(map(len, plan.slots.values())),
            entries=tuple(sorted(plan.slots)),
            cited=catalogue.decisions().cited(row.ref),
            handed_out=sum(kind in _HANDED_OUT for kind in kinds),
            obstacles=(
                *(f"hold {hold.number} forbids it: {hold.reason}" for hold in holds),
                *((loose,) if loose else ()),
            ),
        )

    def order(self, ref: str, *, basis: str, reason: str | None = None) -> int:
        """Order the erasure of an item; return the number of the order, which is its entry.

        `basis` is the legal basis. It and the reason stay in the log: they should name nobody.

        Raises:
            NotFound: there is no such item.
            ItemErased: it has been erased.
            AccessDenied: a hold forbids it.
            UsageError: there is no basis, or there is an order already.
        """
        item, standing = self._item(ref), self._standing()
        subject = Subject(ref=item, held=bool(standing.holds_on(item)))
        self._require(Deed.ORDER_ERASURE, subject, item)
        earlier = standing.order_on(item)
        if earlier is not None:
            raise UsageError(
                f"{item} has an erasure order already: {earlier.number}",
                remedy=f"another person confirms it with `amana erase confirm {earlier.number}`",
            )
        fields: dict[str, JSON] = {
            "item": item,
            "basis": _said(basis, "the legal basis"),
            "reason": one_line(reason or "", "the reason") or None,
        }
        return self._parts.note(EntryType.ERASURE_ORDERED, fields)

    def withdraw(self, order: int, *, reason: str | None = None) -> int:
        """Withdraw an order that nobody has confirmed; return the entry.

        Raises:
            NotFound: there is no such order.
            UsageError: it is not open any more.
        """
        found = self._standing().order(order)
        if found.state is not OrderState.OPEN:
            raise UsageError(f"order {order} is {found.state}, and cannot be withdrawn")
        self._require(Deed.ORDER_ERASURE, Subject(ref=found.item), found.item)
        said = one_line(reason or "", "the reason") or None
        fields: dict[str, JSON] = {"item": found.item, "order": order, "reason": said}
        return self._parts.note(EntryType.ERASURE_WITHDRAWN, fields)

    def confirm(
        self, order: int, *, outside: str | None = None, statement: Path | str | None = None
    ) -> Order:
        """Confirm an order as a second person, and carry it out: there is no way back.

        Where an archive has one person, `outside` names the second one, as `Name, function`, and
        `statement` the file with what that person signed; it is taken in as an item.

        Raises:
            NotFound: there is no such order.
            AccessDenied: a hold forbids it, or the one who confirms is the one who ordered.
            UsageError: the order is not open; person and statement do not come together; or bytes
                that stay for another item would lose a condition of use.
            IntegrityError: bytes that are to go are damaged.
        """
        name, second = _outside(outside, statement)
        found = self._standing().order(order)
        if found.state is OrderState.OPEN:
            subject = Subject(
                ref=found.item,
                held=bool(self._standing().holds_on(found.item)),
                ordered_by=found.ordered_by,
                second=name,
            )
            self._require(Deed.CONFIRM_ERASURE, subject, f"order {order} on {found.item}")
        taken = None if statement is None else self._take(Path(statement), order)
        self._parts.writer.erase(
            Confirmation(actor=self._parts.actor, order=order, outside=second, statement=taken)
        )
        return self._standing().order(order)

    def orders(self, *, purpose: str | None = None) -> list[Order]:
        """Return every order with how far it is; of restricted items, the basis with a purpose."""
        orders = list(self._standing().orders.values())
        seen = Looking(self._parts, purpose).visible({order.item for order in orders}, "orders")
        return [
            each
            if each.item in seen
            else msgspec.structs.replace(each, basis=None, reason=None, outside=None)
            for each in orders
        ]

    def _standing(self) -> Standing:
        catalogue, log = self._parts.current(), self._parts.log
        standing = standing_of(log, catalogue.entries_of_types(DECISIONS))
        pending = [o.erased_entry for o in standing.orders.values() if o.pending and o.erased_entry]
        if pending:
            for number in catalogue.entries_of_types([EntryType.REPLICATED]):
                if number > min(pending):
                    standing.replicated(log.entry(number))
        return standing

    def _item(self, ref: str) -> str:
        row = self._parts.current().item(parse_reference(ref))
        require_root(row)
        if row.state is State.ERASED:
            raise ItemErased(
                f"{row.ref} was {row.reason}",
                remedy=f"`amana log {row.ref}` tells what is left: that it was here, and why "
                "it was erased",
            )
        return row.ref

    def _require(self, deed: Deed, subject: Subject, what: str) -> None:
        today = self._parts.clock.now().date()
        require(authorize(self._parts.actor, deed, subject, purpose=None, today=today), what)

    def _take(self, statement: Path, order: int) -> str:
        """Take the statement of a person outside in; return its reference."""
        told: list[Outcome] = []
        form = Form(purpose=f"statement on erasure order {order}", method="handover")
        Adding(self._parts, form, told.append).paths([statement])
        (outcome,) = told if len(told) == 1 else [None]
        if outcome is None or outcome.ref is None:
            why = "" if outcome is None or outcome.reason is None else f": {outcome.reason}"
            raise UsageError(
                f"the statement {statement} cannot be taken in{why}",
                remedy="name one file that can be read; nothing was erased",
            )
        return outcome.ref


_HANDED_OUT = frozenset({EntryType.PROVED, EntryType.STATED, EntryType.EXPORTED})


def _said(text: str, what: str) -> str:
    said = one_line(text, what)
    if not said:
        raise UsageError(f"{what} is missing", remedy="say it in a sentence; it stays in the log")
    return said


def _outside(outside: str | None, statement: Path | str | None) -> tuple[str | None, str | None]:
    """Return the name of the person outside, and name and function as they are entered."""
    if outside is None and statement is None:
        return None, None
    said = one_line(outside or "", "--outside")
    name, _, function = (part.strip() for part in said.partition(","))
    if not name or not function or statement is None:
        raise UsageError(
            "a person outside is named with a function, and with what that person signed",
            remedy='use --outside "Name, function" --statement FILE',
        )
    return name, f"{name}, {function}"
