"""Facts as they are handed out: each with what people decided about it, and theirs beside it.

Pure. What a machine found is told unchanged; `decisions` stand with it, those that were taken back
included. A fact that a person made tells `by` whom, and by which `decision`; one whose decision was
taken back is told no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from amana.catalogue import DecisionRow


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
    for line in lines:
        fact = msgspec.json.decode(line)
        yield _told({**fact, "item": item}, about.get(str(fact["id"]), ()))
    for row in decisions:
        if row.made is None or row.withdrawn is not None:
            continue
        fact = {**msgspec.json.decode(row.made), "item": item, **_making(row)}
        if kind in (None, fact["kind"]):
            yield _told(fact, [d for d in about.get(str(fact["id"]), ()) if d is not row])


def _told(fact: dict[str, Any], decisions: Iterable[DecisionRow]) -> bytes:
    told = [_decision(each) for each in decisions]
    whole = {**fact, "decisions": told} if told else fact
    # Facts may hold numbers with fractions, which `canonical` has no form for.
    return msgspec.json.encode(whole, order="sorted") + b"\n"


def _making(row: DecisionRow) -> dict[str, Any]:
    """Return what a fact that a person made says of that."""
    corrects = {"corrects": row.fact} if row.decision == "correct" else {}
    by = msgspec.json.decode(row.by)
    return {"by": by, "at": row.at, "decision": row.number, "reason": row.reason, **corrects}


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
