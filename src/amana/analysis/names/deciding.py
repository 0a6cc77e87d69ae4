"""Deciding of what kind the open names of a text are, by signs and by a trained model.

All places where a name stands are weighed together: one sure sign decides for all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from amana.analysis.names.lexicon import given_names, is_common, surnames
from amana.analysis.names.persons import Persons, full_name, person_at, persons_of
from amana.analysis.names.pieces import Piece
from amana.analysis.names.signs import SURE, Signs, signs_of
from amana.analysis.names.spelling import parts_of
from amana.analysis.names.tokens import HYPHEN, Token
from amana.analysis.parsing import Named

LEAST = 10
"""A type needs such a score."""

CLEAR = 10
"""So far the best type must lie before the next, to need no model."""

ENOUGH = 15
"""A type with such a score, and none near it, is not asked of the model."""

_MODEL = 15
_LINKED = 40
_LABELS = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "FAC": "FAC", "NORP": "NORP",
    "EVENT": "EVENT", "LAW": "LAW", "PRODUCT": "WEAPON",
}  # fmt: skip
_PLACES = ("GPE", "LOC", "FAC")
_NEVER_ALONE = frozenset({"PERSON", "NORP", "WEAPON", "GPE"})

Surface = tuple[str, ...]


class Place(NamedTuple):
    """Where a piece stands: the number of its sentence, the words of that, and the piece."""

    sentence: int
    tokens: list[Token]
    piece: Piece

    @property
    def words(self) -> list[Token]:
        """The words of the piece."""
        return self.tokens[self.piece.first : self.piece.last]

    @property
    def surface(self) -> Surface:
        """The piece as folded words: places with the same one are decided together."""
        return tuple(word.folded for word in self.words)


class Decided(NamedTuple):
    """The types of open names, and the persons among them."""

    types: Mapping[Surface, str]
    persons: Persons


def gathered(places: Iterable[Place], sure: Mapping[Surface, str]) -> dict[Surface, Signs]:
    """Return the signs of all open names; `sure` are types that the text itself tells."""
    found: dict[Surface, Signs] = defaultdict(Counter)
    for place in places:
        found[place.surface] += signs_of(place.tokens, place.piece)
    for surface, type_ in sure.items():
        if surface in found:
            found[surface][type_] += SURE + CLEAR
    return dict(found)


def unclear(signs: Mapping[Surface, Signs], linked: Mapping[Surface, bool]) -> set[Surface]:
    """Return the names for which signs alone do not tell the type."""
    return {
        surface
        for surface, each in signs.items()
        if not (linked.get(surface) or _clear(each, ENOUGH))
    }


def _clear(signs: Signs, least: int) -> bool:
    best = signs.most_common(2)
    return (
        bool(best) and best[0][1] >= least and (len(best) == 1 or best[0][1] - best[1][1] >= CLEAR)
    )


def heard(places: Iterable[Place], named: Mapping[int, Sequence[Named]]) -> dict[Surface, Signs]:
    """Return what the model says of names: the share of places with a label, times its weight."""
    votes: dict[Surface, Signs] = defaultdict(Counter)
    counts: Counter[Surface] = Counter()
    for place in places:
        if place.sentence not in named:
            continue
        counts[place.surface] += 1
        for each in named[place.sentence]:
            label = _LABELS.get(each.label)
            shared = min(each.end, place.piece.end) - max(each.start, place.piece.start)
            if label and shared > 0:
                whole = max(each.end, place.piece.end) - min(each.start, place.piece.start)
                votes[place.surface][label] += 2 if shared * 2 > whole else 1
    return {
        surface: Counter(
            {label: _MODEL * vote // (2 * counts[surface]) for label, vote in each.items()}
        )
        for surface, each in votes.items()
    }


def linked_to(persons: Persons, places: Iterable[Place]) -> dict[Surface, bool]:
    """Tell of each shorter name whether it is part of the name of a person of the text."""
    found: dict[Surface, bool] = {}
    for place in places:
        parts = parts_of(place.words)
        if place.surface not in found:
            person = person_at(persons, parts, place.piece.start)
            found[place.surface] = person is not None and len(parts) < len(person.parts)
    return found


def persons_among(places: Sequence[Place], signs: Mapping[Surface, Signs]) -> Persons:
    """Return the persons of a text, of all open names of two or more parts that are persons."""
    groups: dict[Surface, list[Place]] = defaultdict(list)
    for place in places:
        groups[place.surface].append(place)
    names = []
    for surface, each in groups.items():
        best = signs[surface].most_common(1)
        words = each[0].words
        if not best or best[0][0] != "PERSON" or best[0][1] < LEAST or len(parts_of(words)) < 2:  # noqa: PLR2004 - a full name
            continue
        names.append(full_name(words, printed(words), [place.piece.start for place in each]))
    return Persons(persons_of(names))


def printed(words: Sequence[Token]) -> str:
    """Return words as printed, one space between those that no hyphen joins."""
    parts = [words[0].text]
    for word in words[1:]:
        parts.append(word.gap if word.gap == HYPHEN else " ")
        parts.append(word.text)
    return "".join(parts)


def decided(
    places: Sequence[Place],
    signs: Mapping[Surface, Signs],
    votes: Mapping[Surface, Signs],
) -> Decided:
    """Return the types of open names; a name without enough signs has none."""
    scores = {surface: each + votes.get(surface, Counter()) for surface, each in signs.items()}
    persons = persons_among(places, scores)
    for surface, is_linked in linked_to(persons, places).items():
        if is_linked:
            scores[surface]["PERSON"] += _LINKED
    words = {place.surface: place.words for place in places}
    titled = {place.surface for place in places if place.piece.titled}
    types = {}
    for surface, each in scores.items():
        type_ = _best(each, words[surface])
        if type_ and _is_name(words[surface], type_, titled=surface in titled):
            types[surface] = type_
    return Decided(types, persons)


def _best(scores: Signs, words: Sequence[Token]) -> str | None:
    """Return the type with the highest score; the three types of places compete as one."""
    places = Counter({each: scores[each] for each in _PLACES if scores[each] > 0})
    others = Counter({each: score for each, score in scores.items() if each not in _PLACES})
    best = others.most_common(1)
    if places and (not best or places.total() > best[0][1]):
        if places.total() < LEAST:
            return None
        return "GPE" if len(words) == 1 or places["GPE"] else places.most_common(1)[0][0]
    return best[0][0] if best and best[0][1] >= LEAST else None


def _is_name(words: list[Token], type_: str, *, titled: bool) -> bool:
    """Tell whether words may be a name of a type: common words alone are none without more."""
    if not all(is_common(word) for word in words):
        return True
    if type_ == "PERSON":
        listed = words[-1].folded in surnames()
        return titled or listed or (len(words) > 1 and words[0].folded in given_names())
    return len(words) > 1 and type_ not in _NEVER_ALONE
