"""Where Arabic text names days, months, years and seasons, and what each means.

Rules look at the one spelling of a line (`amana.text.fold`); offsets are those of the source.
"""

# ruff: noqa: E501, RUF001 - a pattern or a table is read as one line; Arabic letters and typographic dashes are meant

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amana.analysis.amounts import Line
from amana.analysis.amounts.words import either
from amana.analysis.time.calendar import written
from amana.analysis.time.hijri import LAST, hijri_months
from amana.analysis.time.lexicon import arabic, months, weekdays
from amana.analysis.time.meanings import (
    Between,
    Day,
    DayOfMonth,
    Found,
    Hijri,
    Known,
    Meaning,
    Month,
    Weekday,
    Which,
)
from amana.text import fold

_YEAR = r"(?:1[89]\d\d|20\d\d)(?!\d|[.,:/٬]\d|[-–]\d{3}|%| ?(?:ه|هجري|هجريه|ق ?\.? ?م)(?!\w))"
_OF_YEAR = r",?،? (?:من )?(?:ال)?(?:عام |سنه |لعام |لسنه )?"
_FATHER = "اب"  # folded, August and "father" are one


@cache
def _which() -> str:
    words = arabic()
    return rf"(?: (?P<which>{either([*words.last, *words.next, *words.this])})(?!\w))?"


def which_of(word: str | None) -> Which:
    """Return which one a word after the name of a day or month means."""
    if word in arabic().last:
        return Which.LAST
    if word in arabic().next:
        return Which.NEXT
    return Which.THIS if word in arabic().this else Which.NEAR


@cache
def _month() -> str:
    names = either(months("ar"))
    return rf"(?P<month>{names})(?!\w)(?: ?[/(-] ?(?P<twin>{names})(?!\w)(?: ?\))?)?"


def _days() -> str:
    return rf"(?P<day>\d{{1,2}}|{either(arabic().ordinals)})"


def _named_month(line: Line, match: re.Match[str]) -> int | None:
    """Return the month that a match names, None when its two names disagree or it is no month."""
    month = months("ar")[match["month"]]
    if match["twin"] and months("ar")[match["twin"]] != month:
        return None
    if match["month"] == _FATHER and "آ" not in line.quoted(
        match.start("month"), match.end("month")
    ):
        return None
    return month


def _found(line: Line, start: int, end: int, meaning: Meaning) -> Found:
    first, last = line.place(start, end)
    return Found(first - line.at, last - line.at, meaning)


@cache
def _day_and_month() -> re.Pattern[str]:
    weekday = rf"(?:(?:يوم )?(?:{either(weekdays('ar'))})[،,]? )?"
    return re.compile(
        rf"(?<![\w.,:/-])[وفبل]?(?:ال)?(?P<span>{weekday}(?:ال)?{_days()}(?: من)?(?: شهر)? {_month()}{_which()}"
        rf"(?:{_OF_YEAR}(?P<year>{_YEAR}))?)"
    )


@cache
def _of_this_month() -> re.Pattern[str]:
    words = arabic()
    return re.compile(
        rf"(?<![\w.,:/-])(?:ال)?(?P<span>{_days()} (?:من )?(?:هذا )?الشهر(?: (?P<which>{either([*words.last, *words.next, *words.this])}))?)(?!\w)"
    )


_STEPS = {Which.LAST: -1, Which.NEXT: 1}


def days_and_months(line: Line) -> Iterator[Found]:
    """Yield days of months and months; with their year where it follows."""
    for match in _day_and_month().finditer(line.text):
        month, day = _named_month(line, match), _day(match["day"])
        if month is None or written(2000, month, day) is None:
            continue
        meaning: Meaning = Day(month, day, which_of(match["which"]))
        if match["year"]:
            value = written(int(match["year"][:4]), month, day)
            if value is None:
                continue
            meaning = Known(value)
        yield _found(line, match.start("span"), match.end("span"), meaning)
    for match in _of_this_month().finditer(line.text):
        meaning = DayOfMonth(_day(match["day"]), _STEPS.get(which_of(match["which"]), 0))
        yield _found(line, match.start("span"), match.end("span"), meaning)
    yield from _bare_months(line)


