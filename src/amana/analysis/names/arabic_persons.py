"""Names of persons in Arabic: how they are made of given names, family names and particles.

A name needs a reason: a title before it, or a given name that is no common word followed by another
word of names. Where a name ends is told by the words that never stand in names.
"""
# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amana.analysis.arabic import Stem, Word, joined, start_without, stems
from amana.analysis.names.arabic_listed import Found
from amana.analysis.names.arabic_lists import NameWord, name_words, word_list

_ARTICLE = "ال"
_MOST_WORDS = 7
_COMMON_GIVEN, _USUAL_GIVEN = 3, 2
_BACK = 7
_SHORTEST = 3
_NONE = NameWord(0, 0, foreign=False)
_SERVANT = "عبد"
_KUNYA = frozenset({"ابو", "ابي", "ابا", "ام"})
_BIND = frozenset({"بن", "ابن", "بنت", "ال", "عبد", "ابو", "ابي", "ام", "ولد"})


def persons(text: str, words: Sequence[Word], taken: set[int]) -> Iterator[Found]:
    """Yield the persons among words that are not `taken` by other names."""
    at = 0
    while at < len(words):
        person = None if at in taken else _person(text, words, at, taken)
        if person:
            yield person
        at = person.last if person else at + 1


def _person(text: str, words: Sequence[Word], at: int, taken: set[int]) -> Found | None:
    titled = _is_titled(text, words, at, taken)
    whole = name_words().get(words[at].folded, _NONE).given >= _USUAL_GIVEN
    for stem in stems(words[at].folded)[: 1 if whole else None]:
        last = _end(text, words, at, stem, taken, titled=titled)
        if last and (titled or not stem.off or stem.folded in name_words()):
            return Found(
                at, last, start_without(text, words[at], stem.off), words[last - 1].end, "PERSON"
            )
    return None


def _is_titled(text: str, words: Sequence[Word], at: int, taken: set[int]) -> bool:
    """Tell whether a title stands before a word, with at most an adjective or two between."""
    for back in range(1, _BACK + 1):
        number = at - back
        if number < 0 or not joined(text, words[number], words[number + 1]):
            return False
        word = words[number].folded
        if any(stem.folded in word_list("person titles") for stem in stems(word)):
            return True
        if not (number in taken or word.startswith(_ARTICLE) or _inside_role(word)):
            return False
    return False


def _inside_role(word: str) -> bool:
    return any(word in word_list(name) for name in ("former", "role nouns", "organisation leads"))


def _end(
    text: str, words: Sequence[Word], at: int, stem: Stem, taken: set[int], *, titled: bool
) -> int | None:
    """Return the end of a name that begins with a stem of the word `at`, None if none does."""
    first, count = _first(text, words, at, stem, titled=titled)
    if not count:
        return None
    last, parts = at + count, 1
    proper = titled or (first.given >= _USUAL_GIVEN and not _also(stem.folded))
    kunya = stem.folded in _KUNYA
    while last - at < _MOST_WORDS and _goes_on(text, words, last, taken):
        more = _more(text, words, last, parts, taken, titled=titled, proper=proper or kunya)
        if not more:
            break
        last, parts = last + more, parts + 1
        proper = proper or not _also(words[last - 1].folded)
    while last > at + 1 and words[last - 1].folded in _BIND:
        last -= 1
    if titled:
        lone = parts == 1 and (first == _NONE or _also(stem.folded))
        good = not lone and (first != _NONE or not _goes_on(text, words, last, taken))
    elif parts == 1:
        good = count > 1 and stem.folded == _SERVANT
    else:
        sure = first.given >= _COMMON_GIVEN or count > 1
        good = proper and (sure or _is_name_like(words[at + 1].folded, first))
    return last if good else None


def _first(
    text: str, words: Sequence[Word], at: int, stem: Stem, *, titled: bool
) -> tuple[NameWord, int]:
    """Return what the first word of a name is, and how many words its first part has."""
    word = stem.folded
    barred = word in word_list("never in names") or word in word_list("person titles")
    if barred or (words[at].folded.startswith("لل") and titled):
        return _NONE, 0
    if word == _SERVANT or word in _KUNYA:
        two = at + 1 < len(words) and joined(text, words[at], words[at + 1])
        after = words[at + 1].folded if two else ""
        fits = word != _SERVANT or after in word_list("abd")
        good = two and fits and after not in word_list("never in names")
        return NameWord(_COMMON_GIVEN, 0, foreign=False), 2 if good else 0
    known = name_words().get(word, _NONE)
    if word.startswith("عبدال"):
        known = NameWord(_COMMON_GIVEN, 0, foreign=False)
    after = words[at + 1].folded if at + 1 < len(words) else ""
    if word.startswith(_ARTICLE) and name_words().get(after, _NONE).given >= _USUAL_GIVEN:
        return _NONE, 0
    unknown = known == _NONE and not (titled and not stem.off and _can_be_name(word))
    short = len(word) < _SHORTEST and not titled
    return known, int(not unknown and not short)


def _goes_on(text: str, words: Sequence[Word], number: int, taken: set[int]) -> bool:
    return (
        number < len(words)
        and number not in taken
        and joined(text, words[number - 1], words[number])
        and words[number].folded not in word_list("never in names")
    )


def _more(
    text: str, words: Sequence[Word], at: int, parts: int, taken: set[int], *,
    titled: bool, proper: bool,
) -> int:  # fmt: skip
    """Return how many words go on with a name at `at`: none, one, or a particle and one."""
    word = words[at].folded
    if word in word_list("inside names"):
        follows = _goes_on(text, words, at + 1, set() if word in _KUNYA else taken)
        if word in ("الدين", "الله"):
            return 1
        return 1 + (word in _BIND and follows) if follows else 0
    if word in word_list("person titles") and word not in name_words():
        return 0
    known = name_words().get(word, _NONE)
    if _also(word):
        return int(proper and (parts == 1 or known.given > _COMMON_GIVEN))
    given = name_words().get(words[at - 1].folded, _NONE).given >= _COMMON_GIVEN
    family = word.startswith(_ARTICLE) and (given or word.endswith("ي"))
    new = proper and parts == 1 and (titled or family) and _can_be_name(word, article=family)
    return int(known != _NONE or word.startswith("عبدال") or new)


def _is_name_like(word: str, first: NameWord) -> bool:
    """Tell whether the second word makes it sure that a first one, rarely a name, is one."""
    second = name_words().get(word, _NONE)
    return first.given >= _USUAL_GIVEN and max(second.given, second.family) >= _USUAL_GIVEN


def _also(word: str) -> bool:
    return word in word_list("also words") or word in word_list("months")


def _can_be_name(word: str, *, article: bool = False) -> bool:
    """Tell whether a word that is on no list can be a name: no article, no form of a verb."""
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and (article or not word.startswith(_ARTICLE))
        and not word.startswith(("وال", "بال", "لل"))
        and not word.endswith(("يه", "ات", "ها", "هم", "يا", "فا", "را", "دا", "ما"))
        and not _also(word)
        and word not in word_list("never in names")
        and word not in word_list("person titles")
        and word not in word_list("organisation leads")
        and word not in word_list("place leads")
        and word not in word_list("plain adjectives")
    )
