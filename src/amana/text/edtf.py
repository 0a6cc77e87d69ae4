"""Explicit dates in English, Arabic and French text as EDTF level 0 (ISO 8601-2:2019, annex A).

An explicit date names its own year. "Last month", "on Tuesday" and "7 October" are left to the
analysis, which knows the anchor; here nothing is guessed. Names of months and days are data files.
Only the surroundings of each run of four digits are looked at, so the work is linear in the text.
"""

# ruff: noqa: RUF001 - Arabic letters and typographic marks are meant

from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files

import msgspec

from amana.core import prepared

_BEFORE, _AFTER = 72, 40  # how far from its year an explicit date can reach, in code points
_BETWEEN = 48  # the longest way from the start of a month to its year
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1800, 2099  # a lone number further off may count something


class FoundDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date as printed: where it stands (code points, end exclusive) and its EDTF value."""

    char_start: int
    char_end: int
    edtf: str


class _Month(msgspec.Struct, frozen=True):
    name: str
    month: int


class _Weekday(msgspec.Struct, frozen=True):
    name: str
    weekday: int


def _table(name: str) -> bytes:
    return files("amana.text").joinpath("data", name).read_bytes()


_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÉÈÊÎÔÛÜÇ"
_BLANK = (
    "\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\r\n"  # spaces
    "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # marks
)
_FOLD = str.maketrans(
    _UPPER + _BLANK + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹" + "آأإٱ" + "ى" + "‐‑–—" + "،’",
    _UPPER.lower() + " " * len(_BLANK) + "0123456789" * 2 + "اااا" + "ي" + "----" + ",'",
)


def _fold(text: str) -> str:
    """Make case, spaces, digits, dashes and forms of alef equal, one character for one."""
    return text.translate(_FOLD)


_MONTHS = {
    _fold(row.name): row.month
    for row in msgspec.json.decode(_table("months.json"), type=prepared(tuple[_Month, ...]))
}
_WEEKDAYS = {
    _fold(row.name)
    for row in msgspec.json.decode(_table("weekdays.json"), type=prepared(tuple[_Weekday, ...]))
}


def _either(names: set[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


_NAMES = rf"(?:{_either(set(_MONTHS))})(?![^\W\d_])"
_MONTH = re.compile(rf"(?<![^\W\d_]){_NAMES}\.?")
_OF = r"(?:of |de |من |من عام |من سنة |من العام |عام |سنة |لعام |لسنة )?"
_ORDINAL = r"(?:st|nd|rd|th|er)?"
_RANGE = r"(?: ?[-/] ?(?P<last>\d{1,2}))?"
# Between the month and its year. Arabic papers print both names of a month side by side:
# "كانون الثاني/يناير 2025", "يناير (كانون الثاني) 2025".
_TO_YEAR = re.compile(rf"(?: ?[/(] ?(?P<twin>{_NAMES})\)?)?,?[ -]{{0,2}}{_OF}")
_DAY_TO_YEAR = re.compile(
    rf" {{0,2}}(?P<day>\d{{1,2}}){_ORDINAL}{_RANGE}{_ORDINAL}(?:, ?| of | {{1,2}}){_OF}"
)
_DAY_BEFORE = re.compile(
    rf"(?<![\d.,:/-])(?P<day>\d{{1,2}}){_ORDINAL}{_RANGE}{_ORDINAL}[ -]{{0,2}}"
    r"(?:of |de |من |day of |من شهر |شهر )?\Z"
)
_WEEKDAY_BEFORE = re.compile(rf"(?<!\w)(?:{_either(_WEEKDAYS)})\.?(?:, ?| {{1,2}})\Z")
_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:the|le) \Z")
_YEAR_FIRST = re.compile(
    r"\d{4}(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d|[./:-]\d)"
    r"(?P<time>t\d{2}:\d{2}:\d{2})?(?P<fraction>\.\d+)?(?P<zone>z|[+-]\d{2}:\d{2})?"
)
_YEAR_LAST = re.compile(
    r"(?<!\d)(?<!\d[./:-])(?P<one>\d{1,2})(?P<sep>[/.-])(?P<two>\d{1,2})(?P=sep)\Z"
)
_CUE_BEFORE = re.compile(
    r"(?<!\w)(?:in|since|until|till|during|by|early|mid|late|year|en|depuis|l'ann[eé]e|"
    r"(?:summer|winter|spring|autumn|fall|end|start|beginning|middle) of|"
    r"و?[بل]?ا?ل?عام|و?[بل]?ا?ل?سنة|منذ) \Z"
)
_COUNTS_AFTER = re.compile(
    r"[.,:/-]?\d| ?(?:%|ه(?:ـ|(?!\w)))| (?:ah|bc)\b| [a-z]+(?:s|people|men|women|children)\b"
)
_GOES_ON = re.compile(r"[./:-]\d")
_NEVER_COUNTED = re.compile(r" (?:as|was|is|has|its|his|this|does)\b")
_CONTINUES = re.compile(r" ?[-/] ?\d")
_FOUR_DIGITS = re.compile(r"(?<![0-9٠-٩۰-۹])[0-9٠-٩۰-۹]{4}(?![0-9٠-٩۰-۹])")
_DATE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}(?::\d{2})?)?)?)?)?", re.ASCII
)
_VERBS = frozenset({"may", "march"})


def valid_edtf(value: str) -> bool:
    """Tell whether `value` is EDTF level 0: a date, a date with time, or an interval of dates."""
    first, slash, last = value.partition("/")
    if not slash:
        return _sort_key(first) is not None
    start, end = _sort_key(first), _sort_key(last)
    return start is not None and end is not None and "T" not in value and start <= end


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the explicit absolute dates of `text` in text order, none overlapping.

    Rules:
    1. Day, month and year; month and year; ISO 8601; a lone year only after a word that makes it
       one ("in 2011", "عام 2011", "en 2011"). A weekday printed before a date belongs to its span.
    2. Two days of one month joined by a dash or slash are an interval ("17-18 January 2025").
    3. Numbers alone count when only one reading exists: year first, one part above 12, or both
       parts equal. "05/06/2025" is left out.
    4. A day that the calendar does not have (30 February) makes no date at all, not a coarser one.
    5. Two names of a month side by side must name the same month.
    6. Lower-case "may" and "march" without a day are verbs; two-digit years, the Hijri calendar
       and dates without a year are left out.
    """
    found: list[FoundDate] = []
    reached = 0
    for match in _FOUR_DIGITS.finditer(text):
        if match.start() < reached:
            continue
        date = _around(text, match.start(), reached)
        if date is not None:
            found.append(date)
            reached = date.char_end
    return tuple(found)


