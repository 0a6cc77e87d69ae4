"""Elements: what must be shown of a crime, each with its kind, in our own words.

The Elements of Crimes repeat themselves: the same element stands under many crimes. Here each
distinct one stands once, in a library, and crimes refer to it; `shared` is its name there. The
labels are ours and short; they serve to recognise an element, the official text decides.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from amana.law.label import Label
from amana.law.statute.packaged import About, packaged


class Kind(StrEnum):
    """What an element is, as Article 30 and the general introduction to the Elements divide them.

    A contextual one (an attack, an armed conflict) is about the surroundings of the conduct and is
    shown once for a situation. What the perpetrator knew of those surroundings is mental, and is
    shown for each person.
    """

    CONDUCT = "conduct"
    CONSEQUENCE = "consequence"
    CIRCUMSTANCE = "circumstance"
    MENTAL = "mental"
    CONTEXTUAL = "contextual"


MATERIAL = frozenset({Kind.CONDUCT, Kind.CONSEQUENCE, Kind.CIRCUMSTANCE})
"""The kinds to which Article 30 applies where nothing else is provided."""

DEFAULT_MENTAL = "el:article-30"
"""The element of the library that stands for intent and knowledge under Article 30."""


class Note(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a footnote or an introduction adds, in our own words; `provision` says which."""

    id: str
    provision: str
    text: Label


class SharedElement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the library.

    Attributes:
        id: Its name, like `el:killed-persons`.
        kind: What it mainly is.
        also: What else it contains: "killed" is conduct, and contains the consequence.
        label: What it asks.
        alternatives: Ways of which any one suffices. None are given where the list is open
            ("such as").
        once: Of a contextual one: the part that is shown once for a situation.
        each: Of a contextual one: the part that is shown for each charge, its link to the conduct.
        notes: Names of notes that hold wherever it stands.
    """

    id: str
    kind: Kind
    label: Label
    also: tuple[Kind, ...] = ()
    alternatives: tuple[Label, ...] = ()
    once: Label | None = None
    each: Label | None = None
    notes: tuple[str, ...] = ()


class Element(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An element as it stands under a crime or a mode of liability.

    Attributes:
        id: Its identifier: `rs:8(2)(c)(i)-4#2`; an alternative of it is `rs:8(2)(c)(i)-4#2a`.
        shared: The element of the library that it is, or null.
        kind: What it mainly is.
        label: What it asks.
        alternatives: Ways of which any one suffices.
        also: What else it contains.
        own: Whether no other crime has it.
        covers: Of a mental one: the identifiers of the elements that it is about.
        once: Of a contextual one: the part that is shown once for a situation.
        each: Of a contextual one: the part that is shown for each charge.
        notes: What footnotes and introductions add.
    """

    id: str
    kind: Kind
    label: Label
    shared: str | None = None
    alternatives: tuple[Element, ...] = ()
    also: tuple[Kind, ...] = ()
    own: bool = False
    covers: tuple[str, ...] = ()
    once: Label | None = None
    each: Label | None = None
    notes: tuple[Note, ...] = ()


class _Library(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    elements: tuple[SharedElement, ...]


class _Notes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    notes: tuple[Note, ...]


@functools.cache
def library() -> Mapping[str, SharedElement]:
    """Return the shared library by name, in the order of the Statute."""
    found = packaged("elements.json", _Library).elements
    return MappingProxyType({each.id: each for each in found})


@functools.cache
def noted() -> Mapping[str, Note]:
    """Return the notes by name."""
    return MappingProxyType({each.id: each for each in packaged("notes.json", _Notes).notes})


def standing(
    shared: SharedElement,
    identifier: str,
    *,
    own: bool = False,
    covers: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Element:
    """Return an entry of the library as it stands under `identifier`, with its alternatives.

    `notes` are names of notes that hold for it there, beyond those of the library.
    """
    return Element(
        id=identifier,
        shared=shared.id,
        kind=shared.kind,
        label=shared.label,
        alternatives=tuple(_alternatives(shared, identifier, own=own)),
        also=shared.also,
        own=own,
        covers=covers,
        once=shared.once,
        each=shared.each,
        notes=tuple(noted()[name] for name in (*shared.notes, *notes)),
    )


def _alternatives(shared: SharedElement, identifier: str, *, own: bool) -> list[Element]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [
        Element(
            id=f"{identifier}{letter}",
            shared=f"{shared.id}/{letter}",
            kind=shared.kind,
            label=label,
            own=own,
        )
        for letter, label in zip(letters, shared.alternatives, strict=False)
    ]
