"""Dates of mail (RFC 5322 section 3.3) as EDTF, with their zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 200
_UNKNOWN_ZONE = re.compile(r"-0000\b")
_NAMED_OFFSET = re.compile(r"\b(?:GMT|UTC) ?(?=[+-]\d{4}\b)")  # as browsers write dates


def moment(value: str) -> datetime | None:
    """Return the moment that a date says; without a zone where it names none; None: no date."""
    value = _NAMED_OFFSET.sub("", value[:_LONGEST])
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):  # broken dates in unusual ways
        return None
    if found.tzinfo is None and _UNKNOWN_ZONE.search(value):
        return found.replace(tzinfo=UTC)  # in UTC, and the sender does not tell its own zone
    return found


def edtf(value: str) -> str | None:
    """Return a date as EDTF: `2026-03-01T09:30:00+03:00`; None when it is none."""
    found = moment(value)
    return found.isoformat().replace("+00:00", "Z") if found else None


def edtf_utc(value: str) -> str | None:
    """Return a date as EDTF in UTC, or without a zone where it names none."""
    found = moment(value)
    if found is None:
        return None
    try:
        utc = found.astimezone(UTC) if found.tzinfo else found
    except OverflowError:
        return None
    return utc.isoformat().replace("+00:00", "Z")
