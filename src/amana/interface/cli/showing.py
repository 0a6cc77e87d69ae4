"""The command that shows an item: `show`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amana.archive import (
    Closer,
    Hold,
    Inside,
    ItemView,
    Kept,
    Order,
    OrderState,
    SavedPage,
)
from amana.interface.capture_sentences import told_of
from amana.interface.cli.common import DEFAULT, Common, Purpose, say, table, write_json
from amana.interface.cli.plain import count, spell, way
from amana.interface.watch_sentences import LOOKS, spell_measures
from amana.records import Claimed, State

_NAMED = 5
"""So many missing files are named."""

_WORDS = {
    "dc:creator": "made by",
    "dcterms:created": "made",
    "dcterms:modified": "last changed",
    "dc:source": "found at",
}
_LONG = 300
"""So much of what an item says about itself is shown in a line."""


def show(ref: str, /, *, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Show everything known of an item.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    """
    with common.open() as archive:
        view = archive.show(ref, closer=True, purpose=purpose)
    if common.json:
        write_json(view)
        return
    table((view.item.ref, ""), _facts_of(view))
    if view.closer and view.closer.contents:
        say()
        table(("inside", "state", "kind", "name"), _tree(view))


def _facts_of(view: ItemView) -> list[tuple[str, str]]:
    item, closer = view.item, view.closer or Closer()
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
        ("taken for", _taken_for(closer)),
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
        ("analysis", _analysis(view)),
        ("facts", ", ".join(f"{number} {kind}" for kind, number in view.facts.items())),
        ("inside", f"{count(view.inside, 'item')}" if view.inside else ""),
        ("title", item.title or ""),
        *(("it says", said) for said in _says(closer.metadata)),
        *(("captured", said) for said in _captured(closer)),
        *(("warning", warning.detail) for warning in closer.warnings),
        ("alike", _alike(item.ref, closer.alike)),
        ("saved page", _saved_page(closer.saved_page)),
        *(("page shown", _rerendered(kept)) for kept in closer.rerendered),
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


def _analysis(view: ItemView) -> str:
    """Return how the analysis of an item's text stands."""
    if view.analysis is None:
        return ""
    reason = view.analysis.reason
    return view.analysis.state.value + (f": {reason}" if reason else "")


def _says(metadata: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield what an item says about itself: by whom, when and where it was made."""
    said = {key: "; ".join(v for k, v in metadata if k == key) for key, _ in metadata}
    for key, word in _WORDS.items():
        if key in said:
            basis = said.get(f"{key}.basis")
            yield f"{word} {said[key][:_LONG]}" + (f" ({basis})" if basis else "")
    if "geo:lat" in said and "geo:long" in said:
        yield f"made at latitude {said['geo:lat']}, longitude {said['geo:long']}"


def _captured(closer: Closer) -> Iterator[str]:
    """Yield what became of the page of a capture, and what a look at a watched page found."""
    if closer.capture is not None:
        yield from told_of(closer.capture)
    for look in closer.looks:
        compared = f", compared with {look.compared}" if look.compared else ""
        measures = spell_measures(look.measures) if look.compared else ""
        said = f"watched as {look.watch}: {LOOKS[look.outcome]}{compared}"
        yield said + (f" ({measures})" if measures else "")


def _taken_for(closer: Closer) -> str:
    """Return who takes an item for what, where they disagree and a person should look."""
    said = "; ".join(f"{kind} ({who})" for who, kind in closer.opinions)
    return said if closer.disputed else ""


def _alike(ref: str, number: int) -> str:
    return f"{count(number, 'other item')}: `amana alike {ref}`" if number else ""


def _saved_page(page: SavedPage) -> str:
    """Return which saved page an item belongs to, or what belongs to it."""
    if page.pages:
        several = "one of the saved pages" if len(page.pages) > 1 else "the saved page"
        return f"belongs to {several} {', '.join(page.pages)}"
    return f"{count(page.files, 'file')} of its folder came in with it" if page.files else ""


def _rerendered(kept: Kept) -> str:
    """Return which page was made visible again, and what there is of it."""
    title = f" “{kept.title}”" if kept.title else ""
    taken = f", taken {kept.date}" if kept.date else ""
    return f"{kept.page}{title}{taken}: {', '.join(kept.files)} (entry {kept.entry})"


def _tree(view: ItemView) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is inside of an item as rows, a layer further in for each layer."""
    contents = view.closer.contents if view.closer else ()
    yield from _layer(view.item.ref, view.inside, contents, "")


def _layer(
    ref: str, number: int, contents: Sequence[Inside], margin: str
) -> Iterator[tuple[str, str, str, str]]:
    for each in contents:
        item, ref_inside = each.thing.item, each.thing.ref
        if item is None:
            conditions = f"{spell(each.thing.restrictions)}: give --purpose"
            yield ref_inside, "restricted", "", margin + conditions
            continue
        name = item.path or f"number {item.position}"
        title = f" — {item.title}" if item.title and item.title != name else ""
        yield ref_inside, item.state.value, item.media_type or "", margin + name + title
        yield from _layer(ref_inside, each.number, each.contents, margin + "  ")
    if more := number - len(contents):
        said = f"… and {more} more" if contents else f"… {count(more, 'item')}"
        yield "", "", "", f"{margin}{said}: amana list --inside {ref}"


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
    names = view.closer.way if view.closer else (item.path or str(item.position),)
    return f"{item.parent}: {way(names)} ({item.derivation}{place})"


def _package(claimed: Claimed) -> str:
    """Return what a package that an item came in says of it."""
    names = ", ".join(sorted(claimed.digests)) or "not listed there"
    said = f"{claimed.bag}: {names}: {'agrees' if claimed.agrees else 'DOES NOT AGREE'}"
    if not claimed.missing:
        return said
    named = ", ".join(claimed.missing_paths[:_NAMED])
    more = ", …" if claimed.missing > len(claimed.missing_paths[:_NAMED]) else ""
    return f"{said}; of the files it lists, {claimed.missing} missing: {named}{more}"
