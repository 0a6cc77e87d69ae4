"""Watched pages, as `watch-set`, `watch-looked` and `watch-ended` entries tell of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from amana.catalogue.restricted import stored_restrictions
from amana.core import JSON
from amana.records import Restriction

Row = dict[str, str | int | None]
Values = Mapping[str, JSON]

_FORM = ("note", "source", "collector", "purpose", "consent")


class WatchRow(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is watched; its `number` is that of the entry that set it.

    `every` are the seconds between two looks; `ended` is the entry that ended it.
    """

    number: int
    watch: str
    url: str
    every: int
    risk: str
    profile: str
    note: str | None
    source: str | None
    collector: str | None
    purpose: str | None
    consent: str | None
    restrictions: tuple[Restriction, ...]
    by: str
    at: str
    ended: int | None
    ended_at: str | None
    reason: str | None


class LookRow(msgspec.Struct, frozen=True, kw_only=True):
    """One look at a watched page; its `number` is that of its entry.

    `item` is the capture, `compared` the one that it was held against, `state` what became of the
    capture, `measures` how the two differ, as JSON.
    """

    number: int
    watch: str
    item: str | None
    compared: str | None
    outcome: str
    state: str | None
    measures: str
    at: str


def rows_of_watch(number: int, entry: Values, at: str) -> list[Row]:
    """Return the row that a `watch-set` entry gives; none where what it says was erased."""
    watch, url, every = _text(entry.get("watch")), _text(entry.get("url")), entry.get("every")
    if watch is None or url is None or not isinstance(every, int):
        return []
    row: Row = {
        "number": number,
        "watch": watch,
        "url": url,
        "every": every,
        "risk": _text(entry.get("risk")) or "normal",
        "profile": _text(entry.get("profile")) or "",
        **{name: _text(entry.get(name)) for name in _FORM},
        "restrictions": stored_restrictions(entry.get("restrictions")),
        "by": str(_member(entry.get("actor"), "name") or ""),
        "at": at,
        "ended": None,
        "ended_at": None,
        "reason": None,
    }
    return [row]


def rows_of_look(number: int, entry: Values, at: str) -> list[Row]:
    """Return the row that a `watch-looked` entry gives."""
    watch, outcome = _text(entry.get("watch")), _text(entry.get("outcome"))
    if watch is None or outcome is None:
        return []
    measures = entry.get("measures")
    row: Row = {
        "number": number,
        "watch": watch,
        "item": _text(entry.get("item")),
        "compared": _text(entry.get("compared")),
        "outcome": outcome,
        "state": _text(entry.get("state")),
        "measures": msgspec.json.encode(measures or {}, order="sorted").decode(),
        "at": at,
    }
    return [row]


def rows_of_end(number: int, entry: Values, at: str) -> list[Row]:
    """Return the watch that a `watch-ended` entry ends."""
    watch, reason = _text(entry.get("watch")), _text(entry.get("reason"))
    if watch is None:
        return []
    return [{"at_watch": watch, "ended": number, "ended_at": at, "reason": reason}]


def _member(value: JSON, name: str) -> JSON:
    return value.get(name) if isinstance(value, Mapping) else None


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None
