"""From what an expression means and what there is to count from to its EDTF value."""

# ruff: noqa: E501 - a pattern or a table is read as one line

from __future__ import annotations

import msgspec

from amana.analysis.time import calendar, hijri
from amana.analysis.time.anchors import Anchor
from amana.analysis.time.meanings import (
    Between,
    Day,
    DayOfMonth,
    Following,
    Hijri,
    Known,
    Lasting,
    Meaning,
    Month,
    Open,
    Shifted,
    Weekday,
    Which,
)

_DAY, _MONTH = 10, 7
_SLACK = 6  # days that a text may be younger than its captions


class Context(msgspec.Struct, frozen=True):
    """What is known around an expression.

    `forward` says that its clause speaks of what is to come, `story` is the last date before it in
    the text, `full` the year in which the text elsewhere gives the same day of a month.
    """

    anchor: Anchor | None
    forward: bool = False
    story: str | None = None
    full: int | None = None


def resolve(meaning: Meaning, context: Context) -> str | None:
    """Return the value of an expression, None where nothing supports one."""
    if isinstance(meaning, Known):
        return meaning.edtf
    if isinstance(meaning, Lasting):
        return meaning.value
    if isinstance(meaning, Between):
        return _interval(meaning.first, meaning.last, context)
    if isinstance(meaning, Open):
        value = resolve(meaning.first, context)
        return f"{value}/.." if value else None
    return _counted(meaning, context)


def _counted(meaning: Meaning, context: Context) -> str | None:
    """Return the value of what counts from the story, from a full mention or from an anchor."""
    if isinstance(meaning, Hijri):
        return _converted(meaning, context)
    if isinstance(meaning, Following):
        return _following(meaning.unit, meaning.steps, context.story)
    if isinstance(meaning, Day) and context.full is not None and meaning.which is Which.NEAR:
        return calendar.written(context.full, meaning.month, meaning.day)
    if context.anchor is None:
        return _from_story(meaning, context.story)
    return _from_anchor(meaning, context.anchor, forward=context.forward)


def _from_anchor(meaning: Meaning, anchor: Anchor, *, forward: bool) -> str | None:
    match meaning:
        case Weekday():
            value = _weekday(meaning, anchor, forward=forward)
        case Day():
            value = _day(meaning, anchor, forward=forward)
        case Month():
            value = _month(meaning, anchor, forward=forward)
        case Shifted():
            value = _shifted(meaning, anchor)
        case DayOfMonth():
            value = _day_of_month(meaning, anchor)
        case _:
            value = None
    return value


def _day_of_month(meaning: DayOfMonth, anchor: Anchor) -> str | None:
    month = calendar.shifted(anchor.day, "month", meaning.steps)
    if month is None or anchor.precision < _MONTH:
        return None
    return calendar.written(int(month[:4]), int(month[5:]), meaning.day)


def _shifted(meaning: Shifted, anchor: Anchor) -> str | None:
    if meaning.unit in {"day", "week", "weekend", "fortnight"} and not _is_exact(anchor):
        return None
    if meaning.unit == "month" and anchor.precision < _MONTH:
        return None
    value = calendar.shifted(anchor.day, meaning.unit, meaning.steps)
    return f"{value}~" if value and meaning.about and "/" not in value else value


def _is_exact(anchor: Anchor) -> bool:
    return anchor.precision == _DAY and not anchor.floor


def _weekday(meaning: Weekday, anchor: Anchor, *, forward: bool) -> str | None:
    """Return the day of a weekday: the latest not after the anchor, or the next not before it.

    Of a caption only the same weekday is certain; else the month in which both the day before and
    the day after lie, as uncertain.
    """
    if anchor.precision != _DAY:
        return None
    before = calendar.weekday_before(
        anchor.day, meaning.weekday, strictly=meaning.which is Which.LAST
    )
    after = calendar.weekday_after(
        anchor.day, meaning.weekday, strictly=meaning.which is Which.NEXT
    )
    if before is None or after is None:
        return None
    if anchor.floor and not (before == after and meaning.which is Which.NEAR):
        month = before.isoformat()[:_MONTH]
        return f"{month}?" if after.isoformat().startswith(month) else None
    ahead = meaning.which is Which.NEXT or (meaning.which is not Which.LAST and forward)
    return (after if ahead else before).isoformat()


