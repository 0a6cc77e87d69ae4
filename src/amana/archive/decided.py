"""Facts as they are handed out: each with what people decided about it, and theirs beside it.

Pure. What a machine found is told unchanged; `decisions` stand with it, those that were taken
back included. They stay with what a fact says: where another version of a step finds the very
same, under another id, they stand there. A fact that a person made tells by whom (`made_by`), and
by which `decision`; one whose decision was taken back is told no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from amana.catalogue import DecisionRow
from amana.core import sha256_hex

_NOT_SAID = frozenset({
    "id", "item", "recipe", "nested_in", "part_of",
    "by", "made_by", "at", "decision", "reason", "corrects", "decisions",
})  # fmt: skip
"""Members that tell how a fact came to be, or name other facts by their ids."""


def with_decisions(
    item: str, lines: Iterable[str], decisions: Sequence[DecisionRow], kind: str | None = None
) -> Iterator[bytes]:
    """Yield facts of an item as JSON lines: those of machines, then those of people.

    Args:
        item: the reference of the item, which is told with each of them.
        lines: the facts of machines.
        decisions: what was decided about facts of the item, in the order of the log.
        kind: only facts of this kind.
    """
    about: dict[str, list[DecisionRow]] = {}
    for each in decisions:
        about.setdefault(each.fact, []).append(each)
        if each.said is not None:
            about.setdefault(each.said, []).append(each)
    for line in lines:
        fact = msgspec.json.decode(line)
        yield _told({**fact, "item": item}, _of(fact, about))
    for row in decisions:
        if row.made is None or row.withdrawn is not None:
            continue
        fact = {**msgspec.json.decode(row.made), "item": item, **_making(row)}
        if kind in (None, fact["kind"]):
            yield _told(fact, [d for d in about.get(str(fact["id"]), ()) if d is not row])


def said_by(fact: Mapping[str, Any]) -> str:
    """Return the digest of what a fact says, whoever found it, and by whichever recipe."""
    own = {name: value for name, value in fact.items() if name not in _NOT_SAID}
    return sha256_hex(msgspec.json.encode(own, order="sorted"))


def _of(fact: Mapping[str, Any], about: Mapping[str, list[DecisionRow]]) -> list[DecisionRow]:
    """Return what was decided about a fact of a machine, in the order of the log."""
    if not about:
        return []
    keys = (str(fact["id"]), said_by(fact))
    found = {row.number: row for key in keys for row in about.get(key, ())}
    return [found[number] for number in sorted(found)]


def _told(fact: dict[str, Any], decisions: Iterable[DecisionRow]) -> bytes:
    told = [_decision(each) for each in decisions]
    whole = {**fact, "decisions": told} if told else fact
    # Facts may hold numbers with fractions, which `canonical` has no form for.
    return msgspec.json.encode(whole, order="sorted") + b"\n"


def _making(row: DecisionRow) -> dict[str, Any]:
    """Return what a fact that a person made says of that."""
    corrects = {"corrects": row.fact} if row.decision == "correct" else {}
    by = msgspec.json.decode(row.by)
    return {"made_by": by, "at": row.at, "decision": row.number, "reason": row.reason, **corrects}


def _decision(row: DecisionRow) -> dict[str, Any]:
    said: dict[str, Any] = {
        "number": row.number,
        "decision": row.decision,
        "by": msgspec.json.decode(row.by),
        "at": row.at,
        "reason": row.reason,
    }
    if row.mark:
        said["mark"] = row.mark
    if row.fields:
        said["fields"] = msgspec.json.decode(row.fields)
    if row.made:
        said["made"] = msgspec.json.decode(row.made)["id"]
    if row.withdrawn is not None:
        said["withdrawn"] = row.withdrawn
    return said
