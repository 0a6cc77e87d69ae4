"""Expressions that belong together: both ends of a range, and lists that share their year."""

# ruff: noqa: E501, RUF001 - a pattern or a table is read as one line; Arabic letters and typographic dashes are meant

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from amana.analysis.amounts import Line
from amana.analysis.time.calendar import written
from amana.analysis.time.meanings import (
    Between,
    Day,
    Found,
    Hijri,
    Known,
    Meaning,
    Month,
    Weekday,
    Which,
)
from amana.text import fold

_TO = re.compile(r" ?[-–—] ?| (?:to|until|till|through) (?:the )?| (?:الي|حتي) ")
_AND = re.compile(
    r",? (?:and|or|to|until) (?:in |on |again (?:in|on) )?|, | و|[،,] ?(?:و)?| (?:الي|حتي|او) "
)
_BETWEEN = re.compile(r"(?:between|بين|ما بين)(?: عامي| شهري| يومي)? ?\Z", re.IGNORECASE)
_FIRST_DAY = re.compile(
    r"(?<![\w.,:/$-])(?P<day>\d{1,2})(?:st|nd|rd|th)?(?P<joint> ?[-–] ?| to | until | through | and | or | ?(?:الى|إلى|حتى|أو) ?| ?و ?)\Z"
)
_LAST_DAY = re.compile(
    r"(?P<joint> ?[-–] ?| to | until | through | and | or | (?:إلى|الى|حتى) | و)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d|[-–]\d)(?P<counts> ?[A-Za-z\u0621-\u064a])?"
)
_ENUMERATES = frozenset({"and", "or", "و", "أو"})
_DAYS = len("2024-10-22")
_LOOK_BACK = 24
_EARLY = re.compile(
    r"(?<![\w-])(?:early|mid|late)[ -]\Z|(?<!\w)(?:مطلع|أواخر|اواخر|أوائل|اوائل|منتصف|نهاية|بداية)(?: عام| العام| سنة| شهر)? \Z",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[\s()،,/=–-]{0,4}(?:ه ?)?[\s()،,/=–-]{0,4}(?:ال?موافق ?(?:ل|في )?)?[\s()،,/=–-]{0,4}"
)


def joined(line: Line, found: Sequence[Found]) -> list[Found]:
    """Return the expressions of a line with ranges as one and years shared.

    Rules:
    1. "3 to 7 October", "Oct. 3-7": a lone day beside a day of a month is of the same month: the
       other end of a range, or after "and" a day of its own.
    2. Two expressions joined by a dash, "to", "until", or "between … and" are an interval.
    3. In a list, a month or day without year takes the year of its neighbour: the latest such
       month not after the one that follows, or the first not before the one that goes before.
    4. A Gregorian date beside a Hijri one is its value.
    """
    widened: list[Found] = []
    for each in found:
        reached = widened[-1].end if widened else 0
        widened += [_early(line, piece) for piece in _with_lone_days(line, each, reached)]
    shared = _years_shared(line, widened)
    return _beside(line, list(_ranges(line, shared)))


def _early(line: Line, each: Found) -> Found:
    """Return a year or month with "early", "mid" or "late" before it, which belong to it."""
    early = _EARLY.search(line.source[max(0, each.start - _LOOK_BACK) : each.start])
    if (
        early is None
        or not isinstance(each.meaning, Known | Month)
        or line.source[each.start] == "t"
    ):
        return each
    return Found(each.start - len(early.group()), each.end, each.meaning)


def _with_lone_days(line: Line, each: Found, reached: int) -> Iterator[Found]:
    """Yield a date with the lone day beside it; `reached` is where the date before ends."""
    low = max(reached, each.start - _LOOK_BACK)
    first = _FIRST_DAY.search(line.source[low : each.start])
    if first is not None:
        start = low + first.start()
        other = _same_month(each.meaning, int(first["day"]))
        if other is not None and _before(other, each.meaning):
            between = _BETWEEN.search(line.source[max(0, start - _LOOK_BACK) : start])
            if first["joint"].strip() in _ENUMERATES and not between:
                yield Found(start, start + len(first["day"]), other)
                yield each
            else:
                yield Found(start, each.end, Between(other, each.meaning))
            return
    yield from _with_last_day(line, each)


