"""Conditions of use as entries tell them: pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from amana.core import JSON
from amana.records import RestrictionKind

Row = dict[str, str | int | None]

_KNOWN = frozenset(RestrictionKind)
_STRICTEST = RestrictionKind.LEAD_ONLY.value
"""What a kind of restriction stands for that this version does not know."""


def rows_of_restrictions(conditions: JSON) -> list[Row]:
    """Return `kind` and `until` of each restriction that a field of an entry lists."""
    listed = conditions if isinstance(conditions, (list, tuple)) else ()
    return [
        {"kind": _text(each.get("kind")), "until": _until(each)}
        for each in listed
        if isinstance(each, Mapping)
    ]


def stored_restrictions(conditions: JSON) -> str:
    """Return the restrictions that a field of an entry lists, as the JSON of a column."""
    known = [
        {
            "kind": row["kind"] if row["kind"] in _KNOWN else _STRICTEST,
            "until": row["until"] or None,
        }
        for row in rows_of_restrictions(conditions)
    ]
    return msgspec.json.encode(known).decode()


def _until(condition: Mapping[str, JSON]) -> str:
    """Return the day on which an embargo ends; an empty one never comes."""
    if condition.get("kind") != RestrictionKind.EMBARGO:
        return ""
    try:
        return date.fromisoformat(_text(condition.get("until")) or "").isoformat()
    except ValueError:
        return ""


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None
