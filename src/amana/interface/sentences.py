"""Entries of the custody log as readable sentences (English; the screens have their own)."""

from __future__ import annotations

from collections.abc import Mapping

from amana.core import JSON
from amana.records import Entry, EntryType

_RESULT = "result "


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
            return f"checked {entry.get('scope')}: {entry.get('outcome')}"
        case EntryType.ACCESSED.value:
            return (
                f"looked at {_several(entry.get('items'))} ({entry.get('what')}), "
                f"stating the purpose “{entry.get('purpose')}”"
            )
        case EntryType.PROVED.value:
            shown = _several(entry.get("released"))
            return f"took out a proof of {entry.get('item')}, showing {shown}"
        case other:
            return f"did something that this version does not know: {other}"


def _acquired(entry: Entry) -> str:
    name, source = entry.get("name"), entry.get("source")
    said = f"took in {entry.get('item')}"
    if isinstance(name, str):
        said += f", “{name}”"
    digests = entry.get("digests")
    if isinstance(digests, Mapping):
        said += f", {digests.get('size')} bytes, SHA-256 {digests.get('sha256')}"
    return said + (f", from {source}" if source else "")


def _derived(entry: Entry) -> str:
    results = [
        (field.name.removeprefix(_RESULT), _member(field.value, "state"))
        for field in entry.fields
        if field.name.startswith(_RESULT)
    ]
    if len(results) == 1:
        return f"had {results[0][0]} read: {results[0][1]}"
    states: dict[str, int] = {}
    for _, state in results:
        states[str(state)] = states.get(str(state), 0) + 1
    counts = ", ".join(f"{n} {state}" for state, n in sorted(states.items()))
    return f"had {len(results)} items read: {counts}"


def _several(value: JSON) -> str:
    parts = [str(part) for part in value] if isinstance(value, (list, tuple)) else []
    shown = ", ".join(parts[:8])
    return shown + (f" and {len(parts) - 8} more" if len(parts) > 8 else "") or "nothing"  # noqa: PLR2004 - as many as fit a line


def _member(value: JSON, name: str) -> JSON:
    return value.get(name) if isinstance(value, Mapping) else None
