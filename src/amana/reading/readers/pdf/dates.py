"""Dates as PDFs write them (ISO 32000-1 section 7.9.4)."""

from __future__ import annotations

import re
from datetime import datetime

_DATE = re.compile(
    r"(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)?)?)?)?)?"
    r"(?:(Z)(?:00'?(?:00'?)?)?|([+-])(\d\d)'?(\d\d)?'?)?(?:\D.*)?"
)


def moment_of(date: str) -> str | None:
    """Return a date in EDTF, as exact as it is written, with a zone where one stands there."""
    found = _DATE.fullmatch(date.strip().replace("\0", ""))
    if found is None:
        return None
    year, month, day, hour, minute, second, utc, sign, hours, minutes = found.groups()
    try:
        datetime(  # noqa: DTZ001 - only to see whether there is such a moment
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0),
            int(second or 0),
        )  # fmt: skip
    except ValueError:
        return None
    if hour is None or minute is None:
        return "-".join(part for part in (year, month, day) if part)
    zone = "Z" if utc else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
