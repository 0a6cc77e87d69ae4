"""What people decided about facts, as the `decided` entries of the log tell it.

A decision that was taken back stays, with the entry that took it back. Of one that was erased, its
entry says no more than that something was decided; it gives no row. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from amana.core import JSON

Row = dict[str, str | int | None]
Values = Mapping[str, JSON]

WITHDRAW = "withdraw"
"""The decision by which a person takes back another one."""


class DecisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One decision; its `number` is that of its entry.

    `decision` is `mark`, `correct` or `add`; `fact` is what it is about, or the fact that it adds,
    `kind` the kind of that, and `said` the digest of what a machine's fact says. `made` is the fact
    that it made, as a JSON line, `fields` what a correction put in, as JSON. `withdrawn` is the
    entry by which it was taken back.
    """

    number: int
    item: str
    decision: str
    fact: str
    kind: str
    said: str | None
    reading: str | None
    mark: str | None
    fields: str | None
    made: str | None
    reason: str
    by: str
    at: str
    withdrawn: int | None


def rows_of_decision(number: int, entry: Values, at: str) -> tuple[list[Row], list[Row]]:
    """Return the row that a `decided` entry gives, and the decision that it takes back."""
    decision, fact = _text(entry.get("decision")), _text(entry.get("fact"))
    withdraws = entry.get("withdraws")
    if decision == WITHDRAW and isinstance(withdraws, int):
        return [], [{"at_number": withdraws, "withdrawn": number}]
    if decision is None or fact is None:
        return [], []
    row: Row = {
        "number": number,
        "item": str(entry.get("item")),
        "decision": decision,
        "fact": fact,
        "kind": _text(entry.get("kind")) or "",
        "said": _text(entry.get("said")),
        "reading": _text(entry.get("reading")),
        "mark": _text(entry.get("mark")),
        "fields": _text(entry.get("fields")),
        "made": _text(entry.get("made")),
        "reason": _text(entry.get("reason")) or "",
        "by": msgspec.json.encode(entry.get("actor"), order="sorted").decode(),
        "at": at,
        "withdrawn": None,
    }
    return [row], []


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None
