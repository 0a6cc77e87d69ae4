"""The JSON shapes of the custody log: its entries, and its signed state."""

from __future__ import annotations

from typing import Any

import msgspec

from amana.core import prepared
from amana.records import Actor, Entry


class CheckpointShape(msgspec.Struct, frozen=True, kw_only=True):
    """The signed state of the log; `root` in hexadecimal, `text` the signed note."""

    origin: str
    size: int
    root: str
    text: str
    key: str


class EntryShape(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the custody log with the fields that may be seen."""

    index: int
    type: str
    at: str
    actor: Actor | None
    fields: dict[str, Any]


class CustodyShape(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the custody log, newest first, and its signed state."""

    total: int
    entries: tuple[EntryShape, ...]
    checkpoint: CheckpointShape


def entry_of(entry: Entry) -> EntryShape:
    """Return an entry with its fields by name."""
    at, actor = entry.get("at"), entry.get("actor")
    return EntryShape(
        index=entry.index,
        type=str(entry.get("type")),
        at=str(at.get("time")) if isinstance(at, dict) else "",
        actor=msgspec.convert(actor, prepared(Actor)) if actor else None,
        fields={field.name: field.value for field in entry.fields},
    )
