"""Who is who among the persons of a text: the fullest name of each, and to whom a surname belongs.

Nobody is looked up outside of the text. Two names are one person when one has all parts of the
other ("Karim Norden", "Karim Omar Norden"), spellings alike. A single part belongs to the person
whose surname it is, the one named last before it where there are several.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from amana.analysis.names.keys import key_of
from amana.analysis.names.spelling import alike, parts_of, skeleton
from amana.analysis.names.tokens import Token, tokens_of

_LONGEST_SHORT_KEY = 2
_LONG_ENOUGH = 4


class Person(NamedTuple):
    """A person of the text: the parts of the fullest name, the name as printed, where it stands."""

    parts: tuple[str, ...]
    name: str
    key: str
    places: tuple[int, ...]


class Persons:
    """The persons of a text, by their surnames and given names."""

    def __init__(self, persons: Sequence[Person] = ()) -> None:
        self.surnames = frozenset(each.parts[-1] for each in persons)
        """Their last parts, folded."""
        self._by_last: dict[str, list[Person]] = defaultdict(list)
        self._by_first: dict[str, list[Person]] = defaultdict(list)
        for each in persons:
            last = each.parts[-1]
            for key in {skeleton(last), skeleton(last.removeprefix("abu"))}:
                self._by_last[key].append(each)
            self._by_first[each.parts[0]].append(each)

    def called(self, part: str) -> Sequence[Person]:
        """Return those whose surname may be spelt so."""
        return self._by_last.get(skeleton(part), ())

    def given(self, part: str) -> Sequence[Person]:
        """Return those whose given name is spelt so."""
        return self._by_first.get(part, ())


class FullName(NamedTuple):
    """A name of two or more parts, as printed, and where it stands."""

    parts: tuple[str, ...]
    name: str
    places: tuple[int, ...]


def full_name(words: list[Token], name: str, places: Sequence[int]) -> FullName:
    """Return a name in its parts."""
    return FullName(parts_of(words), name, tuple(places))


def persons_of(names: Sequence[FullName]) -> list[Person]:
    """Return the persons that full names name, fullest first, then by where they first stand."""
    ordered = sorted(names, key=lambda each: (-len(each.parts), min(each.places)))
    groups: list[list[FullName]] = []
    by_surname: dict[str, list[list[FullName]]] = defaultdict(list)
    for each in ordered:
        namesakes = by_surname[skeleton(each.parts[-1])]
        same = [group for group in namesakes if _same(group[0].parts, each.parts)]
        if same:
            min(same, key=lambda group: _apart(group, each)).append(each)
        else:
            groups.append([each])
            namesakes.append(groups[-1])
    keys = [_key(group) for group in groups]
    counts = Counter(keys)
    return [
        Person(
            group[0].parts,
            group[0].name,
            key if counts[key] == 1 else key_of(group[0].name),
            tuple(sorted(place for each in group for place in each.places)),
        )
        for group, key in zip(groups, keys, strict=True)
    ]


def _apart(group: list[FullName], name: FullName) -> int:
    places = [place for each in group for place in each.places]
    return min(abs(place - min(name.places)) for place in places)


def _same(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Tell whether the shorter name has only parts of the longer one, first and last the same."""
    if len(short) < _LONGEST_SHORT_KEY or not alike(long[-1], short[-1]):
        return False
    if not (alike(long[0], short[0]) or _initial(long[0], short[0])):
        return False
    return all(any(alike(part, other) for other in long) for part in short[1:-1])


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _key(group: list[FullName]) -> str:
    """Return the key of a person: given name and surname, without the names between them."""
    fullest = group[0]
    words = tokens_of(fullest.name, 0, len(fullest.name))
    if len(fullest.parts) <= _LONGEST_SHORT_KEY:
        return key_of(fullest.name)
    tail = len(words) - 1
    while tail > 1 and len(parts_of(words[tail - 1 :])) == 1:
        tail -= 1
    head = 1
    while head < tail and len(parts_of(words[: head + 1])) == 1:
        head += 1
    return key_of(fullest.name[: words[head - 1].end] + " " + fullest.name[words[tail].start :])


def person_at(persons: Persons, parts: tuple[str, ...], place: int) -> Person | None:
    """Return the person whom part of a name means at a place; None where the text names nobody."""
    if not parts:
        return None
    namesakes = persons.called(parts[-1])
    if len(parts) > 1:
        fitting: Sequence[Person] = [each for each in namesakes if _same(each.parts, parts)]
    else:
        fitting = [each for each in namesakes if _is_surname(each.parts[-1], parts[0])]
        if not fitting and len(parts[0]) >= _LONG_ENOUGH:
            fitting = persons.given(parts[0])
    if not fitting:
        return None
    return max(fitting, key=lambda each: _nearness(each, place))


def _is_surname(full: str, part: str) -> bool:
    """Tell whether a part is a surname, "Abu" before it left out."""
    return alike(full, part) or (full.startswith("abu") and alike(full[3:], part))


def _nearness(person: Person, place: int) -> tuple[bool, int]:
    before = bisect_right(person.places, place)
    return (True, person.places[before - 1]) if before else (False, -person.places[0])
