"""Commands that look: `status`, `list`, `show`, `text`, `facts`, `search`, `log`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from cyclopts import Parameter

from amana.archive import (
    Hit,
    Hold,
    ItemView,
    ListedItem,
    Order,
    OrderState,
    Query,
    warning_of,
)
from amana.core import JSON
from amana.interface.cli.common import (
    DEFAULT,
    Common,
    Many,
    Offset,
    Purpose,
    people,
    say,
    table,
    write_bytes,
    write_json,
)
from amana.interface.cli.plain import count, one_line, size_of, spell
from amana.interface.sentences import sentence
from amana.records import Claimed, State

_NAMED = 5
"""So many missing files are named."""


def status(*, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Count items by state; tell what is wrong with the copies."""
    with common.open() as archive:
        found = archive.status(purpose=purpose)
        kept = archive.copies.status()
    if common.json:
        write_json({**msgspec.structs.asdict(found), "copies": kept})
        return
    log = count(found.entries, "entry")
    inside = f", and {count(found.inside, 'item')} inside of them" if found.inside else ""
    say(f"{count(found.items, 'item')}{inside}; {log} in the custody log.")
    if found.unread_since is not None:
        age = datetime.now(UTC) - datetime.fromisoformat(found.unread_since)
        say(f"No byte has gone unread for more than {count(max(0, age.days) + 1, 'day')}.")
    if found.states:
        table(("state", "items"), [(state, str(n)) for state, n in found.states.items()])
    if found.restricted and not purpose:
        said = count(found.restricted, "restricted item")
        say(f"{said} not counted by state: say what for with --purpose.")
    for warning in kept.warnings:
        say(f"! {warning}")


def list_items(
    *,
    state: State | None = None,
    differing: Annotated[bool, Parameter(negative=())] = False,
    inside: str | None = None,
    limit: Many | None = None,
    offset: Offset = 0,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """List items in the order in which they came.

    Parameters
    ----------
    state
        Only items in this state.
    differing
        Only items of which the package that they came in claimed something else.
    inside
        What is inside of the item of this reference.
    limit
        At most so many; all of them otherwise.
    offset
        Pass over so many first.
    """
    rows_wanted = -1 if limit is None else limit
    with common.open() as archive:
        total, rows = archive.list(
            state=state,
            differing=differing,
            inside=inside,
            limit=rows_wanted,
            offset=offset,
            purpose=purpose,
        )
    if common.json:
        for row in rows:
            write_json(_flat(row))
        return
    columns: tuple[str, ...] = ("item", "state", "size", "articles", "name")
    if differing:
        columns = (*columns, "what differs")
    table(columns, [_cells(row)[: len(columns)] for row in rows])
    if not rows:
        say("No items." if total == 0 else "No items on this page.")
    elif len(rows) < total:
        say(f"{len(rows)} of {count(total, 'item')}.")


def _flat(row: ListedItem) -> dict[str, JSON]:
    shown: dict[str, JSON] = msgspec.to_builtins(row.item) if row.item else {}
    conditions: JSON = msgspec.to_builtins(row.restrictions)
    claims: dict[str, JSON] = (
        {"differing": msgspec.to_builtins(row.differing)} if row.differing else {}
    )
    return {
        **shown, "ref": row.ref, "hidden": row.hidden, "restrictions": conditions, **claims
    }  # fmt: skip


def _cells(row: ListedItem) -> tuple[str, ...]:
    if row.item is None:
        return (row.ref, "restricted", "", "", f"{spell(row.restrictions)}: give --purpose", "")
    item = row.item
    mark = f" [{spell(row.restrictions)}]" if row.restrictions else ""
    name = (item.path or item.name or "") + mark + (f" — {item.reason}" if item.reason else "")
    size = "" if item.state is State.ERASED else size_of(item.size)
    differs = "; ".join(filter(None, map(warning_of, row.differing)))
    named = name.removeprefix(" — ")
    return (row.ref, item.state.value, size, str(item.articles or ""), named, differs)


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


def text(ref: str, /, *, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Print the text of an item; with --json, the whole reading.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    """
    with common.open() as archive:
        reading = archive.reading(ref, purpose=purpose)
    if common.json:
        write_json(reading)
        return
    write_bytes(reading.text.encode("utf-8"))
    for warning in reading.warnings:
        say(f"warning: {warning.detail}")


def facts(
    ref: str | None = None,
    /,
    *,
    kind: str | None = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Print facts as JSON lines.

    Parameters
    ----------
    ref
        The item's reference; without it, facts of every item that may be seen.
    kind
        Only facts of this kind, like article.
    """
    found = False
    with common.open() as archive:
        for line in archive.facts(ref, kind=kind, purpose=purpose):
            write_bytes(line)
            found = True
    if not found and not common.json:
        say("No facts.")


def search(
    query: Annotated[list[str], Parameter(allow_leading_hyphen=True)],
    /,
    *,
    language: str | None = None,
    limit: Many = 20,
    offset: Offset = 0,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Search the text of all items.

    Parameters
    ----------
    query
        Words, all of them wanted. "a phrase", -without, one OR other, begin*, title:word.
    language
        Only articles in this language, like ar or en.
    limit
        At most so many hits.
    offset
        Pass over so many first.
    """
    asked = Query(
        text=" ".join(query), acl=frozenset(), language=language, limit=limit, offset=offset
    )
    with common.open() as archive:
        found = archive.search(asked, purpose=purpose)
    if common.json:
        for hit in found.results.hits:
            write_json(hit)
        return
    for hit in found.results.hits:
        _print_hit(hit, found.names.get(hit.item))
    # Terminals do not know the isolates (U+2066 to U+2069) by which screens keep words in order.
    understood = found.results.interpretation.translate(dict.fromkeys(range(0x2066, 0x206A)))
    say(f"{found.results.total} found. {understood}")
    if found.not_searched:
        said = count(found.not_searched, "restricted item")
        say(f"{said} not searched: say what for with --purpose.")


def _print_hit(hit: Hit, name: str | None) -> None:
    console = people()
    number = "" if hit.article is None else f" #{hit.article}"
    title = one_line(hit.title or name or "")
    console.print(f"{hit.item}{number}  {title}", style="bold", markup=False)
    for snippet in hit.snippets:
        marked, at = "", 0
        for start, end in snippet.marks:
            marked += snippet.quote[at:start] + "«" + snippet.quote[start:end] + "»"
            at = end
        marked += snippet.quote[at:]
        place = f"{snippet.char_start}-{snippet.char_end}"
        console.print(f"   {place}: {one_line(' '.join(marked.split()))}", markup=False)


def log(
    ref: str | None = None,
    /,
    *,
    limit: Many = 50,
    before: Offset | None = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Print the custody log as sentences, newest first.

    Parameters
    ----------
    ref
        Only entries about this item.
    limit
        At most so many entries.
    before
        Only entries before this number.
    """
    with common.open() as archive:
        total, entries = archive.entries(ref, before=before, limit=limit, purpose=purpose)
    for entry in entries:
        if common.json:
            write_json({"index": entry.index, **{f.name: f.value for f in entry.fields}})
        else:
            say(f"{entry.index:>6}  {sentence(entry)}")
    if not common.json and len(entries) < total:
        say(f"{len(entries)} of {count(total, 'entry')}.")
