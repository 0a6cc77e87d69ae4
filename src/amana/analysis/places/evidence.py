"""Which countries a text is about, and how much: by the names of countries and of their people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from amana.analysis.frame import Frame
from amana.analysis.places.gazetteer import gazetteer
from amana.analysis.places.keys import key, without_clitic

MOST = 200_000
"""So much of a text is looked through, in characters."""

_WORD = re.compile(r"[^\W\d_][\w'.\u2019-]*")
_NEAR = 160
_PEOPLE = re.compile("(?:يون|يين|ية|يات)$")


def countries_of(frame: Frame) -> Counter[str]:
    """Return how often a text speaks of each country or its people."""
    found: Counter[str] = Counter()
    left = MOST
    for paragraph in frame.paragraphs:
        end = min(paragraph.end, paragraph.start + left)
        found.update(countries_in(frame.text, paragraph.start, end))
        left -= end - paragraph.start
        if left <= 0:
            break
    return found


def countries_near(text: str, start: int, end: int) -> Iterable[str]:
    """Yield the countries that the words around a name speak of, the name itself left out."""
    before, after = max(0, start - _NEAR), min(len(text), end + _NEAR)
    if (at := text.rfind("\n", before, start)) >= 0:
        before = at
    if (at := text.find("\n", end, after)) >= 0:
        after = at
    yield from countries_in(text, before, start)
    yield from countries_in(text, end, after)


def countries_in(text: str, start: int, end: int) -> Iterable[str]:
    """Yield the country of each word or pair of words that names one or its people."""
    before = ""
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        if country := _of_pair(before, word) or _of_word(word):
            yield country
        before = word


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Return counts as shares of the greatest."""
    most = max(counts.values(), default=0)
    return {name: count / most for name, count in counts.items()} if most else {}


def _of_pair(before: str, word: str) -> str | None:
    """Return the country that two words name: "Saudi Arabia", "جنوب السودان"."""
    if not before or (before.isascii() and not before[:1].isupper()):
        return None
    return _named_by_two(before, word)


def _of_word(word: str) -> str | None:
    return None if word.isascii() and not word[:1].isupper() else _named(word)


@lru_cache(maxsize=16384)
def _named_by_two(before: str, word: str) -> str | None:
    return gazetteer().countries.get(key(f"{before} {word}"))


@lru_cache(maxsize=16384)
def _named(word: str) -> str | None:
    about, plain = gazetteer().countries, word.removesuffix("'s")
    if word.isascii():
        return about.get(key(plain))
    forms = (plain, *without_clitic(plain))
    keys = [key(form) for word in forms for form in (word, _PEOPLE.sub("ي", word))]
    return next((about[each] for each in keys if each in about), None)
