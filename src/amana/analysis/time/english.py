"""Where English text names days, months, years and seasons, and what each means."""

# ruff: noqa: E501, RUF001 - a pattern or a table is read as one line; Arabic letters and typographic dashes are meant

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amana.analysis.amounts import Line
from amana.analysis.amounts.words import either
from amana.analysis.time.calendar import written
from amana.analysis.time.hijri import FIRST, LAST, hijri_months
from amana.analysis.time.lexicon import english, months, weekdays
from amana.analysis.time.meanings import (
    Between,
    Day,
    Found,
    Hijri,
    Known,
    Meaning,
    Month,
    Open,
    Weekday,
    Which,
)

_WHICH = {
    "last": Which.LAST, "past": Which.LAST, "previous": Which.LAST, "this": Which.THIS, "this past": Which.LAST,
    "this coming": Which.NEXT, "next": Which.NEXT, "coming": Which.NEXT, "upcoming": Which.NEXT,
}  # fmt: skip
_PART = r"(?: (?:morning|afternoon|evening|night|noon|midnight|dawn))?"
_WEEKDAY_NOT_BEFORE = r"(?<!Black )(?<!Bloody )(?<!Good )(?<!Easter )(?<!Palm )(?<!Holy )(?<!Ash )"
_WEEKDAY_NOT_AFTER = (
    r"(?! (?:Times|Telegraph|Mail|Mirror|Express|Herald|Post|Star|Guardian|Independent)\b)"
)
_PERSONS = frozenset({"April", "May", "June", "August", "Jan"})
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_NO_YEAR_AFTER = r"(?!\d|[.,:/]\d|[-–]\d(?:\d\d)?(?!\d)|[-–]\d{5}| ?%)"
_WHICH_MONTH = r"(?:(?P<which>last|this past|this|next|past|coming) )?"
_EARLY = r"(?:(?:the )?(?:early|mid|late|beginning of|start of|end of|middle of)[ -])?"


@cache
def _month() -> str:
    names = [name for name in months("en") if len(name) > 4 or name in {"May", "June", "July"}]  # noqa: PLR2004 - longer names are never shortened
    short = sorted(set(months("en")) - set(names))
    return rf"(?P<month>{either(names)}|(?:{either(short)})(?:\.(?=[ ,)-])|(?!\w)))(?![^\W\d_])"


def _number(name: str) -> int:
    return months("en")[name.rstrip(".")]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    weekday = rf"(?:(?:{either(weekdays('en'))})\.?,? (?:\()?)?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    return (
        re.compile(
            rf"(?<!\w){weekday}{_month()} ?{day}(?!\w|[.,:/]\d|[-–]\d{{3}}| (?:people|men|percent)\b)"
        ),
        re.compile(
            rf"(?<![\w.,:/$])(?<![A-Za-z]-){weekday}(?:the )?{day}(?: of)? {_month()}(?! ?\d{{4}})"
        ),
    )


def days_and_months(line: Line) -> Iterator[Found]:
    """Yield days of months and months, without a year."""
    for pattern in _patterns():
        for match in pattern.finditer(line.source):
            month, day = _number(match["month"]), int(match["day"])
            if written(2000, month, day) is not None:
                yield Found(match.start(), match.end(), Day(month, day))
    yield from _bare_months(line.source)


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<span>{_EARLY}{_WHICH_MONTH}{_month()})(?! ?\d)(?!'(?!s ))")


_MONTH_CUE = re.compile(
    r"(?<!\w)(?:in|since|until|till|by|during|before|after|between|through|throughout|around|of|from|early|"
    r"late|mid|every|following|on|for the month of|month of|earlier in|later in|back in|as of|mid-) \Z|-\Z",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?<!\w)(?:the|a|an|his|her|their|its|'s|planned|failed|\w+'s) \Z", re.IGNORECASE
)
_NOUN_AFTER = re.compile(
    r" (?!for\b|on\b|to\b|of\b|against\b|and\b|in\b|is\b|was\b|has\b|had\b|will\b|said\b)[a-z]{3,}"
)
_JOINED = re.compile(r"\w(?:,| and| or| to|,? and| through) \Z")
_LIST_NEXT = re.compile(r",? (?:and|to|or|through) |, ")


def _bare_months(text: str) -> Iterator[Found]:
    for match in _bare().finditer(text):
        which = _WHICH.get((match["which"] or "").lower(), Which.NEAR)
        before = text[max(0, match.start() - 24) : match.start()]
        bare = match["span"] == match["month"]
        if not bare or _says_month(text, match, before):
            yield Found(match.start(), match.end(), Month(_number(match["month"]), which))


