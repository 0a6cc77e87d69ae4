"""Entries of the custody log as readable sentences (English; the screens have their own).

A field that is null was not stated; a field that is missing is not shown to this person. Neither is
guessed, and neither keeps the sentence from being told.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from amana.core import JSON
from amana.records import Entry, EntryType, State

_RESULT = "result "
_LISTED = 8
_SCOPES = {
    "sample": "a random sample",
    "oldest": "what was unread for longest",
    "rolling": "what was due",
}


def sentence(entry: Entry) -> str:
    """Return one sentence that says what an entry states: when, who, what."""
    at = _member(entry.get("at"), "time") or "at an unknown time"
    actor = entry.get("actor")
    name = _member(actor, "name") or "somebody (withheld)"
    unverified = "" if _member(actor, "verified") else " (unverified)"
    return f"{at}  {name}{unverified} {_deed(entry)}."


def _deed(entry: Entry) -> str:  # noqa: PLR0911 - one return for each type of entry
    match entry.get("type"):
        case EntryType.CREATED.value:
            return f"made the archive “{entry.get('name')}”"
        case EntryType.ACQUIRED.value:
            return _acquired(entry)
        case EntryType.DERIVED.value:
            return _derived(entry)
        case EntryType.CHECKED.value:
            return _checked(entry)
        case EntryType.ACCESSED.value:
            return _accessed(entry)
        case EntryType.PROVED.value:
            return _proved(entry)
        case EntryType.STATED.value:
            return _stated(entry)
        case other:
            return f"did something that this version does not know: {other}"


def _acquired(entry: Entry) -> str:
    said = f"took in {entry.get('item')}"
    if name := name_of(entry.get("name")):
        said += f", “{name}”"
    digests = entry.get("digests")
    if isinstance(digests, Mapping):
        said += f", {digests.get('size')} bytes, SHA-256 {digests.get('sha256')}"
    if source := entry.get("source"):
        said += f", from {source}"
    return said


def _derived(entry: Entry) -> str:
    results = [
        (field.name.removeprefix(_RESULT), _member(field.value, "state"))
        for field in entry.fields
        if field.name.startswith(_RESULT)
    ]
    if not results:
        return "had restricted items read"
    if len(results) == 1:
        ref, state = results[0]
        return f"had {ref} read" + ("" if state == State.READ.value else f": {state}")
    states: dict[str, int] = {}
    for _, state in results:
        states[str(state)] = states.get(str(state), 0) + 1
    counts = ", ".join(f"{n} {state}" for state, n in sorted(states.items()))
    return f"had {len(results)} items read: {counts}"


def _checked(entry: Entry) -> str:
    found, scope = entry.get("problem_count"), str(entry.get("scope"))
    number = entry.get("objects")
    objects = f"{number} object" if number == 1 else f"{number} objects"
    what = f"{_SCOPES[scope]} ({objects})" if scope in _SCOPES else scope
    part = ", as far as it came" if entry.get("more") else ""
    said = f"checked {what}{part}: {entry.get('outcome')}"
    return said + (f" ({found})" if found else "")


def _accessed(entry: Entry) -> str:
    what, purpose = entry.get("what"), entry.get("purpose")
    items = entry.get("items")
    said = f"looked at {_several(items)}" if items else "looked at restricted items"
    said += f" ({what})" if what else ""
    return said + (f", stating the purpose “{purpose}”" if purpose else "")


def _proved(entry: Entry) -> str:
    said, released = f"took out a proof of {entry.get('item')}", entry.get("released")
    return said + (f", showing {_several(released)}" if released else "")


def _stated(entry: Entry) -> str:
    said = f"printed a custody statement about {entry.get('item')}"
    form, sha256 = entry.get("form"), entry.get("sha256")
    return said + (f" ({form}, SHA-256 {sha256})" if form and sha256 else "")


def name_of(value: JSON) -> str | None:
    """Return a name as text; bytes that are no UTF-8 stand in the log as base64."""
    if isinstance(value, Mapping):
        return base64.b64decode(str(value.get("b64"))).decode("utf-8", "replace")
    return str(value) if value else None


def _several(value: JSON) -> str:
    parts = [str(part) for part in value] if isinstance(value, (list, tuple)) else []
    more = f" and {len(parts) - _LISTED} more" if len(parts) > _LISTED else ""
    return ", ".join(parts[:_LISTED]) + more


def _member(value: JSON, name: str) -> JSON:
    return value.get(name) if isinstance(value, Mapping) else None
