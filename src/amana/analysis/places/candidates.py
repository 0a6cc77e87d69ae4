"""Which places a name may mean, and what speaks for each while other names are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher

import msgspec

from amana.analysis.places.evidence import shares
from amana.analysis.places.gazetteer import Found, Place, gazetteer
from amana.analysis.places.keys import is_arabic, sound, without_clitic
from amana.analysis.places.lexicon import split_kind

MOST_CANDIDATES = 40
ALIKE = 0.75
"""So like must two spellings in one script sound, from 0 to 1."""


class Weights(msgspec.Struct, frozen=True):
    """How much each kind of evidence counts, in the scale of log10 of a population.

    Set on LGL's even articles (`bench/evaluate/places.py`); those of kinds by hand.
    """

    population: float = 0.6
    first: float = 0.8
    country: float = 1.7
    division: float = 0.4
    district: float = -0.5
    curated: float = 0.6
    seat: float = 3.5
    kind: float = 4.0
    type: float = 1.5
    inside: float = 8.0
    local: float = 0.8
    about: float = 0.6
    divided: float = 2.4
    near: float = 2.5
    reach: float = 60.0
    loose: float = -1.0
    temper: float = 0.7
    doubt: float = 0.56


WEIGHTS = Weights()


class Name(msgspec.Struct):
    """All mentions of one spelling in a text: what they were taken for, and what is around them.

    `kinds` are kinds of places by the words beside the name ("district" by "county"), `inside` the
    keys of the names that are said to hold the place (by a word, or by a comma alone), `local` the
    countries that the words around
    speak of.
    """

    text: str
    count: int = 0
    types: set[str] = msgspec.field(default_factory=set)
    kinds: dict[str, str] = msgspec.field(default_factory=dict)
    inside: dict[str, bool] = msgspec.field(default_factory=dict)
    local: Counter[str] = msgspec.field(default_factory=Counter)


class Meaning(msgspec.Struct, frozen=True):
    """A place that a name may mean, with what speaks for it, other names left out."""

    found: Found
    score: float


_LARGE = 3.7
_SITES = frozenset(
    ("camp", "crossing", "prison", "base", "airport", "hospital", "port", "dam", "site",
     "neighbourhood")
)  # fmt: skip
_LANDS = frozenset(("region", "water", "river", "mountain", "continent", "line"))
_NATURAL = frozenset(("water", "river", "mountain"))
_ALIKE = {
    "town": frozenset(("town", "neighbourhood")),
    "neighbourhood": frozenset(("town", "neighbourhood")),
    "water": frozenset(("water", "river")),
    "division": frozenset(("division", "region")),
    "district": frozenset(("district", "division")),
    "base": frozenset(("base", "airport")),
    "airport": frozenset(("base", "airport")),
}


def meanings_of(name: Name, about: Mapping[str, float], weights: Weights) -> list[Meaning]:
    """Return what a name may mean, the likeliest first.

    Args:
        name: the name.
        about: how much the text speaks of each country, from 0 to 1.
        weights: how much each kind of evidence counts.
    """
    found = candidates(name)
    if about and not any(about.get(each.place.around or "") for each in found):
        known = {each.place.number for each in found}
        found += [each for each in _sounding(name.text) if each.place.number not in known]
    fitting = [each for each in found if _fits(each.place.kind, name)]
    if not fitting and name.kinds.keys() & _NATURAL:
        return []  # the "Ardel River" is not the town of Ardel
    local = shares(name.local)
    seats = {each.place.division for each in found if _is_large_town(each.place)}
    rated = []
    for each in fitting or found:
        score = _score(each, name, about, local, weights)
        if not fitting and each.place.kind == "division" and each.place.division in seats:
            score -= weights.seat  # "Homs" alone is the town, not what is governed from there
        rated.append(Meaning(each, score))
    return sorted(rated, key=lambda each: (-each.score, each.found.place.number))


def candidates(name: Name) -> list[Found]:
    """Return the places that bear a name, loosely only where none bears it strictly.

    The word for the kind beside a name may belong to it: "Rapides" and "Parish", "معبر" and "رفح".
    """
    asked = gazetteer()
    found: dict[int, Found] = {}
    for word in filter(None, name.kinds.values()):
        for form in (f"{name.text} {word}", f"{word} {name.text}"):
            found.update({each.place.number: each for each in asked.find(form)})
    forms = [name.text, *(without_clitic(name.text) if is_arabic(name.text) else ())]
    met = next(filter(None, map(asked.find, forms)), ())
    if not met and not found and (plain := split_kind(name.text)):
        name.kinds.setdefault(plain[1], "")
        met = asked.find(plain[0])
    for each in met:
        found.setdefault(each.place.number, each)
    if not found:
        found = {each.place.number: each for each in _sounding(name.text)}
    return list(found.values())[:MOST_CANDIDATES]


def _sounding(text: str) -> list[Found]:
    """Return places with a name that is nearly the same, sounds alike and is in the same script."""
    heard = sound(text)
    return [
        each
        for each, spelling in gazetteer().find_loosely(text)
        if spelling is None or SequenceMatcher(None, heard, spelling).ratio() >= ALIKE
    ]


def _is_large_town(place: Place) -> bool:
    return place.kind == "town" and place.weight >= _LARGE


def _fits(kind: str, name: Name) -> bool:
    return any(kind in _ALIKE.get(said, {said}) for said in name.kinds)


def _score(
    found: Found,
    name: Name,
    about: Mapping[str, float],
    local: Mapping[str, float],
    weights: Weights,
) -> float:
    place = found.place
    of_kind = {"country": weights.country, "continent": weights.country,
               "division": weights.division, "district": weights.district}  # fmt: skip
    score = weights.population * place.weight + weights.first * found.first
    score += of_kind.get(place.kind, 0.0) + weights.loose * found.loose
    if place.gazetteer.startswith("amana:") and place.kind not in ("division", "district"):
        score += weights.curated
    if _fits(place.kind, name):
        score += weights.kind
    if "FAC" in name.types:
        score += weights.type if place.kind in _SITES else -weights.type
    if "LOC" in name.types and place.kind in _LANDS:
        score += weights.type
    if place.around:
        score += weights.about * about.get(place.around, 0.0)
        score += weights.local * local.get(place.around, 0.0)
    return score
