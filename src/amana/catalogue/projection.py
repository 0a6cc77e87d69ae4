"""From entries of the custody log to rows of the catalogue: pure.

The same function serves incremental work and `amana rebuild`, so both give the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from amana.catalogue.about import RESULT, items_of
from amana.catalogue.bands import rows_of_likeness
from amana.catalogue.checks import Row, Values, rows_of_check
from amana.catalogue.decisions import rows_of_decision
from amana.catalogue.gathered import Rows
from amana.catalogue.matters import rows_of_cite, rows_of_matter, rows_of_withdrawal
from amana.catalogue.observed import (
    OBSERVATIONS,
    Analysis,
    row_of_analysis,
    row_of_waiting,
    rows_of_observations,
)
from amana.catalogue.restricted import rows_of_restrictions
from amana.catalogue.titles import title_of
from amana.catalogue.watches import rows_of_end, rows_of_look, rows_of_watch
from amana.core import JSON, IntegrityError, NotFound, canonical, prepared, sha256_hex, spoken
from amana.records import (
    Article,
    Child,
    Entry,
    EntryType,
    Fact,
    Likeness,
    Reading,
    State,
)

Load = Callable[[str], bytes]
"""`load(sha256)` returns the bytes of a derivative, or raises `NotFound` or `IntegrityError`."""

OF_ROOT = ("source", "collector", "purpose", "method", "consent")
"""What a child item has from its root."""

_BY_PEOPLE = frozenset({
    EntryType.DECIDED, EntryType.MATTER, EntryType.CITED, EntryType.MATTER_WITHDRAWN,
})  # fmt: skip

_OF_WATCHES = frozenset({EntryType.WATCH_SET, EntryType.WATCH_LOOKED, EntryType.WATCH_ENDED})

_NOT_READ: Row = {"code": None, "tried": None, "other": None}

_NOT_INSIDE: Row = {
    "parent": None,
    "position": 0,
    "path": None,
    "derivation": None,
    "start": None,
    "end": None,
    "declared": None,
    "modified": None,
}


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What reading one item gave, as a field of a `derived` entry.

    `reading` and `facts` are digests of derivatives in the vault; `key` names the reading. Where
    there is none, `tried` is the key that it would have had. `code` is the notice that decided the
    state. `other` is the digest of the reading that the same recipe gave another time: the two
    differ, so the recipe is not determinate.

    The first result of a child item says what it is and how it was found, `inside` its parent.
    """

    state: str
    media_type: str
    reason: str | None = None
    key: str | None = None
    reading: str | None = None
    facts: str | None = None
    code: str | None = None
    tried: str | None = None
    other: str | None = None
    inside: Child | None = None


def occurrence_key(sha256: str, source: str | None, path: JSON) -> str:
    """Return what makes an acquisition the same as an earlier one: bytes, source and path."""
    return sha256_hex(canonical([sha256, source, path]))


def project(entries: Iterable[Entry], load: Load) -> Rows:
    """Return the rows that `entries` give."""
    rows = Rows()
    for entry in entries:
        values = {field.name: field.value for field in entry.fields}
        kind, at = str(values.get("type")), _text(_member(values.get("at"), "time")) or ""
        rows.entries.append({"number": entry.index, "type": kind, "at": at})
        for ref in items_of(entry):
            rows.entry_items.append({"item": ref, "number": entry.index})
        if kind == EntryType.ACQUIRED:
            _acquired(entry.index, values, at, rows)
        elif kind == EntryType.DERIVED:
            _derived(entry.index, values, at, load, rows)
        elif kind == EntryType.CHECKED:
            check, covered = rows_of_check(entry.index, values)
            rows.checks.append(check)
            rows.checked.extend(covered)
        elif kind == EntryType.ERASURE_CONFIRMED:
            _erased(values, at, rows)
        elif kind in _BY_PEOPLE:
            _decided(entry.index, kind, values, at, rows)
        elif kind in _OF_WATCHES:
            _watched(entry.index, kind, values, at, rows)
        elif kind == EntryType.TIMESTAMPED:
            size = values.get("size")
            rows.stamps.append({
                "number": entry.index,
                "authority": str(values.get("authority")),
                "size": size if isinstance(size, int) else 0,
                "time": str(values.get("time")),
            })  # fmt: skip
    return rows


