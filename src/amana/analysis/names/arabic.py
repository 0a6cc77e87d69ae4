"""Names and roles in Arabic paragraphs: lists, the grammar of names, and a tagger if there is one.

What the lists know comes first, then what the tagger finds where it was added, then bodies and
places after a word that says what they are, then persons, then short names of persons named before.
"""

from __future__ import annotations

from collections.abc import Sequence

from amana.analysis.arabic import Word, words_of
from amana.analysis.frame import Frame
from amana.analysis.names.arabic_aliases import again, identities, short_names
from amana.analysis.names.arabic_listed import Found, led, listed
from amana.analysis.names.arabic_persons import persons
from amana.analysis.names.arabic_roles import FoundRole, roles_of
from amana.analysis.names.arabic_tagged import MODEL, united
from amana.analysis.names.keys import key_of
from amana.analysis.tools import Tools
from amana.records import Mention, Role


def names(frame: Frame, paragraphs: Sequence[int], tools: Tools) -> list[Mention | Role]:
    """Return the mentions and roles in paragraphs, given by their numbers in the frame."""
    chosen = set(paragraphs)
    sentences = [
        words_of(frame.text, each.start, each.end)
        for each in frame.sentences
        if each.paragraph in chosen
    ]
    found = found_in(frame.text, sentences)
    if MODEL in tools.models:
        both = united(frame.text, sentences, found, tools.models[MODEL])
        found = _with_short_names(frame.text, sentences, list(map(_ordered, both)))
    every = [each for one in found for each in one]
    who = identities(frame.text, every)
    mentions = [
        Mention(span=frame.span(each.start, each.end), type=each.type, entity=key, canonical=full)
        for each, (key, full) in who.items()
    ]
    made = [
        _as_role(frame, role, who[role.person][0])
        for words, one in zip(sentences, found, strict=True)
        for role in roles_of(frame.text, words, one)
    ]
    return [*mentions, *dict.fromkeys(made)]


def _as_role(frame: Frame, role: FoundRole, person: str) -> Role:
    of = role.of
    whose = None
    if of is not None:
        whose = of.country or of.key or key_of(frame.text[of.start : of.end])
    return Role(
        span=frame.span(role.start, role.end),
        entity=person,
        role=role.role,
        of=whose,
        former=role.former,
    )


def found_in(text: str, sentences: Sequence[Sequence[Word]]) -> list[list[Found]]:
    """Return the names in each sentence by lists and rules, in text order, none overlapping."""
    return _with_short_names(text, sentences, [_in_sentence(text, words) for words in sentences])


def _with_short_names(
    text: str, sentences: Sequence[Sequence[Word]], found: Sequence[Sequence[Found]]
) -> list[list[Found]]:
    forms = short_names(text, [each for one in found for each in one])
    return [
        _ordered([*one, *again(text, words, _taken(one), forms)])
        for words, one in zip(sentences, found, strict=True)
    ]


def _in_sentence(text: str, words: Sequence[Word]) -> list[Found]:
    known = listed(text, words)
    found = _ordered([*known, *led(text, words, known)])
    return _ordered([*found, *persons(text, words, _taken(found))])


def _taken(found: Sequence[Found]) -> set[int]:
    return {number for each in found for number in range(each.first, each.last)}


def _ordered(found: Sequence[Found]) -> list[Found]:
    """Return names in text order; of two that overlap the longer one stays, then the earlier."""
    kept: list[Found] = []
    taken: set[int] = set()
    for each in sorted(found, key=lambda one: (one.first - one.last, one.first)):
        places = range(each.first, each.last)
        if taken.isdisjoint(places):
            kept.append(each)
            taken.update(places)
    return sorted(kept, key=lambda one: one.start)
