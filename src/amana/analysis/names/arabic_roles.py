"""Roles in Arabic: what a named person is said to be, as printed before or after the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amana.analysis.arabic import Stem, Word, joined, start_without, stems
from amana.analysis.names.arabic_listed import Found
from amana.analysis.names.arabic_lists import roles, word_list

_MOST_WORDS = 14
_ARTICLE = "ال"
_COMMA = "،,"
_LINKS = frozenset({"في", "باسم", "لدي", "من", "العام", "العامه", "اول", "ثان"})


class FoundRole(NamedTuple):
    """A role in the text: its place, the person, what it is called, of whom, and if it is over."""

    start: int
    end: int
    person: Found
    role: str
    of: Found | None
    former: bool


def roles_of(text: str, words: Sequence[Word], found: Sequence[Found]) -> Iterator[FoundRole]:
    """Yield the roles of the persons among the names found in words."""
    names = {n: each for each in found for n in range(each.first, each.last)}
    for each in found:
        if each.type == "PERSON":
            before = _before(text, words, each, names)
            after = _after(text, words, each, names)
            yield from (role for role in (before, after) if role)


def _before(
    text: str, words: Sequence[Word], person: Found, names: dict[int, Found]
) -> FoundRole | None:
    """Return the role printed right before a name, from the first title that leads to it."""
    first: tuple[int, Stem] | None = None
    number = person.first - 1
    if person.first and person.start != words[person.first].start:
        return None
    while number >= 0 and person.first - number <= _MOST_WORDS:
        if not _close(text, words[number], words[number + 1]):
            break
        title = _title(words[number].folded)
        if title:
            first = (number, title)
            if title.off:
                break
        elif not _belongs(words[number].folded, names.get(number)):
            break
        number -= 1
    return _role(text, words, first, person.first, person=person, names=names) if first else None


def _after(
    text: str, words: Sequence[Word], person: Found, names: dict[int, Found]
) -> FoundRole | None:
    """Return the role that stands after a name and a comma."""
    at = person.last
    if at >= len(words) or text[person.end : words[at].start].strip(" ") not in tuple(_COMMA):
        return None
    title = _title(words[at].folded)
    if not title or title.off:
        return None
    last = at + 1
    while last < len(words) and last - at < _MOST_WORDS:
        word = words[last].folded
        near = _close(text, words[last - 1], words[last])
        named = names.get(last)
        if not near or not (_title(word) or _belongs(word, named)) or _is_person(named):
            break
        last += 1
    return _role(text, words, (at, title), last, person=person, names=names)


def _is_person(named: Found | None) -> bool:
    return named is not None and named.type == "PERSON"


def _close(text: str, one: Word, other: Word) -> bool:
    return joined(text, one, other) or text[one.end : other.start].strip(" ") in ('"', "(", ")")


def _title(word: str) -> Stem | None:
    return next((s for s in stems(word) if s.folded in word_list("person titles")), None)


def _belongs(word: str, named: Found | None) -> bool:
    """Tell whether a word can stand inside of a role, between its title and its end."""
    if named is not None:
        return named.type != "PERSON"
    return (
        word in word_list("former") or word in _LINKS or word.startswith((_ARTICLE, "لل", "وال"))
        or word in word_list("organisation leads") or word in word_list("role nouns")
    ) and word not in word_list("months")  # fmt: skip


def _role(
    text: str, words: Sequence[Word], first: tuple[int, Stem], last: int, *, person: Found,
    names: dict[int, Found],
) -> FoundRole | None:  # fmt: skip
    at, title = first
    if last - at == 1 and title.folded in word_list("no roles alone"):
        return None
    folded = (title.folded, *(word.folded for word in words[at + 1 : last]))
    start = start_without(text, words[at], title.off)
    of = _of(names, at, last)
    called = _called(folded) or text[start : words[last - 1].end]
    former = any(word in word_list("former") for word in folded)
    end = words[last - 1].end
    end += text[start:end].count('"') % 2 and text[end : end + 1] == '"'
    return FoundRole(start, end, person, called, of, former)


def _of(names: dict[int, Found], first: int, last: int) -> Found | None:
    """Return the body or country that a role is of: a body before a country before its people."""
    inside = [names[n] for n in range(first, last) if n in names]
    for types in (("ORG",), ("GPE", "LOC", "FAC"), ("NORP",)):
        for each in inside:
            if each.type in types:
                return each
    return None


def _called(folded: tuple[str, ...]) -> str | None:
    """Return what a role is called by its longest known beginning."""
    for length in range(min(4, len(folded)), 0, -1):
        if folded[:length] in roles():
            return roles()[folded[:length]]
    return None
