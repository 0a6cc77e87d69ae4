"""From the Hijri calendar to the Gregorian one, by the calendar of Umm al-Qura.

The civil calendar of Saudi Arabia; where a month begins by sighting, a day may differ by one.
Years outside of its tables (1343 to 1500) are not converted.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
from hijridate import Gregorian
from hijridate import Hijri as Converted

from amana.analysis.time.meanings import Hijri
from amana.core import prepared
from amana.text import fold

FIRST, LAST = 1300, 1500
"""Years of four digits that are taken for Hijri years when something says so."""

_FIRST_CONVERTED, _LAST_CONVERTED = 1343, 1500
_MONTHS = 12


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    date: str
    arabic: dict[str, int]
    english: dict[str, int]


@cache
def hijri_months(language: str) -> dict[str, int]:
    """Return the months by their names, Arabic ones in their one spelling."""
    table = files("amana.analysis.time").joinpath("data", "hijri.json").read_bytes()
    names = msgspec.json.decode(table, type=prepared(_Names))
    if language == "en":
        return names.english
    return {fold(name).text: month for name, month in names.arabic.items()}


def printed(date: Hijri) -> str:
    """Return a Hijri date as it is given, as `hijri:1446-07-17`; XXXX stands for no year."""
    value = "XXXX" if date.year is None else f"{date.year:04d}"
    value += "" if date.month is None else f"-{date.month:02d}"
    value += "" if date.day is None else f"-{date.day:02d}"
    return f"hijri:{value}"


def gregorian(date: Hijri) -> str | None:
    """Return a date in the Gregorian calendar: a day, or the days of a month or year as interval.

    None where the year is missing, the calendar has no such day, or the tables do not reach.
    """
    if date.year is None or not _FIRST_CONVERTED <= date.year < _LAST_CONVERTED:
        return None
    try:
        if date.month is not None and date.day is not None:
            return Converted(date.year, date.month, date.day).to_gregorian().isoformat()
        first = Converted(date.year, date.month or 1, 1)
        last = Converted(date.year, date.month or _MONTHS, 1)
        end = Converted(date.year, last.month, last.month_length())
        return f"{first.to_gregorian().isoformat()}/{end.to_gregorian().isoformat()}"
    except (ValueError, OverflowError):
        return None


def year_at(day: str) -> int | None:
    """Return the Hijri year of a Gregorian day, None outside of the tables."""
    try:
        return int(Gregorian.fromisoformat(day).to_hijri().year)
    except (ValueError, OverflowError):
        return None