def _around(text: str, at: int, reached: int) -> FoundDate | None:
    """Return the date whose year begins at `at`, if there is one."""
    low = max(reached, at - _BEFORE)
    before, onward = _fold(text[low:at]), _fold(text[at : at + _AFTER])
    named = _last_month(before)
    if named is not None:
        start, value = _named(before, named, onward)
        if value is not None and text[low + start : low + named.end()] in _VERBS:
            value = None
        return _found(low + start, at + 4, value)
    numbers = _YEAR_LAST.search(before)
    if numbers is not None:
        value = None if _GOES_ON.match(onward, 4) else _one_reading(numbers, onward)
        return _found(low + numbers.start(), at + 4, value)
    first = _YEAR_FIRST.match(onward)
    if first is not None:
        glued = before[-1:].isdigit() or re.search(r"\d[./:-]\Z", before) is not None
        return None if glued else _found(at, at + first.end(), _year_first(first))
    if not _CUE_BEFORE.search(before) or not _FIRST_BARE_YEAR <= int(onward[:4]) <= _LAST_BARE_YEAR:
        return None
    counts = _COUNTS_AFTER.match(onward[4:]) and not _NEVER_COUNTED.match(onward[4:])
    return None if counts else _found(at, at + 4, onward[:4])


def _found(start: int, end: int, value: str | None) -> FoundDate | None:
    return None if value is None else FoundDate(char_start=start, char_end=end, edtf=value)


def _last_month(before: str) -> re.Match[str] | None:
    """Return the month that belongs to a year directly after `before`."""
    for match in _MONTH.finditer(before, max(0, len(before) - _BETWEEN)):
        if _TO_YEAR.fullmatch(before, match.end()) or _DAY_TO_YEAR.fullmatch(before, match.end()):
            return match
    return None


def _named(before: str, named: re.Match[str], onward: str) -> tuple[int, str | None]:
    """Return where a date with a named month starts in `before`, and its value."""
    month, year = _MONTHS[named[0].rstrip(".")], onward[:4]
    start = named.start()
    days = _DAY_TO_YEAR.fullmatch(before, named.end())
    if days is None:
        between = _TO_YEAR.fullmatch(before, named.end())
        if between is not None and between["twin"] and _MONTHS[between["twin"]] != month:
            return start, None
        days = _DAY_BEFORE.search(before[:start])
        if days is None:
            counted = before[:start].rstrip(" -").endswith(tuple("0123456789"))
            vague = counted or _CONTINUES.match(onward[4:])
            return start, None if vague else _checked(year, month)
        start = days.start()
    for lead in (_ARTICLE_BEFORE, _WEEKDAY_BEFORE):
        extra = lead.search(before[:start])
        start = extra.start() if extra else start
    return start, _span_of_days(year, month, days["day"], days["last"])


def _span_of_days(year: str, month: int, day: str, last: str | None) -> str | None:
    start = _checked(year, month, day)
    if last is None or start is None:
        return start
    end = _checked(year, month, last)
    return f"{start}/{end}" if end is not None and start < end else None


def _year_first(match: re.Match[str]) -> str | None:
    padded = len(match["month"]) == len(match["day"]) == 2  # noqa: PLR2004 - two digits, ISO 8601
    if match["sep"] == "-" and not padded:
        return None
    value = _checked(match[0][:4], match["month"], match["day"])
    if value is None or match["time"] is None or match["sep"] != "-":
        return value
    stamp = value + (match["time"] + (match["zone"] or "")).upper()
    return stamp if valid_edtf(stamp) else None


def _one_reading(match: re.Match[str], onward: str) -> str | None:
    """Return the date of "a/b/year" when day first and month first do not disagree."""
    readings = {
        _checked(onward[:4], match["one"], match["two"]),
        _checked(onward[:4], match["two"], match["one"]),
    } - {None}
    return readings.pop() if len(readings) == 1 else None


def _checked(year: str, month: str | int, day: str | int | None = None) -> str | None:
    """Return the EDTF value when the calendar has it."""
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    value = f"{year}-{int(month):02d}" + ("" if day is None else f"-{int(day):02d}")
    return value if valid_edtf(value) else None


def _sort_key(value: str) -> tuple[int, int, int] | None:
    """Return year, month and day (0 where not given), or None when it is no level 0 date."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        if match[2]:
            dt.date(year or 4, month, day or 1)  # the year 0 of ISO 8601 is a leap year
        if match[4]:
            dt.time.fromisoformat(match[4][1:])
    except ValueError:
        return None
    return year, month, day
