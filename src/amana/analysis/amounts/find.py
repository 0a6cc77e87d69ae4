"""Amounts of one line: a number or a range of numbers with the words that bound it."""

# ruff: noqa: E501, RUF001 - a pattern or a table is read as one line; Arabic letters and typographic dashes are meant

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from amana.analysis.amounts.lines import Line
from amana.analysis.amounts.numbers import Form, Number, find_numbers
from amana.analysis.amounts.words import bounds_of, either, number_words

_LOOK_BACK = 40


class Amount(msgspec.Struct, frozen=True):
    """A bounded number in a line.

    `start` is that of the first bounding word, `number` where the number itself begins; `end` that
    of the number, or of a bounding word right after it. `bound` is as of a `Quantity`.
    """

    start: int
    number: int
    end: int
    value: float | None
    value_max: float | None
    bound: str
    form: Form


def find_amounts(line: Line) -> list[Amount]:
    """Return the amounts of a line in text order, none overlapping.

    Rules:
    1. Two numbers joined by a dash, "to", "or", "between … and", "بين … و", "إلى", "أو" are one
       range when the second is greater; the scale of the second is that of both ("2 to 3 million").
    2. The words of a bound stand right before or right after the number; the one nearest to it
       that says more than "exact" wins, all belong to the span.
    3. "dozens" and the like have no value and the bound `multiple`.
    """
    found: list[Amount] = []
    numbers = find_numbers(line)
    place = 0
    while place < len(numbers):
        one = numbers[place]
        two = numbers[place + 1] if place + 1 < len(numbers) else None
        if two is not None and (joined := _range(line, one, two)):
            found.append(joined)
            place += 2
            continue
        found.append(_bounded(line, one))
        place += 1
    return _apart(found)


def _apart(found: Sequence[Amount]) -> list[Amount]:
    """Return amounts without those whose bounding words reach into the one before."""
    kept: list[Amount] = []
    for each in found:
        if kept and each.start < kept[-1].end:
            each = msgspec.structs.replace(each, start=each.number)  # noqa: PLW2901 - cut where it overlaps
        kept.append(each)
    return kept


_SIGN = r"(?:(?:US)?[$€£₪¥])?"
_JOINTS = {
    "en": re.compile(rf"(?: ?[-–—] ?| to | or | and (?:up to )?){_SIGN}"),
    "ar": re.compile(r" ?[-–—] ?| (?:الي|حتي|او|و) ?"),
}
_BETWEEN = {
    "en": re.compile(
        rf"(?<!\w)(?:somewhere )?between (?:about |around |some )?{_SIGN}\Z", re.IGNORECASE
    ),
    "ar": re.compile(r"(?<!\w)(?:ما )?[بلو]?بين \Z"),
}
_NEEDS_BETWEEN = {"and", "و", "and up to"}


def _range(line: Line, one: Number, two: Number) -> Amount | None:
    if one.value is None or two.value is None:
        return None
    gap = line.text[one.end : two.start]
    joint = _JOINTS[line.language].fullmatch(gap)
    before = line.text[max(0, one.start - _LOOK_BACK) : one.start]
    between = _BETWEEN[line.language].search(before)
    if joint is None or (gap.rstrip("US$€£₪¥").strip() in _NEEDS_BETWEEN and not between):
        return None
    low = _lifted(line, one, two)
    if low is None or not low < two.value:
        return None
    start = one.start - (len(between.group().lstrip()) if between else 0)
    form = two.form if two.form is Form.SHARE else one.form
    bounded = _bounded(line, msgspec.structs.replace(one, start=start, end=two.end))
    return Amount(bounded.start, one.start, bounded.end, low, two.value, "between", form)


def _lifted(line: Line, one: Number, two: Number) -> float | None:
    """Return the low end of a range, with the scale or the percent sign of its high end."""
    low, high = one.value, two.value
    if low is None or high is None:
        return None
    if two.form is Form.SHARE and one.form is not Form.SHARE:
        return low / 100
    scales = number_words(line.language).scales
    last = re.split(r"[ -]", line.text[two.start : two.end].lower())[-1]
    if last in scales and one.end - one.start and low < scales[last]:
        scaled = re.split(r"[ -]", line.text[one.start : one.end].lower())[-1] in scales
        return low if scaled or low * scales[last] >= high else low * scales[last]
    return low


@cache
def _before(language: str) -> re.Pattern[str]:
    clitics = "[وبلف]{0,2}" if language == "ar" else ""
    said = either(bounds_of(language, "before"))
    return re.compile(
        rf"(?<![\w-]){clitics}(?P<said>{said})[ -]?(?:(?:US)?[$€£₪¥])?\Z", re.IGNORECASE
    )


@cache
def _after(language: str) -> re.Pattern[str]:
    said = either(bounds_of(language, "after"))
    return re.compile(rf",? (?P<said>{said})(?!\w)|(?P<plus>\+)(?!\d)", re.IGNORECASE)


_PER_TIME = re.compile(
    r"(?:[ -](?:second|minute|hour|day|night|week|month|year|decade|centur))", re.IGNORECASE
)
_MORE_THAN_BEFORE = re.compile(
    r"(?<!\w)(?:for|of|after|in|is|was|just|well|lasted|lasting|last|than|by|takes?|took) (?:just |well )?\Z",
    re.IGNORECASE,
)
_MEANS_DURING = frozenset({"over", "passed", "beyond", "some"})
_NO_BOUND_BEFORE = re.compile(r"(?:at (?:the )?|article |no |number )\Z", re.IGNORECASE)
_MAX_WORDS = 3


def _bounded(line: Line, number: Number) -> Amount:
    """Return a number with the bounding words around it."""
    start, bound = number.start, None
    for _ in range(_MAX_WORDS):
        match = _before(line.language).search(line.text[max(0, start - _LOOK_BACK) : start])
        if match is None or _is_no_bound(line, match, start, number):
            break
        said = bounds_of(line.language, "before")[match["said"].lower()]
        bound = said if bound in {None, "exact"} else bound
        start = max(0, start - _LOOK_BACK) + match.start("said")
    end, later = bound_after(line, number.end)
    bound = later if bound in {None, "exact", "about"} and later else bound
    if number.value is None and bound in {None, "exact", "about", "more than", "at least"}:
        bound = "multiple"
    return Amount(start, number.start, end, number.value, None, bound or "exact", number.form)


def bound_after(line: Line, end: int) -> tuple[int, str | None]:
    """Return where the bounding words right behind `end` end, and what they say."""
    match = _after(line.language).match(line.text, end)
    if match is None:
        return end, None
    if match["plus"]:
        return match.end(), "at least"
    said = match["said"].lower()
    if said == "at least" and re.match(
        r" (?:one|two|three|\d)", line.text[match.end() : match.end() + 7]
    ):
        return end, None  # it belongs to the number that follows
    return match.end(), bounds_of(line.language, "after")[said]


def _is_no_bound(line: Line, match: re.Match[str], start: int, number: Number) -> bool:
    """Tell whether a bounding word means something else here: "over two days", "passed 12 laws"."""
    said = match["said"].lower()
    if line.language != "en" or said not in _MEANS_DURING:
        return False
    if said == "some":
        return number.value is None
    before = line.text[max(0, start - _LOOK_BACK) : start]
    head = before[: match.start("said")]
    if said == "over" and _PER_TIME.match(line.text, number.end):
        return not _MORE_THAN_BEFORE.search(head)
    if said == "passed":
        return re.search(r"(?:toll|number|count|total|ha[sd]|have) \Z", head, re.IGNORECASE) is None
    return said == "beyond" and number.form is Form.WORDS