def _day(said: str) -> int:
    return arabic().ordinals.get(said) or int(said)


_MONTH_CUES = (
    "في", "منذ", "حتى", "خلال", "بين", "من", "إلى", "قبل", "بعد", "نهاية", "بداية", "مطلع", "منتصف", "أواخر", "أوائل", "شهر", "شهري", "بحلول",
    "طوال", "لشهر", "بشهر", "وبحلول", "ومنذ", "وفي", "وخلال",
)  # fmt: skip


@cache
def _bare() -> re.Pattern[str]:
    cues = either(fold(cue).text for cue in _MONTH_CUES)
    early = "(?:(?:مطلع|منتصف|نهايه|بدايه|اواخر|اوايل) )?(?:شهر )?"
    return re.compile(
        rf"(?<!\w)(?P<cue>[وف]?(?:{cues}) )?(?P<and>[وبل])?(?P<span>{early}{_month()}{_which()}(?:{_OF_YEAR}(?P<year>{_YEAR}))?)(?! ?\d)"
    )


def _bare_months(line: Line) -> Iterator[Found]:
    last_end = -2
    for match in _bare().finditer(line.text):
        month = _named_month(line, match)
        joined = match["and"] == "و" and match.start() == last_end + 1
        plain = match["span"] == match["month"]
        if month is None or not (match["cue"] or match["which"] or joined or not plain):
            continue
        last_end = match.end("span")
        meaning: Meaning = Month(month, which_of(match["which"]))
        if match["year"]:
            meaning = Known(f"{match['year'][:4]}-{month:02d}")
        yield _found(line, match.start("span"), match.end("span"), meaning)


@cache
def _weekday() -> re.Pattern[str]:
    words = arabic()
    lead = "(?P<lead>يوم|مساء|صباح|ليل|ليله|فجر|ظهر|عصر|امس|اليوم|غدا|بعد ظهر|نهار|منتصف ليل|مساء يوم|صباح يوم|فجر يوم) "
    return re.compile(
        rf"(?<!\w)[وفبل]?(?P<span>(?:{lead})?(?P<weekday>{either(weekdays('ar'))})(?!\w)"
        rf"(?: (?P<which>{either([*words.last, *words.next, *words.this])})(?!\w))?)"
    )


_LEADS = {"غدا": Which.NEXT, "امس": Which.LAST}


def weekdays_of(line: Line) -> Iterator[Found]:
    """Yield days of the week, with what says which one is meant."""
    for match in _weekday().finditer(line.text):
        before = line.text[max(0, match.start() - 10) : match.start()].split()
        if not match["lead"] and before and before[-1] in arabic().not_weekdays_after:
            continue
        which = _LEADS.get(match["lead"]) or which_of(match["which"])
        meaning = Weekday(weekdays("ar")[match["weekday"]], which)
        yield _found(line, match.start("span"), match.end("span"), meaning)


@cache
def _years() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:[وفبل]?(?P<cue>(?:ال)?عام(?:ي)?|(?:ال)?سن(?:ه|تي)|لعام|لسنه|بعام|للعام|الاعوام|اعوام|سنوات|منذ|في|بين|حتي|قبل|بعد|من|الي|خلال|"
        rf"مطلع|منتصف|نهايه|بدايه|اواخر|اوايل) )(?P<first>{_YEAR})(?! (?:شخص|قتيل|جريح|مدني|نازح|لاجي|اسره|عايله|جندي|مقاتل|منزل|وحده|طن|دولار|كيلومتر)\w*)"
    )


_ON = re.compile(
    rf"(?P<joint> ?[-–/] ?| الي (?:عام )?| حتي (?:عام )?| و(?:عام )?|[،,] )(?P<more>{_YEAR}|(?<=[-–])\d\d(?!\d))"
)


def years(line: Line) -> Iterator[Found]:
    """Yield lone years that something makes one, ranges and lists of years."""
    for match in _years().finditer(line.text):
        lead = line.text[max(0, match.start() - 8) : match.start() + 5]
        yield from _going_on(line, match.start("first"), match.end("first"), between="بين" in lead)