def _decided(number: int, kind: str, entry: Values, at: str, rows: Rows) -> None:
    """Add the rows of what people decided about facts, and of the matters that they entered."""
    if kind == EntryType.DECIDED:
        decided, withdrawn = rows_of_decision(number, entry, at)
        rows.decisions.extend(decided)
        rows.withdrawals.extend(withdrawn)
    elif kind == EntryType.MATTER:
        rows.matters.extend(rows_of_matter(number, entry, at))
    elif kind == EntryType.CITED:
        rows.cites.extend(rows_of_cite(number, entry))
    else:
        rows.matters_withdrawn.extend(rows_of_withdrawal(number, entry))


def _watched(number: int, kind: str, entry: Values, at: str, rows: Rows) -> None:
    """Add the rows of pages that are watched, and of each look at them."""
    if kind == EntryType.WATCH_SET:
        rows.watches.extend(rows_of_watch(number, entry, at))
    elif kind == EntryType.WATCH_LOOKED:
        rows.looks.extend(rows_of_look(number, entry, at))
    else:
        rows.watches_ended.extend(rows_of_end(number, entry, at))


def _erased(entry: Values, at: str, rows: Rows) -> None:
    """Set the state of an item whose erasure was confirmed: from then on nothing of it is told."""
    rows.states.append({
        "at_ref": str(entry.get("item")),
        "state": State.ERASED.value,
        "reason": f"erased on {at[:10]} by order {entry.get('order')}",
        "media_type": None,
        "reading": None,
        **_NOT_READ,
    })  # fmt: skip


def _acquired(number: int, entry: Values, at: str, rows: Rows) -> None:
    """Add the rows of an acquisition. One that was erased gives an item without any places."""
    ref, digests = str(entry.get("item")), entry.get("digests")
    sha256 = _text(_member(digests, "sha256")) or ""
    source = _text(entry.get("source"))
    name, path = entry.get("name"), entry.get("path")
    size = _member(digests, "size")
    rows.items.append({
        "ref": ref,
        "sha256": sha256,
        "blake3": _text(_member(digests, "blake3")) or "",
        "size": size if isinstance(size, int) else 0,
        "name": spoken(name),
        "source": source,
        "collector": _text(entry.get("collector")),
        "purpose": _text(entry.get("purpose")),
        "method": _text(entry.get("method")),
        "consent": _text(entry.get("consent")),
        "acquired_at": at,
        "acquired_entry": number,
        "state": State.ERASED.value if digests is None else State.PRESERVED.value,
        "reason": None,
        "media_type": None,
        "reading": None,
        **_NOT_READ,
        "root": ref,
        **_NOT_INSIDE,
    })  # fmt: skip
    if digests is None:
        return
    rows.occurrences.append({
        "key": occurrence_key(sha256, source, path),
        "item": ref,
        "number": number,
        "name": spoken(name),
        "path": spoken(path),
        "at": at,
        **_claimed(entry.get("claimed")),
    })  # fmt: skip
    rows.restrictions.extend(
        {"item": ref, **condition, "sha256": sha256, "number": number}
        for condition in rows_of_restrictions(entry.get("restrictions"))
    )


def _claimed(claimed: JSON) -> Row:
    """Return what the package of an acquisition claimed, and whether that agrees."""
    if not isinstance(claimed, Mapping):
        return {"claimed": None, "agrees": None}
    agrees = claimed.get("agrees") is True and not claimed.get("missing")
    return {"claimed": canonical(claimed).decode(), "agrees": int(agrees)}


