"""What sentences about entries are put together from."""

from __future__ import annotations

from collections.abc import Mapping

from amana.core import JSON
from amana.records import Entry

_LISTED = 8


def because(entry: Entry) -> str:
    """Return the reason that an entry states, as the end of a sentence."""
    reason = entry.get("reason")
    return f": “{reason}”" if reason else ""


def several(value: JSON) -> str:
    """Return a list as words, no more than a few of them."""
    parts = [str(part) for part in value] if isinstance(value, (list, tuple)) else []
    more = f" and {len(parts) - _LISTED} more" if len(parts) > _LISTED else ""
    return ", ".join(parts[:_LISTED]) + more


def member(value: JSON, name: str) -> JSON:
    """Return a member of a value; None where it has none."""
    return value.get(name) if isinstance(value, Mapping) else None