def _says_month(text: str, match: re.Match[str], before: str) -> bool:
    """Tell whether a lone name of a month is one: not April the person, May the verb."""
    if text.startswith("'s ", match.end()):
        return match["month"] not in _PERSONS
    if before.endswith(" for ") and match["month"] not in _PERSONS:
        return True
    if _MONTH_CUE.search(before):
        return not re.match(
            r" [A-Z][a-z]+", text[match.end() : match.end() + 12]
        ) or before.endswith(("in ", "since ", "In ", "Since "))
    if _DETERMINER.search(before) and _NOUN_AFTER.match(text, match.end()):
        return True
    neighbour = _JOINED.search(before) and any(
        before.rstrip(" ,")
        .removesuffix(" and")
        .removesuffix(" or")
        .removesuffix(" to")
        .rstrip(",")
        .endswith(name)
        for name in months("en")
    )
    if neighbour:
        return True
    following = _LIST_NEXT.match(text, match.end())
    return (
        following is not None
        and _bare().match(text, following.end()) is not None
        and bool(_MONTH_CUE.search(before))
    )


@cache
def _weekday() -> re.Pattern[str]:
    full = [name for name in weekdays("en") if name.endswith("day")]
    return re.compile(
        rf"(?<![\w-]){_WEEKDAY_NOT_BEFORE}(?P<span>(?:(?P<which>last|this past|this coming|this|next|past|coming|previous) )?"
        rf"(?P<weekday>{either(full)}){_PART})(?![\w'-]\w{{2}}|\w){_WEEKDAY_NOT_AFTER}",
    )


def weekdays_of(line: Line) -> Iterator[Found]:
    """Yield days of the week, with what says which one is meant."""
    for match in _weekday().finditer(line.source):
        which = _WHICH.get((match["which"] or "").lower(), Which.NEAR)
        yield Found(match.start(), match.end(), Weekday(weekdays("en")[match["weekday"]], which))


_YEARS = re.compile(
    rf"(?P<cue>(?<!\w)(?:between|from|before|after|through|circa|around|of|than|back to|prior to|by|in|since|until|till|during|"
    rf"early|mid|late|year|years|year of|and in|as of|the end of|autumn|spring|summer|winter) |(?:mid|post|pre)-|(?=\d{{4}}[-–](?:1[89]|20)\d\d(?!\d))(?<![\w.,:/-]))"
    rf"(?P<first>{_YEAR}){_NO_YEAR_AFTER}",
    re.IGNORECASE,
)
_YEAR_AFTER_THE = re.compile(
    rf"(?<!\w)(?:the|a|an|its|his|her|their|this|that|\w+'s|\w+s') (?:(?:early|mid|late)[ -])?(?P<first>{_YEAR}){_NO_YEAR_AFTER}"
    r"(?: (?P<noun>[a-z]+)|(?=[-–]\d\d))",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf"\((?:since |in )?(?P<first>{_YEAR})(?:[-–](?P<last>{_YEAR}|\d\d|present|now))?\)"
)
_ON = re.compile(
    rf"(?P<joint> ?[-–] ?| to | until | through | till | and |, and |, | or )(?P<more>{_YEAR}|(?<=[-–])\d\d|(?:the )?present|now|today)(?![\w%]|[.,]\d)"
)


def years(line: Line) -> Iterator[Found]:
    """Yield lone years that something makes one, ranges and lists of years."""
    text = line.source
    for pattern in (_YEARS, _YEAR_AFTER_THE, _IN_BRACKETS):
        for match in pattern.finditer(text):
            if pattern is _IN_BRACKETS and match["last"]:
                yield from _bracketed(match)
            elif not _counts(text, match):
                yield from _going_on(
                    text, match.start("first"), match.end("first"), match[0].lower()
                )


