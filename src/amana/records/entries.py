"""Entries: one thing that was done, as a list of fields that are committed one by one."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from amana.core import JSON


class EntryType(StrEnum):
    """What an entry says was done. Each maps to an event type of PREMIS 3 (`PREMIS_EVENT`)."""

    CREATED = "archive-created"
    ACQUIRED = "acquired"
    DERIVED = "derived"
    CHECKED = "checked"
    ACCESSED = "accessed"
    PROVED = "proved"
    STATED = "stated"
    HELD = "held"
    HOLD_LIFTED = "hold-lifted"
    ERASURE_ORDERED = "erasure-ordered"
    ERASURE_WITHDRAWN = "erasure-withdrawn"
    ERASURE_CONFIRMED = "erasure-confirmed"
    ERASED = "erased"
    ROTATED = "key-rotated"
    TRUSTED = "witness-trusted"
    WITNESSED = "witnessed"
    EXPORTED = "exported"
    REPLICATED = "replicated"
    AUDITED = "audited"
    REPAIRED = "repaired"
    MODEL_ADDED = "model-added"
    AUTHORITY_ADDED = "authority-added"
    AUTHORITY_STOPPED = "authority-stopped"
    TIMESTAMPED = "timestamped"
    DECIDED = "decided"
    MATTER = "matter-entered"
    CITED = "cited"
    MATTER_WITHDRAWN = "matter-withdrawn"
    WATCH_SET = "watch-set"
    WATCH_LOOKED = "watch-looked"
    WATCH_ENDED = "watch-ended"


PREMIS_EVENT = {
    EntryType.CREATED: "policy assignment",
    EntryType.ACQUIRED: "ingestion",
    EntryType.DERIVED: "metadata extraction",
    EntryType.CHECKED: "fixity check",
    EntryType.ACCESSED: "dissemination",
    EntryType.PROVED: "dissemination",
    EntryType.STATED: "dissemination",
    EntryType.HELD: "policy assignment",
    EntryType.HOLD_LIFTED: "policy assignment",
    EntryType.ERASURE_ORDERED: "policy assignment",
    EntryType.ERASURE_WITHDRAWN: "policy assignment",
    EntryType.ERASURE_CONFIRMED: "deaccession",
    EntryType.ERASED: "deletion",
    EntryType.ROTATED: "policy assignment",
    EntryType.TRUSTED: "policy assignment",
    EntryType.WITNESSED: "validation",
    EntryType.EXPORTED: "dissemination",
    EntryType.REPLICATED: "replication",
    EntryType.AUDITED: "fixity check",
    EntryType.REPAIRED: "recovery",
    EntryType.MODEL_ADDED: "policy assignment",
    EntryType.AUTHORITY_ADDED: "policy assignment",
    EntryType.AUTHORITY_STOPPED: "policy assignment",
    EntryType.TIMESTAMPED: "digital signature generation",
    EntryType.DECIDED: "metadata modification",
    EntryType.MATTER: "metadata modification",
    EntryType.CITED: "metadata modification",
    EntryType.MATTER_WITHDRAWN: "metadata modification",
    EntryType.WATCH_SET: "policy assignment",
    EntryType.WATCH_LOOKED: "capture",
    EntryType.WATCH_ENDED: "policy assignment",
}
"""PREMIS 3 event types, id.loc.gov/vocabulary/preservation/eventType."""


ANCHORS = frozenset({EntryType.TIMESTAMPED, EntryType.WITNESSED})
"""What others confirm of the log itself. That such entries came is no reason to ask them again."""


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One named value of an entry with the salt of its commitment (64 hexadecimal letters)."""

    name: str
    value: JSON
    salt: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of the custody log: its index from 0 and its fields in committed order."""

    index: int
    fields: tuple[Field, ...]

    def get(self, name: str) -> JSON:
        """Return the value of the field `name`, or None where the entry has none."""
        return next((field.value for field in self.fields if field.name == name), None)
