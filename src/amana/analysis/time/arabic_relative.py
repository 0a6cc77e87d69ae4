"""Arabic expressions that count from now, or from the last date of the text."""

# ruff: noqa: E501, RUF002 - a pattern or a table is read as one line; Arabic letters and typographic dashes are meant

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amana.analysis.amounts import Amount, Form, Line
from amana.analysis.amounts.words import either, number_words
from amana.analysis.time.durations import bounded
from amana.analysis.time.lexicon import arabic
from amana.analysis.time.meanings import Following, Found, Lasting, Meaning, Shifted

_DAYS = {
    "اول من امس": -2, "اول امس": -2, "امس الاول": -2, "امس": -1, "يوم امس": -1, "بعد غد": 2, "يوم غد": 1, "حتي اليوم": 0,
    **{f"{part} {day}": steps for part in ("صباح", "ظهر", "عصر", "مساء", "ليل", "ليله", "فجر", "قبل ظهر", "بعد ظهر")
       for day, steps in (("امس الاول", -2), ("امس", -1), ("اليوم", 0), ("غد", 1))},
}  # fmt: skip
_UNITS = {
    "الاسبوع": "week", "الشهر": "month", "العام": "year", "السنه": "year", "العقد": "decade", "القرن": "century", "اليوم": "day", "الليله": "day",
}  # fmt: skip
_STORY = {
    "التالي": 1,
    "التاليه": 1,
    "نفسه": 0,
    "نفسها": 0,
    "ذاته": 0,
    "ذاتها": 0,
    "السابق": -1,
    "السابقه": -1,
}
_MANY = {
    "الثواني": "second", "الدقايق": "minute", "الساعات": "hour", "الايام": "day", "الاسابيع": "week", "الاشهر": "month", "الشهور": "month",
    "السنوات": "year", "الاعوام": "year", "العقود": "decade",
}  # fmt: skip
_TANWIN = "\u064b"


@cache
def _pointing() -> re.Pattern[str]:
    words = arabic()
    which = either([*words.last, *words.next, *words.this, *_STORY])
    return re.compile(
        rf"(?<!\w)[وفبل]?(?P<span>(?P<day>{either(_DAYS)})"
        rf"|(?P<tomorrow>غدا)|(?P<today>اليوم)(?=[،,.)]|$)"
        rf"|(?P<unit>{either(_UNITS)}) (?P<which>{which})"
        rf"|(?:هذا|هذه) (?P<this>{either(_UNITS)}))(?!\w)"
    )


def relative(line: Line, amounts: list[Amount]) -> Iterator[Found]:
    """Yield what counts from the anchor or from a date before."""
    for match in _pointing().finditer(line.text):
        meaning = _meaning(line, match)
        if meaning is not None:
            yield _found(line, match.start("span"), match.end("span"), meaning)
    for amount in amounts:
        yield from _before_now(line, amount)
    yield from _before_dual(line)
    yield from _last_many(line)


def _found(line: Line, start: int, end: int, meaning: Meaning) -> Found:
    first, last = line.place(start, end)
    return Found(first - line.at, last - line.at, meaning)


def _meaning(line: Line, match: re.Match[str]) -> Meaning | None:
    if match["tomorrow"]:
        tanwin = _TANWIN in line.quoted(match.start("tomorrow"), match.end("tomorrow"))
        return Shifted("day", 1) if tanwin else None
    if match["day"] or match["today"]:
        return Shifted("day", _DAYS.get(match["day"], 0))
    if match["this"]:
        return Shifted(_UNITS[match["this"]], 0)
    return _which_one(_UNITS[match["unit"]], match["which"])


def _which_one(unit: str, which: str) -> Meaning | None:
    if which in _STORY:
        return Following(unit, _STORY[which])
    steps = -1 if which in arabic().last else 1 if which in arabic().next else 0
    return None if unit == "day" else Shifted(unit, steps)


_AGO = re.compile(r"(?<!\w)[وف]?(?P<ago>قبل) \Z")
_OF_SOMETHING = re.compile(r" (?:من|علي|فقط من)(?!\w)")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf" (?P<unit>{either(arabic().units)})(?!\w)")


def _before_now(line: Line, amount: Amount) -> Iterator[Found]:
    """Yield "قبل ثلاثة أيام"; "قبل ثلاثة أيام من الهدنة" is none."""
    ago = _AGO.search(line.text[max(0, amount.start - 8) : amount.start])
    unit = _unit().match(line.text, amount.end)
    if ago is None or unit is None or amount.value is None or amount.form is Form.SHARE:
        return
    if not _OF_SOMETHING.match(line.text, unit.end()):
        start = max(0, amount.start - 8) + ago.start("ago")
        about = amount.bound != "exact"
        meaning = Shifted(arabic().units[unit["unit"]], -int(amount.value), about)
        yield _found(line, start, unit.end(), meaning)


@cache
def _dual() -> re.Pattern[str]:
    units = either([*arabic().duals, *arabic().units])
    return re.compile(
        rf"(?<!\w)[وف]?(?P<span>قبل (?P<about>نحو |حوالي |اكثر من |قرابه )?(?P<unit>{units}))(?!\w)(?! (?:من|علي|و?\d)\b)"
    )


def _before_dual(line: Line) -> Iterator[Found]:
    for match in _dual().finditer(line.text):
        dual = arabic().duals.get(match["unit"])
        single = arabic().units.get(match["unit"])
        if dual:
            yield _found(
                line,
                match.start("span"),
                match.end("span"),
                Shifted(dual, -2, bool(match["about"])),
            )
        elif single and match["unit"] in {"يوم", "اسبوع", "شهر", "سنه", "عام", "عقد", "قرن"}:
            yield _found(
                line,
                match.start("span"),
                match.end("span"),
                Shifted(single, -1, bool(match["about"])),
            )


@cache
def _many() -> re.Pattern[str]:
    words = arabic()
    return re.compile(
        rf"(?<!\w)(?:[وفبل]|لل)?(?P<span>(?P<unit>{either(_MANY)}) (?:ال)?(?P<count>\d{{1,4}}|{either(number_words('ar').values)}) "
        rf"(?:{either([*words.last, *words.next])}))(?!\w)"
    )


def _last_many(line: Line) -> Iterator[Found]:
    """Yield "الأيام الثلاثة الماضية", "الساعات الـ24 المقبلة": durations."""
    for match in _many().finditer(line.text):
        said = match["count"]
        count = float(said) if said.isdigit() else number_words("ar").values[said]
        value = bounded(_MANY[match["unit"]], Amount(0, 0, 0, count, None, "exact", Form.WORDS))
        if value is not None:
            yield _found(line, match.start("span"), match.end("span"), Lasting(value))
