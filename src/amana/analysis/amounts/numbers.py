"""Numbers in one line: digits with their scale, number words, shares, and words for many."""

# ruff: noqa: E501 - a pattern or a table is read as one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

import msgspec

from amana.analysis.amounts import arabic
from amana.analysis.amounts.lines import Line
from amana.analysis.amounts.words import either, number_words


class Form(StrEnum):
    """How a number is printed."""

    DIGITS = "digits"
    WORDS = "words"
    SHARE = "share"
    VAGUE = "vague"


class Number(msgspec.Struct, frozen=True):
    """A number in a line, without bounds: `value` is None for words like "dozens"."""

    start: int
    end: int
    value: float | None
    form: Form


_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,3})?|\d{1,3}(?: \d{3}){1,4}(?![\d.,]\d)(?!\d)"
    r"|\d{1,12}(?:\.\d{1,6})?)"
)
_BEFORE = r"(?<![\w#§])(?<!\w[.:/])(?<!\d,)(?<![^\W\d]-)"
_AFTER = r"(?!\w)(?![.,:/]\d)"
_ATTACHED = r"(?=(?:km|kg|mm|cm|m|ft|kph|mph|pc)\b)"
_PERCENT = r"(?P<percent>[ -]?(?:%|(?:percent|per cent|pct|pc)(?!\w)))"


@cache
def _digits() -> re.Pattern[str]:
    words = number_words("en")
    long, short = either(words.scales), either(set(words.short_scales) - {"m"})
    return re.compile(
        rf"{_BEFORE}(?P<digits>{_DIGITS})"
        rf"(?:[ -](?P<scale>{long})(?!\w)|(?P<short>{short})(?!\w)|(?<=\d)(?:{_AFTER}|{_ATTACHED}))"
        rf"{_PERCENT}?",
        re.IGNORECASE,
    )


@cache
def _worded() -> re.Pattern[str]:
    words = number_words("en")
    each = rf"(?:{either([*words.values, *words.scales])})(?!\w)"
    joint = r"(?:(?<=hundred)|(?<=thousand)|(?<=million))"
    return re.compile(
        rf"(?<![\w-])(?:(?P<half>half an?|a quarter of a)[ -]|(?P<a>an?) (?={either(words.scales)}))?"
        rf"(?P<words>{each}(?:[ -]{each}|{joint},? and {each}){{0,9}})(?P<and_half> and a half)?"
        rf"(?:[ -](?P<scale>{either(words.scales)})(?!\w))?{_PERCENT}?",
        re.IGNORECASE,
    )


@cache
def _shares() -> re.Pattern[str]:
    parts = either(number_words("en").parts)
    return re.compile(
        rf"(?<![\w-])(?:(?P<count>an?|one|two|three|four)[ -])?(?P<part>halves|{parts})s?(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(number_words('en').vague)})(?![\w-])", re.IGNORECASE)


_OF_WHOLE = re.compile(
    r" (?:of\b(?! an? (?:hundred|thousand|million|billion))|the\b|its\b|their\b|his\b|her\b|those\b|"
    r"these\b|all\b|that\b|gaza's\b)",
    re.IGNORECASE,
)
_ONE_PART = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_HUNDREDTH = 0.01
_TENS = range(20, 91, 10)


def find_numbers(line: Line) -> list[Number]:
    """Return the numbers of a line in text order, none overlapping, the longest where they do."""
    if line.language == "ar":
        found = [
            Number(start, end, value, Form(form))
            for start, end, value, form in arabic.find_numbers(line.text, line.quoted)
        ]
    else:
        found = [*_in_digits(line.text), *_in_words(line.text), *_in_shares(line.text)]
        found += [
            Number(m.start(), m.end(), None, Form.VAGUE) for m in _vague().finditer(line.text)
        ]
    return _apart(found)


def _apart(found: Sequence[Number]) -> list[Number]:
    kept: list[Number] = []
    for each in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _in_digits(text: str) -> Iterator[Number]:
    words = number_words("en")
    for match in _digits().finditer(text):
        value = float(re.sub("[, ]", "", match["digits"]))
        if match["scale"]:
            value *= words.scales[match["scale"].lower()]
        elif match["short"]:
            value *= words.short_scales[match["short"].lower()]
        yield _shared(match, value, Form.DIGITS)


def _shared(match: re.Match[str], value: float, form: Form) -> Number:
    if match["percent"]:
        return Number(match.start(), match.end(), round(value * _HUNDREDTH, 12), Form.SHARE)
    return Number(match.start(), match.end(), value, form)


def _in_words(text: str) -> Iterator[Number]:
    scales = number_words("en").scales
    for match in _worded().finditer(text):
        said = [word for word in re.split(r"[ ,-]+", match["words"].lower()) if word != "and"]
        value = sum_of(said)
        if value is None:
            yield from _parts_of(match)
            continue
        if match["half"]:
            value *= 0.25 if "quarter" in match["half"].lower() else 0.5
        value += 0.5 if match["and_half"] else 0
        value *= scales[match["scale"].lower()] if match["scale"] else 1
        yield _shared(match, value, Form.WORDS)


def _parts_of(match: re.Match[str]) -> Iterator[Number]:
    """Yield the numbers in a run of number words that makes no single one ("one two weeks ago")."""
    run: list[re.Match[str]] = []
    for word in [*re.finditer(r"[a-z]+", match["words"], re.IGNORECASE), None]:
        said = [each.group().lower() for each in run if each.group().lower() != "and"]
        longer = (
            None
            if word is None
            else sum_of([*said, word.group().lower()])
            if (word.group().lower() != "and")
            else 0.0
        )
        if longer is None and said:
            value = sum_of(said)
            if value is not None:
                start = match.start("words")
                yield Number(start + run[0].start(), start + run[-1].end(), value, Form.WORDS)
            run = []
        if word is not None:
            run.append(word)


def sum_of(said: Sequence[str]) -> float | None:
    """Return what English number words say together, None when they are no one number."""
    words = number_words("en")
    total, current, last = 0.0, 0.0, None
    for word in said:
        if word in words.scales:
            scale = words.scales[word]
            if scale == 100 or scale == 12:  # noqa: PLR2004, PLR1714 - a hundred, a dozen
                current = max(1.0, current) * scale
            else:
                total += max(1.0, current) * scale
                current = 0.0
            last = None
            continue
        value = words.values[word]
        if last is not None and not (last in _TENS and 0 < value < 10):  # noqa: PLR2004 - "twenty-five"
            return None
        current += value
        last = value
    return total + current


def _in_shares(text: str) -> Iterator[Number]:
    parts = number_words("en").parts
    for match in _shares().finditer(text):
        part = match["part"].lower()
        count = (match["count"] or "").lower()
        value = parts["half" if part == "halves" else part] * _ONE_PART.get(count, 1)
        if _is_share(text, match, part, count):
            yield Number(match.start(), match.end(), value, Form.SHARE)


def _is_share(text: str, match: re.Match[str], part: str, count: str) -> bool:
    """Tell a share from an ordinal ("a third man") and from half of a unit ("half an hour")."""
    if count and count not in {"a", "an"} and match.group().lower().endswith("s"):
        return True
    if _OF_WHOLE.match(text, match.end()):
        return bool(count) or part == "half"
    return (
        count in {"a", "one"}
        and part != "half"
        and not re.match(r"[ -]\w", text[match.end() :][:2])
    )