def _with_last_day(line: Line, each: Found) -> Iterator[Found]:
    last = _LAST_DAY.match(line.source, each.end) if isinstance(each.meaning, Day) else None
    other = _same_month(each.meaning, int(last["day"])) if last else None
    counts = last is not None and last["counts"] and last["joint"].strip() in _ENUMERATES
    if last is None or other is None or counts or not _before(each.meaning, other):
        yield each
        return
    between = _BETWEEN.search(line.source[max(0, each.start - _LOOK_BACK) : each.start])
    if last["joint"].strip() in _ENUMERATES and not between:
        yield each
        yield Found(last.start("day"), last.end("day"), other)
    else:
        yield Found(each.start, last.end("day"), Between(each.meaning, other))


def _same_month(meaning: Meaning, day: int) -> Meaning | None:
    if isinstance(meaning, Day) and written(2000, meaning.month, day):
        return Day(meaning.month, day, meaning.which)
    if isinstance(meaning, Known) and len(meaning.edtf) == _DAYS and "/" not in meaning.edtf:
        value = written(int(meaning.edtf[:4]), int(meaning.edtf[5:7]), day)
        return Known(value) if value else None
    return None


def _before(one: Meaning, two: Meaning) -> bool:
    if isinstance(one, Known) and isinstance(two, Known):
        return one.edtf < two.edtf
    return isinstance(one, Day) and isinstance(two, Day) and one.day < two.day


def _gap(line: Line, one: Found, two: Found) -> str:
    gap = line.source[one.end : two.start]
    return fold(gap).text if line.language == "ar" else gap


def _is_joined(gap: str) -> bool:
    return (_AND.fullmatch(gap) or _TO.fullmatch(gap)) is not None


def _years_shared(line: Line, found: list[Found]) -> list[Found]:
    shared = list(found)
    for place in range(len(shared) - 2, -1, -1):
        one, two = shared[place], shared[place + 1]
        if isinstance(two.meaning, Known) and _is_joined(_gap(line, one, two)):
            shared[place] = Found(one.start, one.end, _dated(one.meaning, two.meaning, later=False))
    for place in range(1, len(shared)):
        one, two = shared[place - 1], shared[place]
        if isinstance(one.meaning, Known) and _is_joined(_gap(line, one, two)):
            shared[place] = Found(two.start, two.end, _dated(two.meaning, one.meaning, later=True))
    return shared


def _dated(meaning: Meaning, known: Known, *, later: bool) -> Meaning:
    """Return a day or month with the year of a known one beside it."""
    if not isinstance(meaning, Day | Month) or meaning.which is not Which.NEAR:
        return meaning
    if not known.edtf[:4].isdigit() or len(known.edtf) < len("2024-10") or "/" in known.edtf:
        return meaning
    year, month = int(known.edtf[:4]), int(known.edtf[5:7])
    day = meaning.day if isinstance(meaning, Day) else None
    here, there = (meaning.month, day or 0), (month, int(known.edtf[8:10] or 0) if day else 0)
    if later and here < there:
        year += 1
    elif not later and here > there:
        year -= 1
    value = written(year, meaning.month, day)
    return Known(value) if value else meaning


_RANGED = (Known, Day, Month, Weekday, Hijri)


def _ranges(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    place = 0
    while place < len(found):
        one = found[place]
        two = found[place + 1] if place + 1 < len(found) else None
        if two is not None and _is_range(line, one, two):
            yield Found(one.start, two.end, Between(one.meaning, two.meaning))
            place += 2
            continue
        yield one
        place += 1


def _is_range(line: Line, one: Found, two: Found) -> bool:
    if not (isinstance(one.meaning, _RANGED) and isinstance(two.meaning, _RANGED)):
        return False
    gap = _gap(line, one, two)
    if _TO.fullmatch(gap):
        return True
    before = line.source[max(0, one.start - _LOOK_BACK) : one.start]
    return gap.strip() in {"and", "و"} and _BETWEEN.search(before) is not None


def _beside(line: Line, found: list[Found]) -> list[Found]:
    """Return the expressions with Hijri dates that know the Gregorian date beside them."""
    known = list(found)
    for place, each in enumerate(found):
        if not isinstance(each.meaning, Hijri):
            continue
        for other in found[max(0, place - 1) : place + 2]:
            if isinstance(other.meaning, Known) and _stands_beside(line, each, other):
                hijri = Hijri(
                    each.meaning.year, each.meaning.month, each.meaning.day, other.meaning.edtf
                )
                known[place] = Found(each.start, each.end, hijri)
    return known


def _stands_beside(line: Line, one: Found, two: Found) -> bool:
    first, last = sorted((one, two), key=lambda each: each.start)
    return _BESIDE.fullmatch(_gap(line, first, last)) is not None
