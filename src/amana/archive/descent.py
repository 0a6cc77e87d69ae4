"""How something inside an item came out of it, for those who have the proof of the item."""

from __future__ import annotations

from amana.archive.contents import place_of
from amana.archive.parts import Parts
from amana.catalogue import ItemRow
from amana.core import UsageError


def require_acquired(parts: Parts, row: ItemRow, what: str) -> None:
    """Raise unless an item was acquired as it is: only of that does the log say where it is from.

    What was found inside is proved with the item around it: where it is a range of the bytes, they
    show it by themselves; otherwise whoever repeats the steps that are told gets the same digest.

    Raises:
        UsageError: it was found inside of another.
    """
    if row.parent is None:
        return
    place = place_of(parts, row)
    root = parts.catalogue.item(row.root)
    if place.sha256 == root.sha256:
        how = (
            f"{row.ref} is bytes {place.start} to {place.start + place.size} of it: `tail -c "
            f"+{place.start + 1} original | head -c {place.size} | sha256sum` prints {row.sha256}"
        )
    else:
        steps = "; ".join(_steps(parts, row))
        how = f"{row.ref} came out of it in these steps: {steps}; its SHA-256 is {row.sha256}"
    raise UsageError(
        f"{row.ref} was found inside of {row.root}; {what} is of what was taken in",
        remedy=f"make it of {row.root}, whose original holds it. {how}",
    )


def way_to(parts: Parts, row: ItemRow) -> tuple[str, ...]:
    """Return the names on the way to an item: of what was taken in, and of each layer inside."""
    names: list[str] = []
    while row.parent is not None:
        names.append(row.path or str(row.position))
        row = parts.catalogue.item(row.parent)
    return (row.name or row.ref, *names[::-1])


def _steps(parts: Parts, row: ItemRow) -> list[str]:
    """Return the way from the root to an item, one step for each layer."""
    steps: list[str] = []
    while row.parent is not None:
        name = f"“{row.path}”" if row.path else f"number {row.position}"
        place = "" if row.start is None else f", bytes {row.start} to {row.end}"
        steps.append(f"{name} ({row.derivation}{place})")
        row = parts.catalogue.item(row.parent)
    return steps[::-1]
