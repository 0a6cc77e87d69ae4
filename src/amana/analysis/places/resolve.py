"""Which place a name means: the likeliest of those that bear it, given everything else named.

Each place that bears the name is weighed by what speaks for it:

1. how often the place is meant at all (its weight), and whether this is its first name;
2. its kind: a country rather than a town of the same name; what the name was taken for (`FAC`,
   `LOC`), and what the words beside it say ("Idlib **governorate**", "**معبر** رفح");
3. the countries that the words around it and the whole text speak of;
4. what is said to hold it ("Salem, **Oregon**", "Zamzam camp **in North Darfur**");
5. the divisions and the places that the other names may mean, the nearer the more.

Every spelling of a name has one meaning in a text. 4 and 5 are worked out three times, with how
likely each meaning of the other names is: so those that are clear pull those that are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp

from amana.analysis.places.candidates import WEIGHTS, Meaning, Name, Weights, meanings_of
from amana.analysis.places.evidence import shares
from amana.analysis.places.gazetteer import Found, Place, gazetteer
from amana.analysis.places.geometry import contradicts, distance, holds

MOST_ANCHORS = 48
MOST_MEANINGS = 6
ROUNDS = 3

Belief = tuple[Place, float]
"""A place, and how likely it is meant, from 0 to 1."""

_BEYOND = 6.0  # degrees: what is farther is not near
_MOST_SAID = 3
_HAMLET = 4.0
_TOWN = 5.2
_SMALL = frozenset(("town", "neighbourhood"))
_NEAR = 0.25
_NEIGHBOUR = 500.0  # km
_VAST = frozenset(("country", "continent", "water"))


def resolve(
    names: Mapping[str, Name], countries: Mapping[str, int], weights: Weights = WEIGHTS
) -> dict[str, Place | None]:
    """Return the place that each name means, None where none does or the text supports none.

    Args:
        names: the names of a text by their keys.
        countries: how often the text speaks of each country.
        weights: how much each kind of evidence counts.
    """
    about = shares(countries)
    meanings = {each: meanings_of(name, about, weights) for each, name in names.items()}
    return settle(names, meanings, about, weights)


def settle(
    names: Mapping[str, Name],
    meanings: Mapping[str, Sequence[Meaning]],
    about: Mapping[str, float],
    weights: Weights,
) -> dict[str, Place | None]:
    """Return the place that each name means, given what each may mean by itself."""
    beliefs = {
        each: _beliefs(found, [0.0] * len(found), weights) for each, found in meanings.items()
    }
    for _ in range(ROUNDS):
        beliefs = _revised(names, meanings, beliefs, weights)
    best = {
        each: max(zip(beliefs[each], found, strict=True), key=lambda pair: pair[0][1])[1]
        for each, found in meanings.items()
        if found
    }
    anchors = _anchors(names, {n: _spoken_of(held, about) for n, held in beliefs.items()})
    meant: dict[str, Place | None] = dict.fromkeys(names)
    for each, name in names.items():
        holders = list(_holders(each, names, best))
        likely = sorted(zip(beliefs[each], meanings[each], strict=True), key=lambda p: -p[0][1])
        possible = [
            meaning.found
            for _, meaning in likely
            if not any(contradicts(h, meaning.found.place, explicit=e) for h, e in holders)
        ]
        if possible:
            place = possible[0].place
            held = any(holds(holder, place) for holder, _ in holders)
            near = _nearness(place, each, anchors, weights)
            if held or _supported(possible[0], name, about, near):
                meant[each] = place
    return meant


_DEEPEST = 3


def _holders(
    each: str, names: Mapping[str, Name], best: Mapping[str, Meaning]
) -> Iterator[tuple[Place, bool]]:
    """Yield what is said to hold a place, and what holds that; and whether a word says so."""
    waiting, seen = [(each, True, 0)], {each}
    while waiting:
        inner, explicit, depth = waiting.pop()
        for holder, said in sorted(names[inner].inside.items()):
            if holder in seen or depth == _DEEPEST:
                continue
            seen.add(holder)
            if holder in best:
                yield best[holder].found.place, explicit and said
            waiting.append((holder, explicit and said, depth + 1))


def _supported(found: Found, name: Name, about: Mapping[str, float], near: float) -> bool:
    """Tell whether a text supports a meaning.

    A loose match needs its country in the text. So does a small place, unless other names lie near,
    or the text speaks of no country at all; one that only another of its names fits is small though
    it is a town.
    """
    place = found.place
    if about.get(place.around or "") or name.local.get(place.around or ""):
        return True
    least = _HAMLET if found.first else _TOWN
    hamlet = place.kind in _SMALL and place.weight < least and bool(about)
    return not found.loose and (not hamlet or near > _NEAR or _is_beside(place, about))


def _is_beside(place: Place, about: Mapping[str, float]) -> bool:
    """Tell whether a place lies no farther than a neighbour from a country that is spoken of."""
    points = map(_point_of, about)
    return place.lat is not None and any(
        point is not None and distance(place, point) <= _NEIGHBOUR for point in points
    )


def _spoken_of(held: Sequence[Belief], about: Mapping[str, float]) -> list[Belief]:
    """Return the meanings that may speak for a small place near them: those that need no support.

    Else two small names that happen to be neighbours elsewhere would speak for each other.
    """
    return [
        (place, likely)
        for place, likely in held
        if not about or about.get(place.around or "") or place.weight >= _TOWN
    ]


@lru_cache(maxsize=512)
def _point_of(country: str) -> Place | None:
    """Return the place that stands for a country, by its code."""
    names = (name for name, code in gazetteer().countries.items() if code == country)
    met = (found.place for name in names for found in gazetteer().find(name))
    return next((place for place in met if place.kind == "country"), None)


def _beliefs(found: Sequence[Meaning], pulls: Sequence[float], weights: Weights) -> list[Belief]:
    """Return how likely each meaning is, given what the other names speak for it."""
    if not found:
        return []
    scores = [each.score + pull for each, pull in zip(found, pulls, strict=True)]
    most = max(scores)
    powers = [exp((score - most) / weights.temper) for score in scores]
    total = sum(powers)
    return [(m.found.place, power / total) for m, power in zip(found, powers, strict=True)]


def _revised(
    names: Mapping[str, Name],
    meanings: Mapping[str, Sequence[Meaning]],
    beliefs: Mapping[str, Sequence[Belief]],
    weights: Weights,
) -> dict[str, list[Belief]]:
    """Return how likely each meaning is, given how likely those of the other names are."""
    divisions: dict[str, float] = defaultdict(float)
    for each, held in beliefs.items():
        for place, likely in held:
            divisions[place.division or ""] += likely * names[each].count
    most = max((said for division, said in divisions.items() if division), default=0.0)
    anchors = _anchors(names, beliefs)
    revised = {}
    for each, found in meanings.items():
        own: dict[str, float] = defaultdict(float)
        for place, likely in beliefs[each]:
            own[place.division or ""] += likely * names[each].count
        holders = [pair for holder in names[each].inside for pair in beliefs.get(holder, ())]
        pulls = [
            weights.inside * sum(sure for holder, sure in holders if holds(holder, m.found.place))
            + weights.divided * _share(divisions, own, m.found.place.division, most, weights)
            + weights.near * _nearness(m.found.place, each, anchors, weights)
            for m in found
        ]
        revised[each] = _beliefs(found, pulls, weights)
    return revised


def _share(
    divisions: Mapping[str, float],
    own: Mapping[str, float],
    division: str | None,
    most: float,
    weights: Weights,
) -> float:
    """Return how much of what the other names may mean lies in a division, from 0 to 1."""
    if not division:
        return 0.0
    others = divisions[division] - own[division]
    return max(0.0, others) / (max(others, most - own[division]) + weights.doubt)


def _anchors(
    names: Mapping[str, Name], beliefs: Mapping[str, Sequence[Belief]]
) -> list[tuple[str, int, list[Belief]]]:
    """Return the names that are said most, with their likeliest meanings that have a point."""
    said = sorted(beliefs, key=lambda each: (-names[each].count, each))[:MOST_ANCHORS]
    found = []
    for each in said:
        held = [pair for pair in beliefs[each] if _has_point(pair[0])]
        likeliest = sorted(held, key=lambda pair: -pair[1])[:MOST_MEANINGS]
        if likeliest:
            found.append((each, names[each].count, likeliest))
    return found


def _has_point(place: Place) -> bool:
    return place.lat is not None and place.kind not in _VAST


def _nearness(
    place: Place, name: str, anchors: Sequence[tuple[str, int, list[Belief]]], weights: Weights
) -> float:
    """Return how near other names are to a place, from 0 to 1."""
    if not _has_point(place):
        return 0.0
    total = 0.0
    for other, count, held in anchors:
        if other != name:
            near = max(likely * _closeness(place, there, weights.reach) for there, likely in held)
            total += min(count, _MOST_SAID) * near
    return total / (total + weights.doubt)


def _closeness(one: Place, other: Place, reach: float) -> float:
    if one.lat is None or other.lat is None or abs(one.lat - other.lat) > _BEYOND:
        return 0.0
    return exp(-distance(one, other) / reach)
