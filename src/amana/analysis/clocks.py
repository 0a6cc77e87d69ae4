"""Paragraphs that are nothing but a clock: they differ at each look and say nothing.

Certain is only what went on by exactly as much as the time between the two looks. A date that a
publisher put back, or a curfew that begins an hour later, is no clock. Pure.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from amana.text import find_dates, fold

_TIME = re.compile(
    r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)\s*([ap]\.?m\.?|[صم](?!\w))?", re.IGNORECASE
)
_ZONE = re.compile(
    r"\b(?:gmt|utc|z)\b(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?|بتوقيت غرينتش", re.IGNORECASE
)
_WORDS = frozenset({"at", "on", "in", "الساعة", "في", "يوم"})
_DAY = 24 * 60
_SLACK = 2
"""Minutes by which a clock may be off."""

_LONGEST = 120


class Clock(msgspec.Struct, frozen=True):
    """What a clock shows: a day, the minutes since its midnight, or both."""

    day: date | None
    minutes: float | None


def clock_of(paragraph: str) -> Clock | None:
    """Return what a paragraph shows that is nothing but a time or a date; None: it is not."""
    if len(paragraph) > _LONGEST:
        return None
    text = paragraph
    days = find_dates(text)
    for found in reversed(days):
        text = text[: found.char_start] + " " + text[found.char_end :]
    text = fold(text).text
    times = list(_TIME.finditer(text))
    if len(days) > 1 or len(times) > 1 or not (days or times):
        return None
    rest = _ZONE.sub(" ", _TIME.sub(" ", text))
    if any(word not in _WORDS_FOLDED for word in re.findall(r"\w+", rest)):
        return None
    try:
        day = date.fromisoformat(days[0].edtf) if days else None
    except ValueError:
        return None
    return Clock(day, _minutes(times[0]) if times else None)


_WORDS_FOLDED = frozenset(fold(word).text for word in _WORDS)


def _minutes(match: re.Match[str]) -> float:
    hour, half = int(match[1]), (match[4] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half in "pم" else 0)
    return hour * 60 + int(match[2]) + int(match[3] or 0) / 60


def went_on(before: Clock, after: Clock, elapsed: timedelta) -> bool:
    """Tell whether a clock went on by as much as the time between two looks.

    Rules:
      1. A time of day: by as many minutes, within two, whole days apart; with a date, not apart.
      2. A date alone: by as many days, or one more where midnight lies between.
    """
    minutes = elapsed.total_seconds() / 60
    if (before.day is None, before.minutes is None) != (after.day is None, after.minutes is None):
        return False
    days = (after.day - before.day).days if before.day and after.day else 0
    if before.minutes is None or after.minutes is None:
        return days >= 0 and abs(days * _DAY - minutes) < _DAY
    off = after.minutes - before.minutes - minutes
    if before.day is None:
        off = (off + _DAY / 2) % _DAY - _DAY / 2
    return abs(off + days * _DAY) <= _SLACK
