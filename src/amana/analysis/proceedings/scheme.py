"""Steps of proceedings and the words that state them, from data files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from amana.core import prepared
from amana.text import fold

PACKAGE = "amana.analysis.proceedings"
Phrase = tuple[str, ...]


class Act(msgspec.Struct, frozen=True):
    """One step as a verb with its object, or a noun, states it.

    `objects` are phrases, or one that begins with `@` and names a kind of object; `to` are the
    prepositions of whom it concerns. `status` is what it comes to when it is done.
    """

    step: str
    status: str
    verb: Phrase
    objects: tuple[Phrase, ...]
    to: tuple[str, ...]


class Groups(msgspec.Struct, frozen=True):
    """Groups of words of one language; the data file says what they are for."""

    bodies: frozenset[str]
    officials: frozenset[str]
    crimes: frozenset[str]
    future: frozenset[str]
    wishes: frozenset[str]
    standards: frozenset[str]
    votes: frozenset[str]
    membership: frozenset[str]
    of_courts: frozenset[str]
    death: frozenset[str]
    courts: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    asserting: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    commerce: frozenset[str] = frozenset()
    of_state: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()


class _Row(msgspec.Struct, frozen=True):
    step: str
    status: str
    verbs: tuple[Phrase, ...]
    objects: tuple[Phrase, ...]
    nouns: tuple[Phrase, ...]
    to: tuple[Phrase, ...]

    @property
    def concerned(self) -> tuple[str, ...]:
        return tuple(" ".join(each) for each in self.to)


class _Words(msgspec.Struct, frozen=True):
    about: str
    en: Groups
    ar: Groups


def _table(name: str) -> bytes:
    return files(PACKAGE).joinpath("data", name).read_bytes()


@cache
def groups(language: str) -> Groups:
    """Return the word groups of a language, Arabic ones folded."""
    words = msgspec.json.decode(_table("words.json"), type=prepared(_Words))
    if language != "ar":
        return words.en
    plain = msgspec.to_builtins(words.ar)
    return msgspec.convert(
        {name: sorted({fold(each).text for each in group}) for name, group in plain.items()},
        type=prepared(Groups),
    )


@cache
def acts(language: str) -> dict[str, tuple[Act, ...]]:
    """Return the acts of a language by the first word of the verb."""
    found: dict[str, list[Act]] = {}
    for row in _rows(language):
        for verb in row.verbs:
            act = Act(row.step, row.status, verb, row.objects, row.concerned)
            found.setdefault(verb[0], []).append(act)
    return {first: tuple(each) for first, each in found.items()}


@cache
def nominal(language: str) -> dict[str, tuple[Act, ...]]:
    """Return the acts that a noun phrase states alone, by its first word; `verb` is that phrase."""
    found: dict[str, list[Act]] = {}
    for row in _rows(language):
        for noun in row.nouns:
            act = Act(row.step, row.status, noun, (), row.concerned)
            found.setdefault(noun[0], []).append(act)
    return {first: tuple(each) for first, each in found.items()}


@cache
def _rows(language: str) -> tuple[_Row, ...]:
    rows = []
    lines = [line for line in _table("acts.tsv").decode().split("\n") if line and line[0] != "#"]
    for line in lines[1:]:
        its, step, status, *cells = line.split("\t")
        if its == language:
            verbs, objects, nouns, to = (_phrases(cell, language) for cell in cells)
            rows.append(_Row(step, status, verbs, objects, nouns, to))
    return tuple(rows)


def _phrases(cell: str, language: str) -> tuple[Phrase, ...]:
    return tuple(
        tuple((fold(part).text if language == "ar" and part[0] not in "@*-" else part).split())
        for part in cell.split("|")
        if part
    )
