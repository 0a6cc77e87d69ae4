"""Known Arabic names in a run of text, and names that follow a word that says what they are."""

# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amana.analysis.arabic import Stem, Word, joined, start_without, stems
from amana.analysis.names.arabic_lists import (
    Listed,
    first_words,
    listed_names,
    name_words,
    word_list,
)

_SHORT = 3
_ARTICLE = "ال"
_MOST_WORDS = 5
_QUOTES = "\"'"
_LONGEST_QUOTED = 40
_PLACES = ("GPE", "LOC", "FAC")
_COUNTRY_ADJECTIVE = "NORP"


class Found(NamedTuple):
    """A name in the text: the words that it covers (last exclusive), its place, type and key."""

    first: int
    last: int
    start: int
    end: int
    type: str
    key: str | None = None
    country: str | None = None


def listed(text: str, words: Sequence[Word]) -> list[Found]:
    """Return the known names among words, longest first come, none overlapping."""
    found: list[Found] = []
    at = 0
    while at < len(words):
        name = _longest(text, words, at)
        if name:
            found.append(name)
        at = name.last if name else at + 1
    return found


def _longest(text: str, words: Sequence[Word], at: int) -> Found | None:
    best: Found | None = None
    for stem in stems(words[at].folded):
        length = first_words().get(stem.folded, 0)
        for last in range(min(len(words), at + length), at, -1):
            if best and last <= best.last:
                break
            entry = _entry(text, words, at, last, stem)
            if entry:
                best = Found(
                    at, last, start_without(text, words[at], stem.off), words[last - 1].end,
                    entry.type, entry.key, entry.country,
                )  # fmt: skip
    return best


def _entry(text: str, words: Sequence[Word], at: int, last: int, stem: Stem) -> Listed | None:
    name = (stem.folded, *(word.folded for word in words[at + 1 : last]))
    entry = listed_names().get(name)
    if entry is None or not all(joined(text, words[n], words[n + 1]) for n in range(at, last - 1)):
        return None
    if stem.off and last == at + 1 and len(stem.folded) <= _SHORT:
        plain = words[at].folded[0] in "وف" and entry.key not in _SHORT_COUNTRIES
        if plain or words[at].folded in name_words():
            return None
    quoted = _in_quotes(text, words[at].start, words[last - 1].end)
    if quoted and name in _PAPERS:
        return Listed("ORG", _PAPERS[name])
    outlet = quoted and entry.type == "ORG"
    return entry if entry.sure or outlet or _is_led(text, words, at, entry.type) else None


