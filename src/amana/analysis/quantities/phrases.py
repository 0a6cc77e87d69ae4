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
_UNPARSED_WORDS = 5
_REACH = 80
_WORDS = re.compile(r"[A-Za-z][A-Za-z'-]*")


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
        return _unparsed(around, at, determined=allowed is OF_NOUN)
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


def _unparsed(around: Around, at: int, *, determined: bool) -> Noun | None:
    """Return the noun phrase of a sentence that was not parsed, by lists and endings.

    It ends with its first plural or noun of persons and those right behind it; without one, with
    the first word. A word of the list of stops, and a date, end it in any case.
    """
    kept: list[re.Match[str]] = []
    plain: re.Match[str] | None = None
    for word in _WORDS.finditer(around.line.text, at, at + _REACH):
        gap = around.line.text[kept[-1].end() if kept else at : word.start()]
        if gap.strip() or len(kept) == _UNPARSED_WORDS or _is_taken(around, word.start()):
            break
        said = word.group().lower()
        if said in english().determiners and determined and not kept:
            at = word.end()
            continue
        counts = is_plural(said)
        stops = said in english().stops and (plain or said not in english().people)
        if stops or (plain is not None and not counts):
            break
        kept.append(word)
        plain = word if counts else plain
    whole = [word for word in kept if not word.group().endswith("'s")] or kept
    last = plain or (whole[0] if whole else None)
    return Noun(kept[0].start(), last.end(), last.group()) if last else None


def _is_taken(around: Around, at: int) -> bool:
    return any(first <= at < end for first, end in around.taken)


def is_plural(word: str) -> bool:
    """Tell whether a word looks like the plural of a noun, or counts persons or measures."""
    words = english()
    if word in words.people or word in words.units:
        return True
    return word.endswith("s") and not word.endswith(("ss", "'s", "us", "is"))


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
