"""Matters and what they cite, as `matter-entered`, `cited` and `matter-withdrawn` tell them.

The cites of a matter follow its entry, one entry each. Of a cite whose item was erased no more is
left than the item and its place behind the matter; the matter itself stays. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from amana.catalogue.restricted import stored_restrictions
from amana.core import JSON
from amana.records import Restriction

Row = dict[str, str | int | None]

Values = Mapping[str, JSON]


class MatterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a matter; its `number` is that of its entry.

    `kind` is the word by which it is entered, `members` what it says, as JSON, `cites` how many
    passages stand behind it. `conditions` are the restrictions that bound any of the cited items
    when it was entered. `withdrawn` is the entry by which it was taken back.
    """

    number: int
    key: str
    kind: str
    members: str
    cites: int
    conditions: tuple[Restriction, ...]
    reason: str
    by: str
    at: str
    withdrawn: int | None


class CiteRow(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that the matter of entry `matter` cites; its `number` is that of its entry.

    Where the item was erased, only the item is told.
    """

    number: int
    matter: int
    item: str
    fact: str | None
    reading: str | None
    char_start: int | None
    char_end: int | None
    quote: str | None
    published: str | None


def rows_of_matter(number: int, entry: Values, at: str) -> list[Row]:
    """Return the row that a `matter-entered` entry gives; none where what it says was erased."""
    key, kind, members = (_text(entry.get(name)) for name in ("key", "kind", "members"))
    if key is None or kind is None or members is None:
        return []
    return [{
        "number": number,
        "key": key,
        "kind": kind,
        "members": members,
        "cites": _number(entry.get("cites")) or 0,
        "conditions": stored_restrictions(entry.get("conditions")),
        "reason": _text(entry.get("reason")) or "",
        "by": msgspec.json.encode(entry.get("actor"), order="sorted").decode(),
        "at": at,
        "withdrawn": None,
    }]  # fmt: skip


def rows_of_cite(number: int, entry: Values) -> list[Row]:
    """Return the row that a `cited` entry gives."""
    place = _number(entry.get("place"))
    if place is None:
        return []
    return [{
        "number": number,
        "matter": number - place,
        "item": str(entry.get("item")),
        "fact": _text(entry.get("fact")),
        "reading": _text(entry.get("reading")),
        "char_start": _number(entry.get("char_start")),
        "char_end": _number(entry.get("char_end")),
        "quote": _text(entry.get("quote")),
        "published": _text(entry.get("published")),
    }]  # fmt: skip


def rows_of_withdrawal(number: int, entry: Values) -> list[Row]:
    """Return the version that a `matter-withdrawn` entry takes back."""
    withdraws = _number(entry.get("withdraws"))
    return [] if withdraws is None else [{"at_number": withdraws, "withdrawn": number}]


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: JSON) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
