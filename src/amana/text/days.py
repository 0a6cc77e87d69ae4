"""Days that an EDTF value covers: the first and the last one (ISO 8601-2:2019, annex A, level 0).

"2024-09" covers 2024-09-01 to 2024-09-30; what is asked of one day inside of it has no answer from
it alone. Pure; days are ISO 8601 text, which sorts as days do.
"""

from __future__ import annotations

import calendar
from datetime import date

from amana.text.edtf import valid_edtf

FIRST_DAY, LAST_DAY = date.min.isoformat(), date.max.isoformat()
_DAY, _MONTH = 10, 7  # characters of "2024-09-30" and "2024-09"
_OPEN = frozenset({"", ".."})


def days_of(value: str | None) -> tuple[str, str] | None:
    """Return the first and the last day of an EDTF value, both included; None where it is none.

    An interval that is open at one end ("2023-10-07/..") reaches to the end of the calendar there.
    A time of day counts as its day, as it is written.
    """
    if value is None:
        return None
    start, slash, end = value.partition("/")
    if not slash:
        return _one(value)
    if start in _OPEN and end in _OPEN:
        return None
    first = FIRST_DAY if start in _OPEN else _edge(start, 0)
    last = LAST_DAY if end in _OPEN else _edge(end, 1)
    return (first, last) if first and last and "T" not in value and first <= last else None


def _edge(value: str, which: int) -> str | None:
    days = _one(value)
    return None if days is None else days[which]


def _one(value: str) -> tuple[str, str] | None:
    if "/" in value or value.startswith("0000") or not valid_edtf(value):
        return None
    if len(value) >= _DAY:
        return value[:_DAY], value[:_DAY]
    if len(value) == _MONTH:
        last = calendar.monthrange(int(value[:4]), int(value[5:]))[1]
        return f"{value}-01", f"{value}-{last:02d}"
    return f"{value}-01-01", f"{value}-12-31"