def _counts(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number of four digits counts something: "the 2000 refugees"."""
    if re.match(
        rf" (?:{either(english().not_years)})(?!\w)",
        text[match.end("first") : match.end("first") + 16],
    ):
        return True
    cue = match.groupdict().get("cue") or ""
    return cue.lower() in {"than ", "of ", "by ", "around "} and bool(
        re.match(r" [a-z]+s\b", text[match.end("first") : match.end("first") + 24])
    )


def _bracketed(match: re.Match[str]) -> Iterator[Found]:
    value = _until(match["first"], match["last"])
    if value is not None:
        yield Found(match.start("first"), match.end("last"), value)


def _until(first: str, last: str) -> Meaning | None:
    if not last[0].isdigit():
        return Open(Known(first))
    end = first[:2] + last if len(last) == 2 else last  # noqa: PLR2004 - "2011-13"
    return Between(Known(first), Known(end)) if first < end else None


def _going_on(text: str, start: int, end: int, cue: str) -> Iterator[Found]:
    """Yield a year and those that it is joined with: an interval, or each of a list."""
    on = _ON.match(text, end)
    joint = on["joint"].strip(" ,") if on else ""
    if on is None:
        yield Found(start, end, Known(text[start:end]))
        return
    ranged = joint in {"-", "–", "to", "until", "through", "till"} or (
        joint == "and" and cue.startswith("between")
    )
    if ranged:
        value = _until(text[start:end], on["more"].removeprefix("the "))
        if value is not None:
            yield Found(start, on.end(), value)
        return
    yield Found(start, end, Known(text[start:end]))
    if on["more"][0].isdigit() and not re.match(r" [a-z]+", text[on.end() : on.end() + 10]):
        yield from _going_on(text, on.start("more"), on.end("more"), joint)


_DECADE = re.compile(
    r"(?<![\w])(?:(?:the )?(?:early|mid|late)[ -])?(?P<century>1[5-9]|20)(?P<decade>\d)0'?s(?!\w)"
)
_CENTURY = re.compile(
    r"(?<!\w)(?:(?:early|mid|late)[ -])?(?P<count>1[5-9]|2[01])(?:th|st) century(?!\w)",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"(?<!\w)(?:(?P<nth>first|second|third|fourth|last) (?P<what>quarter|half) of (?P<year>{_YEAR})"
    rf"|(?P<letter>[QH])(?P<number>[1-4]) (?P<year2>{_YEAR}))(?!\w)"
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@cache
def _season() -> re.Pattern[str]:
    seasons = either(english().seasons)
    return re.compile(
        rf"(?<![\w-])(?:(?:early|mid|late)[ -])?(?:(?P<which>last|this|next|past) (?P<bare>{seasons})"
        rf"|(?P<season>{seasons})(?: of|,)? (?P<year>{_YEAR})(?:[-–/]\d\d(?:\d\d)?)?)(?!\w)",
        re.IGNORECASE,
    )


def long_ones(line: Line) -> Iterator[Found]:
    """Yield decades, centuries, seasons, quarters and halves of years."""
    for match in _DECADE.finditer(line.source):
        yield Found(match.start(), match.end(), Known(f"{match['century']}{match['decade']}X"))
    for match in _CENTURY.finditer(line.source):
        yield Found(match.start(), match.end(), Known(f"{int(match['count']) - 1}XX"))
    for match in _QUARTER.finditer(line.source):
        value = _quarter(match)
        if value is not None:
            yield Found(match.start(), match.end(), Known(value))
    for match in _season().finditer(line.source):
        season = english().seasons[(match["season"] or match["bare"]).lower()]
        if match["year"]:
            yield Found(match.start(), match.end(), Known(f"{match['year']}-{season}"))
        else:
            yield Found(match.start(), match.end(), Month(season, _WHICH[match["which"].lower()]))


def _quarter(match: re.Match[str]) -> str | None:
    half = match["what"] == "half" or match["letter"] == "H"
    parts = 2 if half else 4
    number = int(match["number"] or _NTH.get(match["nth"] or "", parts))
    return (
        f"{match['year'] or match['year2']}-{(39 if half else 32) + number}"
        if number <= parts
        else None
    )


@cache
def _hijri() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = either(hijri_months("en"))
    return (
        re.compile(
            rf"(?<![\w-])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{names}),? (?P<year>1[34]\d\d)(?: ?A\.H\.| ?AH\b| ?H\b)?(?!\w)"
        ),
        re.compile(
            rf"(?<=month of )(?P<month>{names})(?!\w)|(?<=(?:[Dd]ur)ing )(?P<fast>Ramadan)(?! [A-Z])(?!\w)"
        ),
    )


def hijri_dates(line: Line) -> Iterator[Found]:
    """Yield dates of the Hijri calendar that stand in English text."""
    full, bare = _hijri()
    for match in full.finditer(line.source):
        if FIRST <= int(match["year"]) <= LAST:
            day = int(match["day"]) if match["day"] else None
            month = hijri_months("en")[match["month"]]
            yield Found(match.start(), match.end(), Hijri(int(match["year"]), month, day))
    for match in bare.finditer(line.source):
        month = hijri_months("en")[match["month"] or match["fast"]]
        yield Found(match.start(), match.end(), Hijri(None, month, None))
