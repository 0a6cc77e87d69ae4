"""How long: a number of units of time, with its bound, as an ISO 8601 duration."""

# ruff: noqa: E501 - a pattern or a table is read as one line

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amana.analysis.amounts import Amount, Form, Line
from amana.analysis.amounts.words import bounds_of, either
from amana.analysis.time.lexicon import arabic, english
from amana.analysis.time.meanings import Found, Lasting

_LETTER = {
    "second": ("T", "S", 1), "minute": ("T", "M", 1), "hour": ("T", "H", 1), "day": ("", "D", 1), "week": ("", "W", 1),
    "fortnight": ("", "W", 2), "month": ("", "M", 1), "year": ("", "Y", 1), "decade": ("", "Y", 10), "century": ("", "Y", 100),
}  # fmt: skip
_SMALLER = {
    "hour": ("minute", 60), "day": ("hour", 24), "week": ("day", 7), "fortnight": ("day", 14), "year": ("month", 12),
    "minute": ("second", 60),
}  # fmt: skip
_LONGEST = 100_000


def duration(unit: str, count: float) -> str | None:
    """Return a number of units as an ISO 8601 duration; parts of a unit as whole smaller ones."""
    time, letter, size = _LETTER[unit]
    number = count * size
    if not 0 < number <= _LONGEST:
        return None
    if number != int(number):
        if unit not in _SMALLER:
            return None
        smaller, parts = _SMALLER[unit]
        whole = round(count * parts)
        return duration(smaller, whole) if abs(whole - count * parts) < 1e-6 else None  # noqa: PLR2004 - a rounding error
    return f"P{time}{int(number)}{letter}"


def bounded(unit: str, amount: Amount) -> str | None:
    """Return the duration that an amount of units says, with its open ends."""
    if amount.value is None:
        return None
    value = duration(unit, amount.value)
    if value is None:
        return None
    if amount.value_max is not None:
        last = duration(unit, amount.value_max)
        return f"{value}/{last}" if last else None
    if amount.bound in {"more than", "at least"}:
        return f"{value}/.."
    if amount.bound in {"less than", "at most"}:
        return f"../{value}"
    return f"{value}~" if amount.bound == "about" else value


@cache
def _english_unit() -> re.Pattern[str]:
    return re.compile(
        rf"(?: and a half)?[ -](?P<more>full |whole |long |straight |consecutive |more |additional )?"
        rf"(?P<unit>{either(set(english().units) - {'weekend'})})s?(?!\w)(?P<old>[ -]old)?(?P<s>'s?(?= ))?(?P<long>-long)?",
        re.IGNORECASE,
    )


_PERSON_NEXT = re.compile(r",? ?(?P<word>[A-Za-z]+)?")
_AGED_BEFORE = re.compile(r"(?<!\w)(?:aged?|age of|turned|is|was|,) \Z", re.IGNORECASE)


def english_durations(line: Line, amounts: list[Amount]) -> Iterator[Found]:
    """Yield durations of a line: an amount and a unit; ages of persons are none."""
    for amount in amounts:
        unit = _english_unit().match(line.text, amount.end)
        if unit is None or amount.form is Form.SHARE:
            continue
        if unit["old"] and _is_age(line.text, unit):
            continue
        value = bounded(english().units[unit["unit"].lower()], amount)
        if value is not None:
            yield Found(amount.start, unit.end(), Lasting(value))
    yield from _single(line.text)


def _is_age(text: str, unit: re.Match[str]) -> bool:
    """Tell an age of a person: "a 12-year-old boy", "Dalia, 9 years old", "the 12-year-old"."""
    if " " in unit["old"]:
        return True
    following = _PERSON_NEXT.match(text, unit.end())
    word = following["word"] if following else None
    if word is None or following is None or following.group().startswith(","):
        return True
    return (
        word[0].isupper()
        or word.lower() in english().persons
        or _after_person(text, following.end())
    )


def _after_person(text: str, at: int) -> bool:
    """Tell whether the second word after an age is a person ("13-year-old Norland boy")."""
    word = re.compile(r" ([A-Za-z]+)").match(text, at)
    return word is not None and word[1].lower() in english().persons


