"""Arithmetic of EDTF values (ISO 8601-2): days, months and years around an anchor."""

# ruff: noqa: E501 - a pattern or a table is read as one line

from __future__ import annotations

import datetime as dt
import re

_WEEK = 7
_MONTHS = 12
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_FIRST_SEASON = 21
_SEASON_MONTHS = {21: 4, 22: 7, 23: 10, 24: 12, 33: 2, 34: 5, 35: 8, 36: 11, 40: 3, 41: 9}
"""About where in its year each season (21 to 24), quarter (33 to 36) and half (40, 41) lies; a winter is of the year in which it begins."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ENDS = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[?~%]?", re.ASCII)


def day_of(edtf: str) -> dt.date | None:
    """Return the day of a value that names one exactly."""
    if not _DAY.fullmatch(edtf[:10]) or "/" in edtf:
        return None
    try:
        return dt.date.fromisoformat(edtf[:10])
    except ValueError:
        return None


def exists(year: int, month: int, day: int | None = None) -> bool:
    """Tell whether the calendar has a day or month (or season) of a year."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    try:
        dt.date(year, 1 if month > _MONTHS else month, day or 1)
    except ValueError:
        return False
    return day is None or month <= _MONTHS


def written(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Return the EDTF value of a year, month or day that the calendar has."""
    if not exists(year, month or 1, day):
        return None
    value = f"{year:04d}"
    value += "" if month is None else f"-{month:02d}"
    return value + ("" if day is None else f"-{day:02d}")


def weekday_before(day: dt.date, weekday: int, *, strictly: bool) -> dt.date | None:
    """Return the latest day of the week not after `day`, before it where `strictly`."""
    back = (day.isoweekday() - weekday) % _WEEK
    return moved(day, -(back or (_WEEK if strictly else 0)))


def weekday_after(day: dt.date, weekday: int, *, strictly: bool) -> dt.date | None:
    """Return the earliest such day of the week not before `day`, after it where `strictly`."""
    ahead = (weekday - day.isoweekday()) % _WEEK
    return moved(day, ahead or (_WEEK if strictly else 0))


def moved(day: dt.date, days: int) -> dt.date | None:
    """Return the day so many days later, None beyond the calendar."""
    try:
        there = day + dt.timedelta(days=days)
    except OverflowError:
        return None
    return there if _FIRST_YEAR <= there.year <= _LAST_YEAR else None


def month_near(month: int, at: dt.date, *, forward: bool) -> int:
    """Return the year of the latest `month` not after that of `at`, or of the earliest not before.

    `month` may be a season, quarter or half of a year.
    """
    middle = _SEASON_MONTHS.get(month, month)
    year = at.year
    if forward and middle < at.month:
        year += 1
    elif not forward and middle > at.month:
        year -= 1
    return year


def shifted(at: dt.date, unit: str, steps: int) -> str | None:
    """Return the unit of time that lies `steps` from `at`.

    A week is the interval from its Monday to its Sunday, marked as approximate, because the text
    does not say with which day its weeks begin.
    """
    if unit in _LONG:
        return _long(at, unit, steps)
    if unit == "month":
        count = at.year * _MONTHS + at.month - 1 + steps
        return written(count // _MONTHS, count % _MONTHS + 1)
    there = moved(at, steps * _LENGTHS.get(unit, 0))
    if there is None or unit not in _LENGTHS:
        return None
    if unit == "day":
        return there.isoformat()
    return _weekend(there) if unit == "weekend" else _week(there)


_LENGTHS = {"day": 1, "week": _WEEK, "weekend": _WEEK, "fortnight": 2 * _WEEK}
_LONG = {"year": (1, 4), "decade": (10, 3), "century": (100, 2)}
"""How many years each unit is long, and how many digits of a year name it."""


def _long(at: dt.date, unit: str, steps: int) -> str | None:
    """Return the year, decade or century that lies `steps` from that of `at`, digits left open."""
    years, digits = _LONG[unit]
    year = at.year + steps * years
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return f"{year:04d}"[:digits].ljust(4, "X")


def _weekend(day: dt.date) -> str | None:
    first = weekday_before(day, 6, strictly=False)
    last = moved(first, 1) if first else None
    return f"{first.isoformat()}/{last.isoformat()}" if first and last else None


def _week(day: dt.date) -> str | None:
    first = moved(day, 1 - day.isoweekday())
    last = moved(day, _WEEK - day.isoweekday())
    return f"{first.isoformat()}~/{last.isoformat()}~" if first and last else None


def ends(edtf: str) -> tuple[str, str] | None:
    """Return the first and the last value of an interval, a date as both; None for others."""
    first, slash, last = edtf.partition("/")
    last = last if slash else first
    return (first, last) if _ENDS.fullmatch(first) and _ENDS.fullmatch(last) else None


def uncertain(edtf: str) -> str:
    """Return a value marked as uncertain, an interval at both ends."""
    marked = [
        each if each in {"", ".."} or each[-1] in "?~%" else f"{each}?" for each in edtf.split("/")
    ]
    return "/".join(marked)