def _in_quotes(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in _MARKS and text[end : end + 1] in _MARKS


_MARKS = ('"', "'")
_PAPERS = {("الشرق", "الاوسط"): "asharq-al-awsat"}
"""Places that are papers where they stand in quotation marks."""


_SHORT_COUNTRIES = frozenset({"egypt", "qatar", "gaza"})


def _is_led(text: str, words: Sequence[Word], at: int, type_: str) -> bool:
    """Tell whether the word before says what kind of thing follows."""
    if not at or not _follows(text, words[at - 1], words[at]):
        return False
    leads = "place leads" if type_ in _PLACES else "organisation leads"
    return any(stem.folded in word_list(leads) for stem in stems(words[at - 1].folded))


def _follows(text: str, one: Word, other: Word) -> bool:
    between = text[one.end : other.start]
    return joined(text, one, other) or between.strip(" ") in tuple(_QUOTES)


def led(text: str, words: Sequence[Word], taken: Sequence[Found]) -> Iterator[Found]:
    """Yield bodies, facilities and places that are named after a word that says what they are."""
    inside = {number for each in taken for number in range(each.first, each.last)}
    kinds = {each.first: each for each in taken}
    for at, word in enumerate(words):
        if at in inside:
            continue
        for stem in stems(word.folded):
            made = _led_by(text, words, at, stem, kinds)
            if made:
                yield made
                break


def _led_by(
    text: str, words: Sequence[Word], at: int, stem: Stem, kinds: dict[int, Found]
) -> Found | None:
    start = start_without(text, words[at], stem.off)
    word = stem.folded
    if word in word_list("organisation leads"):
        return _body(text, words, at, start, kinds)
    if word in word_list("facility leads"):
        return _facility(text, words, at, start, kinds)
    last = _proper(text, words, at + 1, kinds)
    if last > at + 1 and word in word_list("place leads kept"):
        return _made(words, at, last, start, "LOC")
    if last > at + 1 and word in word_list("place leads"):
        first = words[at + 1]
        vague = word in word_list("vague place leads") and first.folded.startswith(_ARTICLE)
        return None if vague else _made(words, at + 1, last, first.start, "GPE")
    return _office(text, words, at, start, kinds) if word in word_list(_OFFICES) else None


_OFFICES = "organisation heads with adjective"
_PROPER = "organisation leads only with a proper name"


def _office(
    text: str, words: Sequence[Word], at: int, start: int, kinds: dict[int, Found]
) -> Found | None:
    """Return "the army" or "the interior" of a country, unless somebody's title goes before."""
    adjective = kinds.get(at + 1)
    if adjective is None or adjective.type != _COUNTRY_ADJECTIVE or not _next(text, words, at + 1):
        return None
    titles = word_list("person titles")
    if at and any(stem.folded in titles for stem in stems(words[at - 1].folded)):
        return None
    return _made(words, at, adjective.last, start, "ORG")


def _made(words: Sequence[Word], first: int, last: int, start: int, type_: str) -> Found:
    return Found(first, last, start, words[last - 1].end, type_)


def _next(text: str, words: Sequence[Word], number: int) -> bool:
    """Tell whether a word follows the one before it without a sign between them."""
    return 0 < number < len(words) and joined(text, words[number - 1], words[number])


def _body(
    text: str, words: Sequence[Word], at: int, start: int, kinds: dict[int, Found]
) -> Found | None:
    """Return a body: what is quoted after its kind, or its kind with the nouns that define it."""
    quoted = _quoted(text, words, at)
    if quoted:
        inside = kinds.get(at + 1)
        key = inside.key if inside and inside.last == quoted and inside.type == "ORG" else None
        made = _made(words, at + 1, quoted, words[at + 1].start, "ORG")
        return made._replace(key=key)
    proper = any(stem.folded in word_list(_PROPER) for stem in stems(words[at].folded))
    last, definite = at + 1, False
    while _next(text, words, last) and last - at < _MOST_WORDS:
        word, known = words[last].folded, kinds.get(last)
        if known:
            if _defines(known, words[last], first=last == at + 1):
                last, definite = known.last, True
            break
        if proper or not (_is_adjective(word) if definite else _defines_kind(word, last - at)):
            break
        definite = definite or _is_definite(word)
        last += 1
    if not definite:
        return None
    return _made(words, at, last, start, "ORG")


def _defines(known: Found, word: Word, *, first: bool) -> bool:
    """Tell whether a known name belongs to the body whose kind stands before it."""
    article = word.folded.startswith(_ARTICLE)
    if known.type == _COUNTRY_ADJECTIVE and article:
        article = (word.folded.removeprefix(_ARTICLE),) in listed_names()
    if known.type == _COUNTRY_ADJECTIVE:
        return article
    return known.type in _PLACES and known.start == word.start and (first or article)


def _defines_kind(word: str, step: int) -> bool:
    return _is_definite(word) or (step == 1 and _is_noun(word))


def _is_adjective(word: str) -> bool:
    """Tell whether a definite word after a definite noun describes the body."""
    plain = word.endswith(("يه", "ي", "ه")) or word in word_list("adjectives of bodies")
    return plain and _is_definite(word)


def _is_definite(word: str) -> bool:
    return (
        word.startswith((_ARTICLE, "لل")) and len(word) > _SHORT + 1
        and word not in word_list("never in names") and word not in word_list("person titles")
    )  # fmt: skip


def _is_noun(word: str) -> bool:
    """Tell whether a word without article can stand between a kind and its definition."""
    return (
        len(word) > _SHORT and not word.startswith(("ي", "ت", "س", "ب", "ل", "و", "ف"))
        and word not in word_list("never in names") and word not in word_list("person titles")
    )  # fmt: skip


def _facility(
    text: str, words: Sequence[Word], at: int, start: int, kinds: dict[int, Found]
) -> Found | None:
    quoted = _quoted(text, words, at)
    if quoted:
        return _made(words, at + 1, quoted, words[at + 1].start, "FAC")
    last = _proper(text, words, at + 1, kinds)
    return _made(words, at, last, start, "FAC") if last > at + 1 else None


def _quoted(text: str, words: Sequence[Word], at: int) -> int | None:
    """Return the end of the words that stand in quotation marks right after a word."""
    end = words[at].end
    if at + 1 >= len(words) or text[end : words[at + 1].start].strip(" ") not in tuple(_QUOTES):
        return None
    mark = text[words[at + 1].start - 1]
    close = text.find(mark, words[at + 1].start, words[at + 1].start + _LONGEST_QUOTED)
    last = at + 1
    while last < len(words) and words[last].end <= close:
        last += 1
    closes = close >= 0 and at + 1 < last <= at + 1 + _MOST_WORDS
    return last if closes and text[words[last - 1].end : close].strip(" ") == "" else None


def _proper(text: str, words: Sequence[Word], at: int, kinds: dict[int, Found]) -> int:
    """Return the end of the proper name of a place that begins with the word `at`."""
    if not _next(text, words, at):
        return at
    known = kinds.get(at)
    if known:
        return known.last if known.type in _PLACES and known.start == words[at].start else at
    word = words[at].folded
    if word in word_list("first words of place names"):
        good = _next(text, words, at + 1) and _can_be_place(words[at + 1].folded)
        return at + 2 if good else at
    return at + 1 if _can_be_place(word) else at


def _can_be_place(word: str) -> bool:
    plain = word in word_list("never in names") or word in word_list("person titles")
    adjective = word.endswith(("يه", "يتين", "يرا")) or word in word_list("plain adjectives")
    plain = plain or word.startswith(("ول", "بال", "وال", "لل", "وب"))
    return len(word) >= _SHORT and not plain and not adjective and not word.isdigit()
