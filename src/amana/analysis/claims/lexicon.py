"""The word lists of claims in English, as the rules ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from amana.core import prepared

_FOLDER = "data"
_SHORT = 4


class Report(msgspec.Struct, frozen=True):
    """What a reporting word does.

    `takes` are the complements that carry what is said: `that` (a clause), `np` (the object), `to`
    and `ing` (a verb), `target` (the object, which it is about), `obj:as`, `obj:oprd`, `obj:of` …
    (object, then what is said of it), `obj:to` (object, then a verb), `chain` (relays another), or
    a preposition. `flags` are `loaded`, `hedge`, `body` (of bodies and papers only), `person` (the
    object is the hearer), `wide` (a belief or intention that is no claim here), `headline`.
    """

    lemma: str
    act: str
    stance: str | None
    takes: frozenset[str]
    flags: frozenset[str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of words; the keys are explained where the documentation describes this step."""

    about: str
    source: str
    date: str
    people: frozenset[str]
    bodies: frozenset[str]
    papers: frozenset[str]
    finders: frozenset[str]
    spokespeople: frozenset[str]
    armed: frozenset[str]
    partisan: frozenset[str]
    governing: frozenset[str]
    state_media: tuple[str, ...]
    media: frozenset[str]
    media_nouns: frozenset[str]
    anonymity: tuple[str, ...]
    hedging_phrases: tuple[str, ...]
    hedging_adverbs: frozenset[str]
    loaded: frozenset[str]
    same_role: dict[str, str]
    denied_nouns: frozenset[str]
    not_speakers: frozenset[str]


@cache
def words() -> Words:
    """Return the lists of words."""
    return msgspec.json.decode(_read("words-en.json"), type=prepared(Words))


@cache
def verbs() -> Mapping[str, Report]:
    """Return what verbs do, by lemma; `call for` and `point out` stand beside `call`."""
    rows = _rows("verbs-en.tsv")
    return {
        lemma: Report(lemma, act, stance or None, frozenset(takes.split()), _set(flags))
        for lemma, act, stance, takes, flags in rows
    }


@cache
def phrasal() -> Mapping[str, Mapping[str, Report]]:
    """Return verbs with the word that belongs to them, by verb and word (`call`, `for`)."""
    found: defaultdict[str, dict[str, Report]] = defaultdict(dict)
    for lemma, report in verbs().items():
        verb, _, particle = lemma.partition(" ")
        if particle:
            found[verb][particle] = report
    return dict(found)


@cache
def units() -> Mapping[tuple[str, str], Report]:
    """Return verb and noun that report together (`voice concern`); `takes` is what may lead on."""
    return {
        (verb, noun): Report(f"{verb} {noun}", act, stance or None, _set(leads), frozenset())
        for verb, noun, leads, act, stance in _rows("units-en.tsv")
    }


@cache
def nouns() -> Mapping[str, Report]:
    """Return nouns that report; `takes` is what may lead on."""
    return {
        lemma: Report(lemma, act, stance or None, _set(leads), _set(flags))
        for lemma, leads, act, stance, flags in _rows("nouns-en.tsv")
    }


def speaks(lemma: str) -> bool:
    """Tell whether a common noun can be a speaker."""
    lists = words()
    return lemma in lists.people or lemma in lists.bodies or lemma in lists.papers or _person(lemma)


def _person(lemma: str) -> bool:
    return len(lemma) > _SHORT and lemma.endswith(("man", "woman", "men", "women", "person", "ist"))


def _set(column: str) -> frozenset[str]:
    return frozenset(column.split())


def _rows(name: str) -> list[list[str]]:
    lines = _read(name).decode().splitlines()
    kept = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return kept[1:]


def _read(name: str) -> bytes:
    return files(__package__).joinpath(_FOLDER, name).read_bytes()