@cache
def _single_pattern() -> re.Pattern[str]:
    said = either(bounds_of("en", "before"))
    units = either(set(english().units) - {"weekend"})
    return re.compile(
        rf"(?<!\w)(?:(?:for|after|within|over|in|of|lasted|lasting|than|than half|nearly|almost|about) )"
        rf"(?P<span>(?:(?P<bound>{said}) )?(?:(?P<half>half) )?an? (?:full |whole )?(?P<unit>{units}))(?![\w-])"
        rf"(?! (?:ago|earlier|later|before|after)\b)",
        re.IGNORECASE,
    )


def _single(text: str) -> Iterator[Found]:
    """Yield "for a year", "more than a decade", "within half an hour"."""
    for match in _single_pattern().finditer(text):
        start = match.start("span")
        bound = (match["bound"] or "").lower()
        lead = re.search(
            rf"(?<!\w)(?:{either(bounds_of('en', 'before'))}) \Z",
            text[max(0, start - 30) : start],
            re.IGNORECASE,
        )
        if not bound and lead:
            bound, start = lead.group().strip().lower(), start - len(lead.group())
        known = bounds_of("en", "before").get(bound, "exact")
        if bound in {"over", "in", "some"} and lead:
            known, start = "exact", match.start("span")
        count = 0.5 if match["half"] else 1.0
        value = bounded(
            english().units[match["unit"].lower()],
            Amount(0, 0, 0, count, None, known, Form.WORDS),
        )
        if value is not None:
            yield Found(start, match.end("span"), Lasting(value))


@cache
def _arabic_unit() -> re.Pattern[str]:
    return re.compile(rf" (?P<unit>{either(arabic().units)})(?!\w)")


@cache
def _arabic_dual() -> re.Pattern[str]:
    said = either(bounds_of("ar", "before"))
    return re.compile(
        rf"(?<!\w)[وبلف]?(?P<span>(?:(?P<bound>{said}) )?(?P<unit>{either(arabic().duals)}))(?!\w)"
    )


def arabic_durations(line: Line, amounts: list[Amount]) -> Iterator[Found]:
    """Yield durations of an Arabic line: an amount and a unit, or a dual."""
    for amount in amounts:
        unit = _arabic_unit().match(line.text, amount.end)
        if unit is None or amount.form is Form.SHARE or _is_arabic_age(line.text, amount, unit):
            continue
        value = bounded(arabic().units[unit["unit"]], amount)
        if value is not None:
            first, last = line.place(amount.start, unit.end())
            yield Found(first - line.at, last - line.at, Lasting(value))
    yield from _of_one(line)
    for match in _arabic_dual().finditer(line.text):
        bound = bounds_of("ar", "before").get(match["bound"] or "", "exact")
        value = bounded(
            arabic().duals[match["unit"]], Amount(0, 0, 0, 2.0, None, bound, Form.WORDS)
        )
        if value is not None:
            first, last = line.place(match.start("span"), match.end("span"))
            yield Found(first - line.at, last - line.at, Lasting(value))


_ONE_UNIT = re.compile(
    r"(?<!\w)[وف]?(?:منذ|لمده|بعد) (?P<span>(?:(?P<bound>نحو|حوالي|اكثر من|قرابه|اقل من) )?"
    r"(?P<unit>اسبوع|شهر|عام|سنه|عقد|قرن))(?! ?\d)(?! (?:ونصف|واحد|من)(?!\w))(?!\w)"
)


def _of_one(line: Line) -> Iterator[Found]:
    """Yield "منذ أسبوع", "لمدة عام"."""
    for match in _ONE_UNIT.finditer(line.text):
        bound = bounds_of("ar", "before").get(match["bound"] or "", "exact")
        value = bounded(
            arabic().units[match["unit"]], Amount(0, 0, 0, 1.0, None, bound, Form.WORDS)
        )
        if value is not None:
            first, last = line.place(match.start("span"), match.end("span"))
            yield Found(first - line.at, last - line.at, Lasting(value))


def _is_arabic_age(text: str, amount: Amount, unit: re.Match[str]) -> bool:
    """Tell an age: "البالغ من العمر 12 عاماً", "عمره 12 عاماً", "(12 عاماً)"."""
    before = text[max(0, amount.start - 24) : amount.start]
    if re.search(
        r"(?:عمر|عمره|عمرها|العمر|البالغ|البالغه|يبلغ|تبلغ|بالغه|بالغا|اعمارهم|سن|في ال) ?(?:من )?(?:العمر )?\Z",
        before,
    ):
        return True
    return before.endswith("(") and text[unit.end() : unit.end() + 1] == ")"
