"""Commands about what must stay and what must go: `hold`, and those below `erase`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import Archive, ErasurePreview, Order
from amana.core import UsageError
from amana.interface.cli.common import DEFAULT, Common, Purpose, say, table, write_json
from amana.interface.cli.plain import count, size_of

HANDED_OUT = "Copies that were handed out, printed or shown before are not reached."


def hold(
    ref: str | None = None,
    /,
    *,
    reason: str | None = None,
    lift: Annotated[bool, Parameter(negative=())] = False,
    number: int | None = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Forbid that an item is erased, or lift that.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9; without it, the holds in force are listed.
    reason
        Why: a legal hold, a duty to disclose. It stays in the log.
    lift
        Lift a hold instead.
    number
        Which hold to lift, where an item has several.
    """
    with common.open() as archive:
        if ref is None:
            _list_holds(archive, purpose, common)
            return
        if reason is None:
            raise UsageError(
                "to place or lift a hold needs a reason",
                remedy="say it with --reason; it is recorded",
            )
        if lift:
            entry = archive.erasure.lift(ref, reason=reason, number=number)
        else:
            entry = archive.erasure.hold(ref, reason=reason)
    if common.json:
        write_json({"entry": entry})
    elif lift:
        say(f"The hold is lifted: entry {entry} of the custody log.")
    else:
        say(f"Nobody can erase it while this hold is in force: hold {entry}.")


def _list_holds(archive: Archive, purpose: str | None, common: Common) -> None:
    holds = archive.erasure.holds(purpose=purpose)
    if common.json:
        for each in holds:
            write_json(each)
        return
    rows = [(str(h.number), h.item, h.by, h.at[:10], _told(h.reason)) for h in holds]
    table(("hold", "item", "by", "since", "reason"), rows)
    if not holds:
        say("No holds.")


def preview(ref: str, /, *, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Tell what erasing an item would take away, and what it would leave.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    """
    with common.open() as archive:
        found = archive.erasure.preview(ref, purpose=purpose)
    if common.json:
        write_json(found)
        return
    for line in _sentences(found):
        say(line)


def _sentences(found: ErasurePreview) -> list[str]:
    fields = f"{count(found.fields, 'field')} of {count(len(found.entries), 'entry')}"
    lines = [f"Erasing {found.item} takes away:"]
    if found.objects:
        what = f"{count(found.objects, 'object')} ({size_of(found.bytes)})"
        lines.append(f"  {what} in the vault: the original and what was read in it")
    lines += [
        f"  the values of {fields} of the custody log: {', '.join(map(str, found.entries))}",
        "  whatever catalogue, search index and what crashes left hold of it",
    ]
    if found.cited:
        words = f"  the words of {count(found.cited, 'passage')} of it that matters cite"
        lines.append(f"{words}; what people hold there stays")
    lines += [
        "It leaves:",
        "  that the item was here, when it was taken in and erased, by whom and on what basis",
    ]
    if found.kept_for:
        others = ", ".join(found.kept_for)
        lines.append(f"  the bytes and what was read in them: they are those of {others}, too")
    lines.append("  every other entry, and every proof: they are checked as before")
    if found.handed_out:
        lines.append(
            f"  what left the archive: {found.handed_out} of proofs, statements and packages"
        )
    lines.append(HANDED_OUT)
    lines += [f"It cannot be confirmed yet: {obstacle}" for obstacle in found.obstacles]
    return lines


def order(ref: str, /, *, basis: str, reason: str | None = None, common: Common = DEFAULT) -> None:
    """Order the erasure of an item; another person confirms it.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    basis
        The legal basis. It stays in the log: name nobody in it.
    reason
        What else should be known of it. It stays in the log, too.
    """
    with common.open() as archive:
        number = archive.erasure.order(ref, basis=basis, reason=reason)
    if common.json:
        write_json({"order": number})
        return
    say(f"This is erasure order {number}. Nothing is erased yet.")
    say(f"Another person confirms it: amana erase confirm {number} --as NAME")
    say("`amana erase preview` tells what will go and what will stay.")


def confirm(
    number: int,
    /,
    *,
    outside: str | None = None,
    statement: Path | None = None,
    common: Common = DEFAULT,
) -> None:
    """Confirm an erasure order as a second person: what it names is erased, for good.

    Parameters
    ----------
    number
        The number of the order.
    outside
        Name and function of a person outside, where an archive has one person only.
    statement
        The file with what that person signed. It is taken in as an item.
    """
    with common.open() as archive:
        done = archive.erasure.confirm(number, outside=outside, statement=statement)
    if common.json:
        write_json(done)
        return
    say(f"{done.item} is erased: entries {done.confirmed_entry} and {done.erased_entry}.")
    if done.statement is not None:
        say(f"What {done.outside} signed is item {done.statement}.")
    for replica in done.pending:
        say(f"The replica {replica} still holds it: run `amana replicate`.")
    say(HANDED_OUT)


def withdraw(number: int, /, *, reason: str | None = None, common: Common = DEFAULT) -> None:
    """Withdraw an erasure order that nobody has confirmed.

    Parameters
    ----------
    number
        The number of the order.
    reason
        Why. It stays in the log.
    """
    with common.open() as archive:
        entry = archive.erasure.withdraw(number, reason=reason)
    if common.json:
        write_json({"entry": entry})
    else:
        say(f"Order {number} is withdrawn: entry {entry} of the custody log.")


def list_orders(*, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """List erasure orders and how far each is."""
    with common.open() as archive:
        orders = archive.erasure.orders(purpose=purpose)
    if common.json:
        for each in orders:
            write_json(each)
        return
    columns = ("order", "item", "state", "ordered by", "confirmed by", "basis")
    table(columns, [_cells(each) for each in orders])
    if not orders:
        say("No erasure orders.")
    for each in orders:
        for replica in each.pending:
            say(f"Order {each.number}: the replica {replica} still holds it.")


def _cells(order: Order) -> tuple[str, ...]:
    second = order.outside or (order.confirmed_by.name if order.confirmed_by else "")
    first = order.ordered_by
    return (str(order.number), order.item, order.state, first, second, _told(order.basis))


def _told(text: str | None) -> str:
    return "(restricted: give --purpose)" if text is None else text
