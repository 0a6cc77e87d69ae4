"""A sentence in Arabic as claims see it: its words, the names in it, and what stands between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amana.analysis.arabic import Stem, Word, joined, start_without, stems
from amana.analysis.claims.arabic_verbs import Report, claim_words, reports
from amana.records import Mention

_COMMA = "،,؛;"
_QUOTE = '"'
_ENDS = " .،,؛;:!؟?…-"
_ALWAYS = frozenset({"و", "ف"})


class Name(NamedTuple):
    """A name in a sentence: its words (last exclusive), and the mention."""

    first: int
    last: int
    mention: Mention


class Cue(NamedTuple):
    """A reporting word in a sentence: its number, what is joined before it, and its form."""

    at: int
    off: int
    joined: bool
    report: Report


class Line:
    """A sentence: the text around it, where it and its paragraph stand, its words and names.

    `within` tells whether it begins inside of quotation marks.
    """

    def __init__(
        self, text: str, extent: tuple[int, int], paragraph: tuple[int, int],
        words: Sequence[Word], names: Sequence[Name], *, within: bool = False,
    ) -> None:  # fmt: skip
        self.text = text
        self.start, self.end = extent
        self.paragraph = paragraph
        self._within = within
        self.words = words
        self.names = names
        self.name_at = {n: each for each in names for n in range(each.first, each.last)}

    def word(self, number: int) -> str:
        """Return the folded word of a number, nothing outside of the sentence."""
        return self.words[number].folded if 0 <= number < len(self.words) else ""

    def between(self, number: int) -> str:
        """Return what stands right before a word, since the word before it or the beginning."""
        before = self.words[number - 1].end if number else self.start
        after = self.words[number].start if number < len(self.words) else self.end
        return self.text[before:after]

    def follows(self, number: int) -> bool:
        """Tell whether a word follows the one before it without a sign between them."""
        inside = 0 < number < len(self.words)
        return inside and joined(self.text, self.words[number - 1], self.words[number])

    def comma_before(self, number: int) -> bool:
        """Tell whether a comma stands right before a word."""
        return number < len(self.words) and any(sign in self.between(number) for sign in _COMMA)

    def quoted(self, number: int) -> bool:
        """Tell whether a word stands inside of quotation marks."""
        until = self.words[number].start if number < len(self.words) else self.end
        return (self.text.count(_QUOTE, self.start, until) % 2 == 1) != self._within

    def start_of(self, number: int, off: int = 0) -> int:
        """Return where a word begins in the text, without its first letters."""
        return start_without(self.text, self.words[number], off)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return a run without spaces and signs at its ends; quotation marks stay."""
        while end > start and (self.text[end - 1] in _ENDS):
            end -= 1
        while start < end and self.text[start] in _ENDS:
            start += 1
        if self.text[end - 1 : end] == _QUOTE and self.text.count(_QUOTE, start, end) % 2:
            return self.trimmed(start, end - 1)
        return start, end

    def stem_in(self, number: int, listed: str) -> Stem | None:
        """Return the stem of a word that is on a list of words, the word as it stands first."""
        found = claim_words(listed)
        return next((each for each in stems(self.word(number)) if each.folded in found), None)


def cues(line: Line) -> list[Cue]:
    """Return the reporting words of a sentence that are no part of a name, in text order."""
    found: list[Cue] = []
    for number, word in enumerate(line.words):
        if number in line.name_at:
            continue
        for stem in stems(word.folded):
            report = reports().get(stem.folded)
            prefix = word.folded[: stem.off]
            if report and (not stem.off or (prefix in _ALWAYS and report.form != "noun")):
                found.append(Cue(number, stem.off, bool(stem.off), report))
                break
    return found
