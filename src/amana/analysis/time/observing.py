"""The step: find expressions line by line, then give them values in the light of the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from amana.analysis.amounts import Line, find_amounts, lines
from amana.analysis.frame import Frame, Zone
from amana.analysis.steps import Earlier
from amana.analysis.time import arabic, arabic_relative, english, english_relative
from amana.analysis.time.anchors import anchors_of
from amana.analysis.time.calendar import day_of, uncertain
from amana.analysis.time.durations import arabic_durations, english_durations
from amana.analysis.time.joining import joined
from amana.analysis.time.lexicon import weekdays
from amana.analysis.time.meanings import Day, Found, Known, Weekday
from amana.analysis.time.valuing import Placed, valued
from amana.analysis.tools import Tools
from amana.records import Observed
from amana.text import find_dates, fold


def observe(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """Return the expressions of time in a frame.

    Rules:
    1. An explicit date means what it says; it is uncertain (`?`) when its weekday contradicts it.
    2. A day of a month without year takes the year of its earlier full mention.
    3. All else counts from an anchor (`anchors`), with the date of publication and without it, and
       has no value where there is none.
    """
    del earlier, tools
    placed = list(_placed(frame))
    body = [p.found.meaning for p in placed if p.line.zone is Zone.BODY]
    anchors = anchors_of(frame, [each for each in body if isinstance(each, Weekday)])
    return list(valued(frame, placed, anchors))


def _placed(frame: Frame) -> Iterator[Placed]:
    for line in lines(frame):
        paragraph = frame.sentences[line.number].paragraph
        for found in find(line):
            yield Placed(line, paragraph, found)


def find(line: Line) -> list[Found]:
    """Return the expressions of a line with their meanings, in text order, none overlapping."""
    amounts = find_amounts(line)
    found = list(_explicit(line))
    if line.language == "ar":
        finders = (arabic.days_and_months, arabic.weekdays_of, arabic.years, arabic.long_ones,
                   arabic.hijri_dates)  # fmt: skip
        found += [*arabic_relative.relative(line, amounts), *arabic_durations(line, amounts)]
    else:
        finders = (english.days_and_months, english.weekdays_of, english.years, english.long_ones,
                   english.hijri_dates)  # fmt: skip
        found += [*english_relative.relative(line, amounts), *english_durations(line, amounts)]
    for finder in finders:
        found += finder(line)
    return joined(line, _apart(found))


def _apart(found: Sequence[Found]) -> list[Found]:
    """Return expressions of which none overlap: the first, the longest where two begin together.

    A weekday with its time of day goes into the date that begins with it.
    """
    kept: list[Found] = []
    for each in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
        elif each.end > kept[-1].end and _is_weekday_of(kept[-1], each):
            kept[-1] = Found(kept[-1].start, each.end, each.meaning)
    return kept


def _is_weekday_of(one: Found, two: Found) -> bool:
    return isinstance(one.meaning, Weekday) and isinstance(two.meaning, Known | Day)


_LETTERS = re.compile(r"[^\W\d_]+")
_TIME = re.compile(r"T.*")
_ARTICLE = re.compile(r"the (?=[A-Z])")
_FIRST_YEAR = "1600"


def _explicit(line: Line) -> Iterator[Found]:
    for date in find_dates(line.source):
        value = _TIME.sub("", date.edtf)
        printed = line.source[date.char_start : date.char_end]
        if value < _FIRST_YEAR and not _LETTERS.search(printed):
            continue  # "17/7/1446": of the Hijri calendar, or no date
        if _contradicts(line, line.source[date.char_start : date.char_end], value):
            value = uncertain(value)
        article = _ARTICLE.match(printed)
        yield Found(
            date.char_start + len(article[0] if article else ""), date.char_end, Known(value)
        )


def _contradicts(line: Line, printed: str, value: str) -> bool:
    """Tell whether the weekday that is printed before a date is not that of the date."""
    word = _LETTERS.match(printed)
    day = day_of(value)
    if word is None or day is None:
        return False
    name = fold(word.group()).text if line.language == "ar" else word.group()
    weekday = weekdays(line.language).get(name)
    return weekday is not None and weekday != day.isoweekday()
