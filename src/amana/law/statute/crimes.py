"""Crimes of the Rome Statute, one for each entry of the Elements of Crimes, and Article 70.

What stands here is the list with its elements. Whether a court may judge a crime, and since
when for which State, is worked out in `jurisdiction` from amendments and who accepted them.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from amana.core import UsageError
from amana.law.label import Label
from amana.law.statute.amendments import amendment
from amana.law.statute.elements import (
    DEFAULT_MENTAL,
    MATERIAL,
    Element,
    Kind,
    Note,
    library,
    noted,
    standing,
)
from amana.law.statute.packaged import About, packaged
from amana.law.statute.suggesting import suggested_for

STATUTE_FROM = "2002-07-01"
"""The day on which the Statute entered into force (Article 126(1)); earlier crimes are outside."""


class Given(StrEnum):
    """Where the elements of a crime come from.

    `given`: from the Elements of Crimes. `pending-source`: added to the Statute later; drafted
    elements were not found when these lists were made, and none are invented. `none-drafted`: the
    Elements of Crimes have none. For Article 70 what the Statute itself asks is listed instead;
    for Article 8(2)(b)(xx), whose annex does not exist, there is nothing to list.
    """

    GIVEN = "given"
    PENDING_SOURCE = "pending-source"
    NONE_DRAFTED = "none-drafted"


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Crimes that share their context: `id` is the provision that they stand in, like `8(2)(b)`."""

    id: str
    label: Label
    notes: tuple[Note, ...] = ()


class Crime(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A crime or offence.

    Attributes:
        id: Its identifier, like `rs:8(2)(c)(i)-4`.
        label: What it is, with its family, in our own words.
        article: The provision that it is cited by, like `8(2)(c)(i)`.
        family: The family that it belongs to, like `8(2)(c)`.
        elements: Its elements, numbered from 1 in the order of the Elements of Crimes.
        valid_from: The first day on which the Court could have jurisdiction over it, for the
            first State that was bound; never the answer for a given State.
        amendment: The amendment that added it, or null.
        elements_given: Where the elements come from.
        default_mental: Intent and knowledge (Article 30) for those of its elements that have no
            mental element of their own; `covers` says which. Null where each has one.
        notes: What footnotes add to the crime as a whole.
    """

    id: str
    label: Label
    article: str
    family: str
    elements: tuple[Element, ...]
    valid_from: str
    amendment: str | None = None
    elements_given: Given = Given.GIVEN
    default_mental: Element | None = None
    notes: tuple[Note, ...] = ()


class _Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    shared: str
    covers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    family: str
    label: Label
    elements: tuple[_Listed, ...]
    amendment: str | None = None
    defined_in: str | None = None
    elements_given: Given = Given.GIVEN
    notes: tuple[str, ...] = ()


class _FamilyEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    label: Label
    notes: tuple[str, ...] = ()


class _Crimes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    families: tuple[_FamilyEntry, ...]
    crimes: tuple[_Entry, ...]


def crimes() -> tuple[Crime, ...]:
    """Return all crimes and offences in the order of the Statute."""
    return tuple(_by_id().values())


def crime(identifier: str) -> Crime:
    """Return the crime of that identifier.

    Raises:
        UsageError: there is none; the remedy names the nearest.
    """
    found = _by_id().get(identifier)
    if found is None:
        near = suggested_for(identifier, _by_id())
        raise UsageError(
            f"there is no crime “{identifier}”",
            remedy=f"did you mean {near}?" if near else "`amana law crimes` lists all of them",
        )
    return found


def crimes_at(provision: str) -> tuple[Crime, ...]:
    """Return the crime that a provision is, all that stand below it, or the one it defines.

    Article 8 bis has one crime, and its first paragraph says what that is: `rs:8bis(1)` leads to
    `rs:8bis`. The other paragraphs there define words of it and hold no crime.
    """
    below = (f"{provision}(", f"{provision}-")
    found = [each for each in crimes() if each.id == provision or each.id.startswith(below)]
    if not found:
        found = [crime(each.id) for each in _packaged().crimes if each.defined_in == provision]
    return tuple(found)


@functools.cache
def families() -> tuple[Family, ...]:
    """Return the families of crimes in the order of the Statute."""
    return tuple(
        Family(id=each.id, label=each.label, notes=_notes(each.notes))
        for each in _packaged().families
    )


@functools.cache
def _packaged() -> _Crimes:
    return packaged("crimes.json", _Crimes)


@functools.cache
def _by_id() -> Mapping[str, Crime]:
    entries = _packaged().crimes
    uses = Counter(
        shared for entry in entries for shared in {each.shared for each in entry.elements}
    )
    return MappingProxyType({entry.id: _crime(entry, uses) for entry in entries})


def _crime(entry: _Entry, uses: Mapping[str, int]) -> Crime:
    elements = tuple(
        standing(
            library()[listed.shared],
            f"{entry.id}#{number}",
            own=uses[listed.shared] == 1,
            covers=tuple(f"{entry.id}#{covered}" for covered in listed.covers),
            notes=listed.notes,
        )
        for number, listed in enumerate(entry.elements, start=1)
    )
    return Crime(
        id=entry.id,
        label=entry.label,
        article=entry.id.removeprefix("rs:").partition("-")[0],
        family=entry.family,
        elements=elements,
        valid_from=amendment(entry.amendment).valid_from if entry.amendment else STATUTE_FROM,
        amendment=entry.amendment,
        elements_given=entry.elements_given,
        default_mental=_default(elements),
        notes=_notes(entry.notes),
    )


def _default(elements: tuple[Element, ...]) -> Element | None:
    """Return Article 30 over the material elements that no listed mental element is about.

    General introduction to the Elements of Crimes, paragraph 2. The context is not among them: its
    mental element is listed, or, for genocide, left to the Court.
    """
    covered = {
        each for element in elements if element.kind is Kind.MENTAL for each in element.covers
    }
    bare = tuple(each.id for each in elements if each.kind in MATERIAL and each.id not in covered)
    return standing(library()[DEFAULT_MENTAL], "rs:30", covers=bare) if bare else None


def _notes(names: tuple[str, ...]) -> tuple[Note, ...]:
    return tuple(noted()[name] for name in names)
