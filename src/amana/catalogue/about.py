"""Which items an entry is about: pure."""

from __future__ import annotations

from amana.catalogue.observed import OBSERVATIONS
from amana.records import Entry

RESULT = "result "
"""Fields of a `derived` entry that hold the result for one item are named `result IT-...`."""

RERENDERING = "rerendering "
"""Those that hold how a page of an item was made visible are named `rerendering IT-...`."""

OF_ITEMS = (RESULT, OBSERVATIONS, RERENDERING)
"""How the names of fields begin that are about one item; its reference follows."""


def items_of(entry: Entry) -> list[str]:
    """Return the references of the items that an entry is about, each once."""
    refs: list[str] = []
    single = entry.get("item")
    if isinstance(single, str):
        refs.append(single)
    several = entry.get("items")
    if isinstance(several, (list, tuple)):
        refs.extend(str(ref) for ref in several)
    refs.extend(ref for field in entry.fields if (ref := item_of_field(field.name)))
    return list(dict.fromkeys(refs))


def item_of_field(name: str) -> str | None:
    """Return the item that a field of an entry is about, None where it is about no single one."""
    return name.partition(" ")[2] if name.startswith(OF_ITEMS) else None
