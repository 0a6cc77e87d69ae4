"""Modes of liability (Articles 25 and 28) as lists of elements, beside those of the crime.

Article 25(3)(a) and (b) hold several forms, which only chambers told apart; each has an identifier
of its own, like `rs:25(3)(a)/co`. What chambers drew from a provision is marked as such.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from amana.core import UsageError
from amana.law.label import Label
from amana.law.statute.crimes import Crime
from amana.law.statute.elements import Element, Kind
from amana.law.statute.packaged import About, packaged
from amana.law.statute.suggesting import suggested_for

_LETTERS = "abcdefgh"


class RestsOn(StrEnum):
    """What an element of a mode rests on: the text of the provision, or what chambers held."""

    STATUTE = "statute"
    CASE_LAW = "case-law"


class Ground(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an element of a mode comes from; `verified` says whether that was read there."""

    element: str
    rests_on: RestsOn
    source: str
    retrieved: str
    verified: bool


class Mode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mode of liability.

    Attributes:
        id: Its identifier, like `rs:25(3)(a)/co` or `rs:28(b)`.
        label: What it is called, in our own words.
        article: The provision that it is cited by, like `25(3)(a)`.
        families: The families of crimes to which it applies.
        elements: Its elements, numbered from 1; they are shown beside those of the crime.
        grounds: Where each element comes from, in the same order.
        alone: Whether it is a form of responsibility by itself; the clause on leaders in
            Article 25(3 bis) is not, it narrows the others.
        amendment: The amendment that added it, or null.
        notes: What else a reader must know.
    """

    id: str
    label: Label
    article: str
    families: tuple[str, ...]
    elements: tuple[Element, ...]
    grounds: tuple[Ground, ...]
    alone: bool = True
    amendment: str | None = None
    notes: tuple[Label, ...] = ()

    def fits(self, crime: Crime) -> bool:
        """Tell whether the provision covers a crime; whether it was committed so is for people."""
        return crime.family in self.families


class _Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Kind
    label: Label
    basis: RestsOn
    source: str | None = None
    verified: bool = True
    alternatives: tuple[Label, ...] = ()


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    label: Label
    families: tuple[str, ...]
    elements: tuple[_Listed, ...]
    alone: bool = True
    amendment: str | None = None
    notes: tuple[Label, ...] = ()


class _Modes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    modes: tuple[_Entry, ...]


def modes() -> tuple[Mode, ...]:
    """Return all modes of liability in the order of the Statute."""
    return tuple(_by_id().values())


def mode(identifier: str) -> Mode:
    """Return the mode of that identifier.

    Raises:
        UsageError: there is none; the remedy names the nearest, or the forms of the provision.
    """
    found = _by_id().get(identifier)
    if found is None:
        near = suggested_for(identifier, _by_id())
        raise UsageError(
            f"there is no mode of liability “{identifier}”",
            remedy=f"did you mean {near}?" if near else "`amana law modes` lists all of them",
        )
    return found


def modes_of(crime: Crime) -> tuple[Mode, ...]:
    """Return the modes that cover a crime, in the order of the Statute."""
    return tuple(each for each in modes() if each.fits(crime))


@functools.cache
def _by_id() -> Mapping[str, Mode]:
    table = packaged("modes.json", _Modes)
    return MappingProxyType({entry.id: _mode(entry, table.about) for entry in table.modes})


def _mode(entry: _Entry, about: About) -> Mode:
    numbered = [(f"{entry.id}#{at}", listed) for at, listed in enumerate(entry.elements, start=1)]
    return Mode(
        id=entry.id,
        label=entry.label,
        article=entry.id.removeprefix("rs:").partition("/")[0],
        families=entry.families,
        elements=tuple(_element(identifier, listed) for identifier, listed in numbered),
        grounds=tuple(
            Ground(
                element=identifier,
                rests_on=listed.basis,
                source=listed.source or about.source,
                retrieved=about.retrieved,
                verified=listed.verified,
            )
            for identifier, listed in numbered
        ),
        alone=entry.alone,
        amendment=entry.amendment,
        notes=entry.notes,
    )


def _element(identifier: str, listed: _Listed) -> Element:
    return Element(
        id=identifier,
        kind=listed.kind,
        label=listed.label,
        alternatives=tuple(
            Element(id=f"{identifier}{letter}", kind=listed.kind, label=label)
            for letter, label in zip(_LETTERS, listed.alternatives, strict=False)
        ),
    )
