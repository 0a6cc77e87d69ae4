"""English noun phrases behind a number, by the parse of its sentence, and the unit of a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from amana.analysis.amounts import Line
from amana.analysis.parsing import Word
from amana.analysis.quantities.counted import PEOPLE, Counted
from amana.analysis.quantities.leaving_out import Extent
from amana.analysis.quantities.lexicon import english

BEFORE_NOUN = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "RB", "RBR", "CD", "AFX"})
"""Tags of words that may stand between a number and its noun."""

OF_NOUN = BEFORE_NOUN | {"DT", "PRP$", "PDT"}
"""The same after "of", where a determiner may stand, too."""

TIMES = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"}
)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PLURAL = frozenset({"NNS", "NNPS"})
_MOST_WORDS = 8
_UNPARSED_WORDS = 3


class Around(msgspec.Struct, frozen=True):
    """A sentence with what is known of it.

    `taken` are extents of dates and the like, at which a noun phrase ends; `durations` extents of
    durations, which ages are not among.
    """

    line: Line
    words: Sequence[Word] = ()
    taken: Sequence[Extent] = ()
    durations: Sequence[Extent] = ()
    before: Counted | None = None
    """The quantity before in the sentence, whose noun a number may share."""


class Noun(msgspec.Struct, frozen=True):
    """A noun phrase in a line, and its head as printed."""

    start: int
    end: int
    head: str


def noun_at(around: Around, at: int, allowed: frozenset[str]) -> Noun | None:
    """Return the noun phrase that begins at `at` or one space later."""
    if not around.words:
        return _unparsed(around.line.text, at)
    offset = around.line.at
    words = [word for word in around.words if word.start - offset >= at]
    if not words or words[0].start - offset > at + 1:
        return None
    last: Word | None = None
    for word in words[:_MOST_WORDS]:
        place = word.start - offset
        if any(first <= place < end for first, end in around.taken) or _is_over(last, word):
            break
        if word.tag in _NOUNS and word.text[0].isalpha() and word.text.lower() != "percent":
            last = word
        elif word.tag not in allowed:
            break
    if last is None:
        return None
    return Noun(words[0].start - offset, last.end - offset, last.text)


def _is_over(last: Word | None, word: Word) -> bool:
    """Tell whether a plural ended the phrase: "people displaced by", "men Norland lost"."""
    if last is None or last.tag not in _PLURAL:
        return False
    return word.tag not in {"POS", "HYPH", "NN", "NNS"}


def _unparsed(text: str, at: int) -> Noun | None:
    """Return up to three words of a sentence that was not parsed, ended by the list of stops."""
    match = re.compile(r"(?: ?[A-Za-z'-]+){1,4}").match(text, at)
    kept: list[re.Match[str]] = []
    for word in re.finditer(r"[A-Za-z'-]+", match.group() if match else ""):
        if word.group().lower() in english().stops or len(kept) == _UNPARSED_WORDS:
            break
        kept.append(word)
    if not kept:
        return None
    return Noun(at + kept[0].start(), at + kept[-1].end(), kept[-1].group())


def is_time(noun: str) -> bool:
    """Tell whether a noun is a unit of time."""
    return noun.lower().rstrip("s") in TIMES or noun.lower() == "centuries"


def unit_of(noun: str) -> str:
    """Return the unit of a counted noun: `people`, or its plural in small letters."""
    low = noun.lower()
    words = english()
    demonym = noun[0].isupper() and noun.endswith(("ans", "is", "ese", "ians"))
    if demonym or low in words.people or noun in words.people:
        return PEOPLE
    return words.units.get(low) or plural(low)


def plural(noun: str) -> str:
    """Return the plural of an English noun by its ending."""
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def bare(noun: str) -> str:
    """Return a noun phrase without its determiner."""
    first, _, rest = noun.partition(" ")
    return rest if rest and first.lower() in english().determiners else noun
