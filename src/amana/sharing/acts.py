"""What was done with an item, entry by entry, as far as it may be told outside.

An entry is retold in words of our own; of its fields only those leave that tell nothing of a
source, of an inquiry, or of another item. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import groupby

import msgspec

from amana.catalogue import OBSERVATIONS, RERENDERING, RESULT
from amana.core import JSON
from amana.records import Entry, EntryType
from amana.text import Line, Run, Wording, figure, value

FEW = 3
"""So many entries that say the same stand one by one; more in a row are told as one."""


class Finding(Enum):
    """What a check found about one item: nothing, problems, or more than its entry lists."""

    NONE = 0
    PROBLEMS = 1
    UNCLEAR = 2


FOUND = {Finding.NONE: "", Finding.PROBLEMS: "_problems", Finding.UNCLEAR: "_unclear"}
"""How the names of phrases end that tell it."""


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One entry, or `count` in a row that say the same."""

    first: int
    last: int
    count: int
    since: str
    until: str
    said: Line
    actor: str


def acts(entries: Iterable[Entry], ref: str, words: Wording) -> list[Act]:
    """Return the acts that `entries` tell of an item, in their order."""
    single = [_act(entry, ref, words) for entry in entries]
    found: list[Act] = []
    for _, run in groupby(single, key=lambda act: (act.said, act.actor)):
        alike = list(run)
        found += alike if len(alike) <= FEW else [_joined(alike)]
    return found


def _joined(alike: list[Act]) -> Act:
    last = alike[-1]
    return msgspec.structs.replace(alike[0], last=last.last, until=last.until, count=len(alike))


def _act(entry: Entry, ref: str, words: Wording) -> Act:
    time = moment(entry)
    return Act(
        first=entry.index,
        last=entry.index,
        count=1,
        since=time,
        until=time,
        said=_said(entry, ref, words),
        actor=str(_member(entry.get("actor"), "name") or ""),
    )


def _said(entry: Entry, ref: str, words: Wording) -> Line:
    """Return what an entry says of the item; of a type without words of its own, that type."""
    kind = str(entry.get("type"))
    phrase, values = f"act.{kind}", dict[str, Run | Line]()
    match kind:
        case EntryType.ACQUIRED:
            values["size"] = figure(str(_member(entry.get("digests"), "size")))
        case EntryType.DERIVED if entry.get(f"{OBSERVATIONS}{ref}") is not None:
            failed = not _member(entry.get(f"{OBSERVATIONS}{ref}"), "steps")
            phrase += "_in_vain" if failed else "_analysed"
        case EntryType.DERIVED if entry.get(f"{RERENDERING}{ref}") is not None:
            phrase += "_rerendered"
        case EntryType.DERIVED:
            state = _member(entry.get(f"{RESULT}{ref}"), "state")
            values["state"] = _word(words, "state", state)
        case EntryType.CHECKED:
            phrase += FOUND[finding(entry, ref)]
        case EntryType.ACCESSED:
            values["deed"] = _word(words, "deed", entry.get("deed"))
        case EntryType.EXPORTED if entry.get("matter") is not None:
            phrase += "_matrix"
        case EntryType.STATED:
            values["form"] = figure(str(entry.get("form")).upper())
    if not words.has(phrase):
        phrase = "act.other"
        values = {"type": value(kind), "premis": value(str(entry.get("premis")))}
    return words.say(phrase, **values)


def _word(words: Wording, table: str, name: JSON) -> Line:
    """Return our word for a name of a code list, or the name where there is none."""
    known = f"{table}.{name}"
    return words.say(known) if words.has(known) else (value(str(name)),)


def moment(entry: Entry) -> str:
    """Return the time that an entry claims, to the second: `2026-11-21 18:00:00 UTC`."""
    return spoken_time(str(_member(entry.get("at"), "time") or ""))


def spoken_time(stamp: str) -> str:
    """Return a time as the log spells it (RFC 3339, UTC) as people read it."""
    return f"{stamp[:10]} {stamp[11:19]} UTC" if stamp else "?"


def finding(entry: Entry, ref: str) -> Finding:
    """Tell what an entry of a check that read the bytes of an item found about them."""
    count, listed = entry.get("problem_count"), entry.get("problems")
    problems = listed if isinstance(listed, (list, tuple)) else ()
    for problem in problems:
        items = _member(problem, "items")
        if isinstance(items, (list, tuple)) and ref in items:
            return Finding.PROBLEMS
    return Finding.UNCLEAR if isinstance(count, int) and count > len(problems) else Finding.NONE


def _member(value: JSON, name: str) -> JSON:
    return value.get(name) if isinstance(value, Mapping) else None
