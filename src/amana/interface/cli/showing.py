"""The command that shows an item: `show`."""

from __future__ import annotations

from amana.archive import Hold, ItemView, Order, OrderState
from amana.interface.cli.common import DEFAULT, Common, Purpose, table, write_json
from amana.interface.cli.plain import count, spell
from amana.records import Claimed, State

_NAMED = 5
"""So many missing files are named."""


def show(ref: str, /, *, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Show everything known of an item.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    """
    with common.open() as archive:
        view = archive.show(ref, purpose=purpose)
    if common.json:
        write_json(view)
    else:
        table((view.item.ref, ""), _facts_of(view))


def _facts_of(view: ItemView) -> list[tuple[str, str]]:
    item = view.item
    if item.state is State.ERASED:
        return [
            ("state", item.reason or "erased"),
            ("taken in", f"{item.acquired_at} by this machine's clock"),
            ("entries", ", ".join(map(str, view.entries))),
        ]
    rows = [
        ("name", item.name or ""),
        ("inside of", _inside(view)),
        ("state", item.state.value + (f": {item.reason}" if item.reason else "")),
        *(("on hold", _held(hold)) for hold in view.holds),
        ("erasure", _ordered(view.order) if view.order else ""),
        ("kind", item.media_type or "not identified yet"),
        ("size", f"{item.size} bytes"),
        ("sha256", item.sha256),
        ("blake3", item.blake3),
        ("taken in", f"{item.acquired_at} by this machine's clock, entry {item.acquired_entry}"),
        ("source", item.source or "not stated"),
        ("collector", item.collector or "not stated"),
        ("method", item.method or ""),
        ("purpose", item.purpose or "not stated"),
        ("consent", item.consent or "not stated"),
        ("restrictions", spell(item.restrictions) or "none"),
        ("language", item.language or ""),
        ("articles", str(item.articles)),
        ("inside", f"{count(view.inside, 'item')}" if view.inside else ""),
        ("title", item.title or ""),
    ]
    for place in view.occurrences:
        rows.append(("found at", place.path or place.name or ""))
        if place.claimed is not None:
            rows.append(("package", _package(place.claimed)))
    rows += [("reading", f"{r.key} {r.state.value}") for r in view.readings]
    rows += [("same bytes", ref) for ref in view.same_bytes]
    check = view.last_check
    unchecked = "none since it was taken in"
    rows.append(("last check", f"{check.at}, entry {check.entry}" if check else unchecked))
    rows.append(("entries", ", ".join(map(str, view.entries))))
    return [(name, value) for name, value in rows if value]


def _held(hold: Hold) -> str:
    """Return what forbids that an item is erased."""
    return f"since {hold.at} by {hold.by}, entry {hold.number}: {hold.reason or 'not told'}"


def _ordered(order: Order) -> str:
    """Return how far an order to erase an item is."""
    said = f"ordered on {order.ordered_at} by {order.ordered_by}, entry {order.number}"
    basis = f", on the basis of {order.basis}" if order.basis else ""
    left = (
        "; another person must confirm it"
        if order.state is OrderState.OPEN
        else "; confirmed, and not carried out yet"
    )
    return said + basis + left


def _inside(view: ItemView) -> str:
    """Return what an item was found in, where there, and how its bytes were had."""
    item = view.item
    if item.parent is None:
        return ""
    place = "" if item.start is None else f", bytes {item.start} to {item.end}"
    return f"{item.parent}: {item.path or item.position} ({item.derivation}{place})"


def _package(claimed: Claimed) -> str:
    """Return what a package that an item came in says of it."""
    names = ", ".join(sorted(claimed.digests)) or "not listed there"
    said = f"{claimed.bag}: {names}: {'agrees' if claimed.agrees else 'DOES NOT AGREE'}"
    if not claimed.missing:
        return said
    named = ", ".join(claimed.missing_paths[:_NAMED])
    more = ", …" if claimed.missing > len(claimed.missing_paths[:_NAMED]) else ""
    return f"{said}; of the files it lists, {claimed.missing} missing: {named}{more}"