def _going_on(line: Line, start: int, end: int, *, between: bool) -> Iterator[Found]:
    text = line.text
    on = _ON.match(text, end)
    if on is None:
        yield _found(line, start, end, Known(text[start:end]))
        return
    joint, more = on["joint"].strip(), on["more"]
    last = text[start : start + 2] + more if len(more) == 2 else more  # noqa: PLR2004 - "2011-13"
    if (joint.startswith("و") and not between) or joint in {"،", ","}:
        yield _found(line, start, end, Known(text[start:end]))
        yield from _going_on(line, on.start("more"), on.end("more"), between=False)
    elif text[start:end] < last:
        yield _found(line, start, on.end(), Between(Known(text[start:end]), Known(last)))


@cache
def _long() -> re.Pattern[str]:
    words = arabic()
    return re.compile(
        rf"(?<!\w)[وفبل]?(?P<span>(?P<season>{either(words.seasons)})(?: عام| سنه| العام)? (?P<year>{_YEAR})"
        rf"|(?P<decade>{either(words.decades)}) القرن (?P<century>الماضي|العشرين)"
        rf"|ال(?P<bare>{either(words.decades)}))(?!\w)"
    )


_FIRST_BARE_DECADE = 5


def long_ones(line: Line) -> Iterator[Found]:
    """Yield seasons of a year and decades of the last century."""
    for match in _long().finditer(line.text):
        if match["season"]:
            value = f"{match['year']}-{arabic().seasons[match['season']]}"
        else:
            decade = arabic().decades[match["decade"] or match["bare"]]
            if match["bare"] and decade < _FIRST_BARE_DECADE:
                continue
            value = f"19{decade}X"
        yield _found(line, match.start("span"), match.end("span"), Known(value))


@cache
def _hijri() -> tuple[re.Pattern[str], ...]:
    names = either(hijri_months("ar"))
    mark = r"(?: ?(?:ه|هجري|هجريه|للهجره))"
    year = rf"(?:(?P<year>\d{{1,4}})(?={mark}(?!\w)){mark}|(?P<sure>1[34]\d\d)(?!\d))"
    day = rf"(?:(?:ال)?{_days()} (?:من )?)"
    number = r"(?P<number>\d{1,2})"
    return (
        re.compile(
            rf"(?<!\w)[وفبل]?(?P<span>{day}?(?:شهر )?(?P<month>{names})(?!\w)[،,]? (?:من )?(?:عام |سنه |لعام )?{year})(?!\w)"
        ),
        re.compile(
            rf"(?<![\d/.-])(?P<span>(?P<day>\d{{1,2}})[/-]{number}[/-](?P<year>1[34]\d\d){mark})(?!\w)"
        ),
        re.compile(
            rf"(?<![\d/.-])(?P<span>(?P<year>1[34]\d\d)[/-]{number}[/-](?P<day>\d{{1,2}}){mark})(?!\w)"
        ),
        re.compile(rf"(?<![\w/.-])[وفبل]?(?P<span>(?P<year>\d{{1,4}}){mark})(?!\w)"),
        re.compile(rf"(?<![\w.,:/-])[وفبل]?(?P<span>{day}(?:شهر )?(?P<month>{names}))(?!\w)"),
        re.compile(
            rf"(?<!\w)[وفبل]?(?P<span>شهر (?P<month>{names})(?:{_which()}|(?= المبارك)))(?!\w)"
        ),
    )


def hijri_dates(line: Line) -> Iterator[Found]:
    """Yield dates of the Hijri calendar: day, month and year; month; year with its mark."""
    for pattern in _hijri():
        for match in pattern.finditer(line.text):
            groups = match.groupdict()
            month = hijri_months("ar").get(groups.get("month") or "") or int(
                groups.get("number") or 0
            )
            printed = groups.get("year") or groups.get("sure")
            year = int(printed) if printed else None
            day = _day(groups["day"]) if groups.get("day") else None
            if (year is None or 0 < year <= LAST) and month <= 12:  # noqa: PLR2004 - months
                meaning = Hijri(year, month or None, day)
                yield _found(line, match.start("span"), match.end("span"), meaning)
