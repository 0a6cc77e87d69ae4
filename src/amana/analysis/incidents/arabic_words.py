"""Arabic sentences as folded words with their places, and the phrases that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from amana.analysis.incidents.event import Run
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import arabic, folded

_WORD = re.compile(
    r"[0-9\u0660-\u0669]+(?:[.,\u066b\u066c][0-9\u0660-\u0669]+)*|[^\W\d_]+(?:[\u064b-\u0652\u0670\u0640][^\W\d_]*)*|[^\w\s]"
)
_MARKS = frozenset('.،,؛;:()"!؟?[]')
_SHORTEST = 3
_ARTICLE = "\u0627\u0644"
_PROCLITICS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_LONGEST_PHRASE = 6
_MOST_WORDS = 400


class ArabicWord(msgspec.Struct, frozen=True):
    """A folded word or mark, where it stands, and its forms without what is written onto it."""

    text: str
    start: int
    end: int
    forms: tuple[str, ...]

    @property
    def mark(self) -> bool:
        """Whether it is a punctuation mark."""
        return self.text in _MARKS

    @property
    def definite(self) -> bool:
        """Whether it carries the article."""
        return any(each.startswith("ال") for each in self.forms)

    def among(self, group: Iterable[str]) -> bool:
        """Tell whether it is one of a group, with or without what is written onto it."""
        return any(each in group for each in self.forms)


def words_of(text: str, start: int, end: int) -> list[ArabicWord]:
    """Return the words and marks of a sentence, at most 400."""
    found = []
    for match in _WORD.finditer(text, start, end):
        plain = folded(match.group()) or match.group()
        found.append(ArabicWord(plain, match.start(), match.end(), forms_of(plain)))
        if len(found) >= _MOST_WORDS:
            break
    return found


def forms_of(word: str) -> tuple[str, ...]:
    """Return a folded word and what remains without conjunction and preposition before it."""
    forms = [word]
    if word.startswith(_PROCLITICS) and len(word) > _SHORTEST:
        forms.append(word[1:])
    for form in tuple(forms):
        if form.startswith("لل") and len(form) > _SHORTEST:
            forms.append("ال" + form[2:])
        elif form[:1] in _PREPOSITIONS and len(form) > _SHORTEST:
            forms.append(form[1:])
    return tuple(dict.fromkeys(forms))


def run_between(words: Sequence[ArabicWord], first: int, last: int) -> Run:
    """Return where words stand in the text, without what is written onto the first."""
    return words[first].start, words[last].end


def bare_run(words: Sequence[ArabicWord], first: int, last: int, form: str | None = None) -> Run:
    """Return where words stand, the first as `form`: without conjunction or preposition."""
    word = words[first]
    start = word.start
    if (
        form is not None
        and form != word.text
        and word.text.endswith(form)
        and len(word.text) == word.end - start
    ):
        start += len(word.text) - len(form)
    return start, words[last].end


def phrase(
    words: Sequence[ArabicWord], first: int, known: Known, longest: int = _LONGEST_PHRASE
) -> int:
    """Return the last word of the noun phrase that begins at a word."""
    last = first
    named = known.mention((words[first].start, words[first].end))
    while last + 1 < len(words) and last + 1 - first < longest:
        after = words[last + 1]
        within = named is not None and after.start < named.span.char_end
        if not within and (after.mark or stops(after) or _joined(after)):
            break
        last += 1
    return last


def stops(word: ArabicWord) -> bool:
    """Tell whether a word ends the noun phrase before it."""
    groups = arabic()
    return (
        word.text in groups.stops
        or word.among(groups.light_verbs)
        or word.text in groups.place_prepositions
        or any(word.among(each) for each in groups.harm.values())
        or word.text[:1].isdigit()
        or (
            word.text[:1] in _PREPOSITIONS
            and len(word.forms) > 1
            and word.forms[-1].startswith("ال")
        )
    )


def _joined(word: ArabicWord) -> bool:
    """Tell whether a word begins with "and" ("و") rather than with a letter of its own."""
    return (
        word.text.startswith("و") and len(word.text) > _SHORTEST and word.text[1:].startswith("ال")
    )


def acting_phrase(words: Sequence[ArabicWord], first: int, known: Known) -> int | None:
    """Return the last word of the phrase of one who acts, None if none begins here.

    It begins with a word for forces, or a name of a people, body or person; adjectives follow.
    """
    groups = arabic()
    if first >= len(words) or words[first].mark:
        return None
    run = (words[first].start, words[first].end)
    named = known.mention(run)
    if named is not None and named.type in {"ORG", "NORP", "PERSON", "GPE"}:
        last = first
        while last + 1 < len(words) and words[last + 1].start < named.span.char_end:
            last += 1
        return _with_adjectives(words, last)
    if not words[first].among(groups.forces) and not any(
        each.removeprefix(_ARTICLE) in groups.forces for each in words[first].forms
    ):
        return None
    return _with_adjectives(words, first)


def _with_adjectives(words: Sequence[ArabicWord], last: int) -> int:
    groups = arabic()
    while last + 1 < len(words):
        after = words[last + 1]
        adjective = (
            after.text.startswith("ال")
            or after.text in groups.nationalities | groups.means_adjectives
        )
        if (
            after.mark
            or (not adjective and after.text not in groups.forces)
            or after.among(groups.place_nouns)
        ):
            break
        last += 1
    return last
