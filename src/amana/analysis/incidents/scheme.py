"""The coding scheme of incidents: types, words that name them, and word groups, from data files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from amana.core import prepared
from amana.text import fold

PACKAGE = "amana.analysis.incidents"
SCHEMES = ("acled", "act", "ucdp", "airwars")


class Kind(msgspec.Struct, frozen=True):
    """A type of incident: its labels, the more particular types it may stand for, its mapping."""

    id: str
    en: str
    ar: str
    covers: frozenset[str]
    mapped: tuple[str, ...]


class Trigger(msgspec.Struct, frozen=True):
    """A word or phrase that may name an incident. `need` says what must stand with it."""

    words: tuple[str, ...]
    noun: bool
    type: str
    need: str


class English(msgspec.Struct, frozen=True):
    """Groups of English lemmas; the data file says what each is for."""

    about: str
    sporting_types: frozenset[str]
    personal_types: frozenset[str]
    harm_types: frozenset[str]
    attack_types: frozenset[str]
    lasting_types: frozenset[str]
    strict_verbs: frozenset[str]
    victim_nouns: frozenset[str]
    blaming: frozenset[str]
    counting: frozenset[str]
    entailing: frozenset[str]
    reporting: frozenset[str]
    along: frozenset[str]
    empty: frozenset[str]
    several_nouns: frozenset[str]
    done_to_nouns: frozenset[str]
    hitting: frozenset[str]
    counted_harms: frozenset[str]
    state_verbs: frozenset[str]
    suffering: frozenset[str]
    static_verbs: frozenset[str]
    modals: frozenset[str]
    hypothetical: frozenset[str]
    averting: frozenset[str]
    implicative: frozenset[str]
    hypothetical_nouns: frozenset[str]
    unreal_adjectives: frozenset[str]
    alleged: frozenset[str]
    light_verbs: frozenset[str]
    link_verbs: frozenset[str]
    occur_verbs: frozenset[str]
    place_prepositions: frozenset[str]
    bare_prepositions: frozenset[str]
    directions: frozenset[str]
    place_nouns: frozenset[str]
    settlements: frozenset[str]
    weapon_verbs: dict[str, str]
    people: frozenset[str]
    armed: frozenset[str]
    forces: frozenset[str]
    sports: frozenset[str]
    labour: frozenset[str]
    accident: frozenset[str]
    detention: frozenset[str]
    abstract_objects: frozenset[str]
    verbal_with: frozenset[str]
    no_head: frozenset[str]
    unlike_compounds: frozenset[str]
    abstract_causes: frozenset[str]
    vehicles: frozenset[str]
    separate: frozenset[str]
    generic_nouns: frozenset[str]
    motion: frozenset[str]
    death: frozenset[str]
    vague: frozenset[str]
    harm: dict[str, frozenset[str]]
    harm_states: dict[str, frozenset[str]]
    harm_nouns: dict[str, frozenset[str]]
    weapons: dict[str, frozenset[str]]
    numbers: dict[str, int]
    multiples: dict[str, int]
    bounds: dict[str, str]
    same: dict[str, str]


class Arabic(msgspec.Struct, frozen=True):
    """Groups of Arabic words, folded; the data file says what each is for."""

    about: str
    still_real: frozenset[str]
    denials: frozenset[str]
    settlements: frozenset[str]
    reporting_that: frozenset[str]
    by: frozenset[str]
    using: frozenset[str]
    means_adjectives: frozenset[str]
    nationalities: frozenset[str]
    not_places: frozenset[str]
    stops: frozenset[str]
    negations: frozenset[str]
    hypothetical: frozenset[str]
    reported_past: frozenset[str]
    articles_of_fact: frozenset[str]
    light_verbs: frozenset[str]
    target_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    bare_prepositions: frozenset[str]
    place_nouns: frozenset[str]
    people: frozenset[str]
    forces: frozenset[str]
    armed: frozenset[str]
    sports: frozenset[str]
    unlike_after: frozenset[str]
    unlike_before: frozenset[str]
    resulting: frozenset[str]
    clause_breaks: frozenset[str]
    accident: frozenset[str]
    detention: frozenset[str]
    alleged: frozenset[str]
    separate: frozenset[str]
    singles: frozenset[str]
    vague: frozenset[str]
    war_needs: frozenset[str]
    harm: dict[str, frozenset[str]]
    weapons: dict[str, frozenset[str]]
    numbers: dict[str, int]
    duals: dict[str, int]
    bounds: dict[str, str]
    bounds_after: dict[str, str]


def _table(name: str) -> bytes:
    return files(PACKAGE).joinpath("data", name).read_bytes()


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a table without comments and heading."""
    lines = [line for line in _table(name).decode().split("\n") if line and line[0] != "#"]
    for line in lines[1:]:
        yield line.split("\t")


@cache
def kinds() -> dict[str, Kind]:
    """Return the types of incidents by their identifiers."""
    made = {}
    for id_, en, ar, covers, *terms in _rows("types.tsv"):
        mapped = tuple(
            f"{scheme}: {term}" for scheme, term in zip(SCHEMES, terms, strict=True) if term
        )
        made[id_] = Kind(id_, en, ar, frozenset(filter(None, covers.split(","))), mapped)
    return made


@cache
def triggers(language: str) -> dict[str, tuple[Trigger, ...]]:
    """Return the triggers of a language by their first word, the longest first."""
    found: dict[str, list[Trigger]] = {}
    for its, part, type_, need, forms in _rows("triggers.tsv"):
        for form in forms.split("|") if its == language else ():
            words = tuple((folded(form) if language == "ar" else form).split())
            found.setdefault(words[0], []).append(Trigger(words, part == "n", type_, need))
    return {
        first: tuple(sorted(each, key=lambda one: (-len(one.words), one.words, one.type)))
        for first, each in found.items()
    }


@cache
def english() -> English:
    """Return the English word groups."""
    return msgspec.json.decode(_table("words.en.json"), type=prepared(English))


@cache
def arabic() -> Arabic:
    """Return the Arabic word groups, folded."""
    plain = msgspec.json.decode(_table("words.ar.json"), type=prepared(Arabic))
    return msgspec.convert(_folded(msgspec.to_builtins(plain)), type=prepared(Arabic))


def folded(text: str) -> str:
    """Return the folded form of a text, by which spellings meet."""
    return fold(text).text


def _folded(value: object) -> object:
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, dict):
        return {
            (folded(key) if _is_arabic(key) else key): each if key == "about" else _folded(each)
            for key, each in value.items()
        }
    if isinstance(value, (list, set, frozenset, tuple)):
        return sorted({str(_folded(each)) for each in value})
    return value


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)