def _day(meaning: Day, anchor: Anchor, *, forward: bool) -> str | None:
    if anchor.precision < _MONTH:
        return None
    at = calendar.moved(anchor.day, _SLACK) if anchor.floor else anchor.day
    if at is None:
        return None
    year = at.year
    here, there = (meaning.month, meaning.day), (at.month, at.day)
    if meaning.which in {Which.NEAR, Which.LAST, Which.NEXT}:
        ahead = meaning.which is Which.NEXT or (meaning.which is Which.NEAR and forward)
        if ahead and here < there:
            year += 1
        elif not ahead and here > there:
            year -= 1
    return calendar.written(year, meaning.month, meaning.day)


def _month(meaning: Month, anchor: Anchor, *, forward: bool) -> str | None:
    if anchor.precision < _MONTH:
        return None
    at = anchor.day
    if meaning.which is Which.THIS:
        return calendar.written(at.year, meaning.month)
    ahead = meaning.which is Which.NEXT or (meaning.which is Which.NEAR and forward)
    year = calendar.month_near(meaning.month, at, forward=ahead)
    if meaning.which in {Which.LAST, Which.NEXT} and (year, meaning.month) == (at.year, at.month):
        year += 1 if ahead else -1
    return calendar.written(year, meaning.month)


def _from_story(meaning: Meaning, story: str | None) -> str | None:
    """Return a day or month of the year of the date just before it, as uncertain.

    Only where it is not earlier in the year than that date; a text without any anchor tells its
    story forward.
    """
    if story is None or not isinstance(meaning, Day | Month) or meaning.which is not Which.NEAR:
        return None
    ends = calendar.ends(story)
    last = ends[1] if ends else ""
    if len(last.rstrip("?~")) < _MONTH:
        return None
    year, month, day = int(last[:4]), int(last[5:7]), last[8:10]
    here = meaning.day if isinstance(meaning, Day) else 0
    if (meaning.month, here) < (month, int(day) if day and here else 0):
        return None
    value = calendar.written(year, meaning.month, here or None)
    return f"{value}?" if value else None


def _interval(first: Meaning, last: Meaning, context: Context) -> str | None:
    """Return an interval; an end that cannot be told makes all of it untold."""
    end = resolve(last, context)
    start = resolve(first, context)
    start_ends = calendar.ends(start) if start else None
    end_ends = calendar.ends(end) if end else None
    if start_ends is None or end_ends is None:
        return None
    low, high = start_ends[0], end_ends[1]
    if low[:_DAY] > high[:_DAY] and not isinstance(first, Known | Hijri):
        low = f"{int(low[:4]) - 1:04d}{low[4:]}" if not isinstance(first, Weekday) else low
    return f"{low}/{high}" if low.rstrip("?~") <= high.rstrip("?~") else None


def _converted(date: Hijri, context: Context) -> str | None:
    if date.beside is not None:
        return date.beside
    if date.year is None and date.month is not None and context.anchor is not None:
        return _nearest_hijri(date, context.anchor, forward=context.forward)
    return hijri.gregorian(date)


def _nearest_hijri(date: Hijri, anchor: Anchor, *, forward: bool) -> str | None:
    """Return the latest such month that had begun at the anchor, or the next that has not ended."""
    at = anchor.day.isoformat()
    year = hijri.year_at(at) if anchor.precision == _DAY else None
    if year is None:
        return None
    near = (year - 1, year, year + 1)
    values = [hijri.gregorian(Hijri(each, date.month, date.day)) for each in near]
    ends = [(value[:_DAY], value[-_DAY:], value) for value in values if value]
    if forward:
        return next((value for _, last, value in ends if last >= at), None)
    return next((value for first, _, value in reversed(ends) if first <= at), None)


def _following(unit: str, steps: int, story: str | None) -> str | None:
    """Return what lies so many steps from the last date of the text, at the precision of the unit."""
    ends = calendar.ends(story) if story else None
    if ends is None:
        return None
    last = ends[1] if steps >= 0 else ends[0]
    mark = last[-1] if last[-1] in "?~%" else ""
    plain = last.rstrip("?~%")
    needed = {"day": _DAY, "week": _DAY, "month": _MONTH}.get(unit, 4)
    if len(plain) < needed:
        return None
    at = calendar.day_of(plain + "-01-01"[len(plain) - 10 :] if len(plain) < _DAY else plain)
    if at is None:
        return None
    if unit == "week" and steps:
        day = calendar.moved(at, 7 * steps)
        return f"{day.isoformat()}~" if day else None
    years = {"decade": 10, "century": 100}.get(unit)
    if years is not None and steps:
        unit, steps, mark = "year", steps * years, "~"
    value = calendar.shifted(at, unit, steps)
    return f"{value}{mark}" if value and mark and "/" not in value else value
