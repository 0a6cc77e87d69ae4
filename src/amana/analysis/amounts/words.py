"""The words of numbers and bounds, read from data files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec

from amana.core import prepared
from amana.text import fold


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one language calls numbers, parts of a whole, and bounds of a number.

    `before` and `after` map a bound to the words that say it before or after the number.
    """

    source: str
    date: str
    values: dict[str, float]
    scales: dict[str, float]
    parts: dict[str, float]
    vague: tuple[str, ...]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    short_scales: dict[str, float] = {}


@cache
def number_words(language: str) -> NumberWords:
    """Return the number words of a language: `en` in small letters, `ar` in their one spelling."""
    name = {"en": "english", "ar": "arabic"}[language]
    table = files("amana.analysis.amounts").joinpath("data", f"{name}.json").read_bytes()
    read = msgspec.json.decode(table, type=prepared(NumberWords))
    if language == "en":
        return read
    return NumberWords(
        source=read.source,
        date=read.date,
        values={fold(word).text: value for word, value in read.values.items()},
        scales={fold(word).text: value for word, value in read.scales.items()},
        parts={fold(word).text: value for word, value in read.parts.items()},
        vague=tuple(fold(word).text for word in read.vague),
        before={bound: _folded(said) for bound, said in read.before.items()},
        after={bound: _folded(said) for bound, said in read.after.items()},
    )


def _folded(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word).text for word in said)


def either(said: Iterable[str]) -> str:
    """Return the alternatives of a regular expression: the longest first, one space for one."""
    return "|".join(re.escape(word) for word in sorted(set(said), key=lambda w: (-len(w), w)))


@cache
def bounds_of(language: str, where: str) -> dict[str, str]:
    """Return what each word of a bound says, of those that stand `before` or `after` a number."""
    table: dict[str, tuple[str, ...]] = getattr(number_words(language), where)
    return {word: bound for bound, said in table.items() for word in said}