def _derived(number: int, entry: Values, at: str, load: Load, rows: Rows) -> None:
    for name, value in entry.items():
        if name.startswith(OBSERVATIONS):
            ref, analysis = (
                name.removeprefix(OBSERVATIONS),
                msgspec.convert(value, prepared(Analysis)),
            )
            rows.analyses.append(row_of_analysis(number, ref, analysis))
            observed, facts = rows_of_observations(number, analysis, load)
            rows.observed.extend(observed)
            rows.observations.extend(facts)
        if not name.startswith(RESULT):
            continue
        ref, result = name.removeprefix(RESULT), msgspec.convert(value, prepared(Result))
        if result.inside:
            rows.items.append(_child(ref, result.inside, number, at))
        rows.states.append({
            "at_ref": ref,
            "state": result.state,
            "reason": result.reason,
            "media_type": result.media_type,
            "reading": result.key,
            "code": result.code,
            "tried": result.tried,
            "other": result.other,
        })  # fmt: skip
        if result.reading and result.key and _reading(number, result, load, rows):
            rows.analyses.append(row_of_waiting(number, ref, result.key))


def _child(ref: str, inside: Child, number: int, at: str) -> Row:
    """Return the row of a child item; where it came from is told by its root."""
    parent, _, position = ref.rpartition(".")
    path = spoken(inside.path)
    return {
        "ref": ref,
        "sha256": inside.digests.sha256,
        "blake3": inside.digests.blake3,
        "size": inside.digests.size,
        "name": path.rpartition("/")[2] if path else None,
        **dict.fromkeys(OF_ROOT),
        "acquired_at": at,
        "acquired_entry": number,
        "state": State.PRESERVED.value,
        "reason": None,
        "media_type": None,
        "reading": None,
        **_NOT_READ,
        "root": ref.partition(".")[0],
        "parent": parent,
        "position": int(position),
        "path": path,
        "derivation": inside.derivation.value,
        "start": inside.start,
        "end": inside.end,
        "declared": inside.declared,
        "modified": inside.modified,
    }


def _reading(number: int, result: Result, load: Load, rows: Rows) -> bool:
    """Add the rows of a reading; tell whether it has a text.

    One that is damaged or missing gives no rows (`check` names it).
    """
    try:
        reading = msgspec.json.decode(load(result.reading or ""), type=prepared(Reading))
        lines = load(result.facts).splitlines() if result.facts else []
        facts = [(line, msgspec.json.decode(line, type=prepared(Fact))) for line in lines]
    except (NotFound, IntegrityError, msgspec.DecodeError):
        return False
    rows.readings.append({
        "key": reading.key,
        "original": reading.original,
        "derivative": result.reading,
        "facts": result.facts,
        "state": reading.state.value,
        "media_type": reading.media_type,
        "title": title_of(reading, [fact for _, fact in facts if isinstance(fact, Article)]),
        "language": reading.language,
        "characters": len(reading.text),
        "children": len(reading.children),
        "notices": _spaced({warning.code for warning in reading.warnings}),
        "number": number,
    })  # fmt: skip
    positions: dict[str, int] = {}
    for line, fact in facts:
        kind = type(fact).__struct_config__.tag
        position = positions.get(kind, 0)
        positions[kind] = position + 1
        if isinstance(fact, Likeness):
            likeness, bands = rows_of_likeness(fact)
            rows.likenesses.append(likeness)
            rows.bands.extend(bands)
        rows.facts.append({
            "reading": reading.key,
            "kind": kind,
            "position": position,
            "id": fact.id,
            "original": fact.original,
            **_heading(fact),
            "line": line.decode(),
        })  # fmt: skip
    return bool(reading.text)


def _spaced(codes: Iterable[str]) -> str:
    """Return codes with a space before and after each, so that one can be looked for."""
    return "".join(f" {code}" for code in sorted(codes)) + " "


def _heading(fact: Fact) -> Row:
    """Return title and language of an article; nothing else has any."""
    if not isinstance(fact, Article):
        return {"title": None, "language": None}
    return {"title": fact.title.quote if fact.title else None, "language": fact.language}


def _member(value: JSON, name: str) -> JSON:
    return value.get(name) if isinstance(value, Mapping) else None


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None
