"""The rows of a charge: what its crime asks, what its mode asks, and what is asked beside them.

Rules:

1. A contextual element (an attack, an armed conflict) is asked once for the situation and stands in
   each of its charges. That the conduct of one charge was part of it is asked for that charge: a
   row of its own, whose identifier ends in `/nexus`.
2. Everything else that a crime or mode asks is asked for the charge alone.
3. Where elements have no mental element of their own, intent and knowledge are asked (Article 30).
4. Of aggression, the clause on leaders (Article 25(3 bis)) is asked beside any mode.
5. What the Statute asks beside the elements (policy, gravity, the kind of conflict) has rows too.
6. A crime without elements (pending, or never drafted) has one row: the provision as a whole.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

import msgspec

from amana.core import UsageError
from amana.law.label import Label
from amana.law.matrix.shapes import Scope, Section
from amana.law.statute import (
    Crime,
    Element,
    Kind,
    Mode,
    RestsOn,
    Threshold,
    crime,
    mode,
    modes_of,
    thresholds,
)

NEXUS = "/nexus"
"""How the identifier of a row ends that asks of one charge whether it was part of the context."""
PROVISION = "provision"
"""The kind of a row that stands for a whole provision."""
_LIBRARY = "el:"
_WAYS_OF_CONDUCT = frozenset({"el:genocide-context"})
"""Contextual elements whose alternatives are about the conduct of the charge, not the context.

Conduct that could itself effect the destruction of a group needs no pattern around it.
"""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What one row asks.

    `shared` is the element of the library that several crimes have, `covers` which elements a
    mental one is about, `notes` what footnotes and introductions add, `case_law` whether chambers
    drew it from the provision.
    """

    element: str
    kind: str
    label: Label
    scope: Scope
    shared: str | None = None
    covers: tuple[str, ...] = ()
    notes: tuple[Label, ...] = ()
    case_law: bool = False
    alternatives: tuple[Asked, ...] = ()

    def each(self) -> Iterator[Asked]:
        """Yield it and its alternatives."""
        yield self
        for alternative in self.alternatives:
            yield from alternative.each()


Sections = tuple[tuple[Section, tuple[Asked, ...]], ...]


@functools.lru_cache(maxsize=256)
def asked(crime_id: str, mode_id: str) -> Sections:
    """Return the rows of a charge by section; a section may have none.

    Raises:
        UsageError: there is no such crime or mode; the nearest is named.
    """
    own = crime(crime_id)
    rows = tuple(row for element in own.elements for row in _rows(element)) or (_whole(own),)
    default = tuple(_rows(own.default_mental)) if own.default_mental else ()
    of_mode = (row for each in _modes(own, mode(mode_id)) for row in _of_mode(each))
    return (
        (Section.CONTEXT, tuple(each for each in rows if each.scope is Scope.SITUATION)),
        (Section.CRIME, (*(each for each in rows if each.scope is Scope.CHARGE), *default)),
        (Section.MODE, tuple(of_mode)),
        (Section.BESIDE, tuple(_beside(own, thresholds()))),
    )


def all_asked(crime_id: str, mode_id: str) -> dict[str, Asked]:
    """Return everything that a charge asks by identifier, alternatives too."""
    rows = (row for _, found in asked(crime_id, mode_id) for row in found)
    return {each.element: each for row in rows for each in row.each()}


@functools.lru_cache(maxsize=1024)
def shared_of(element: str) -> str | None:
    """Return the element of the library that an element of a crime is, if it is one.

    An identifier of the library (`el:…`) is its own.
    """
    if element.startswith(_LIBRARY):
        return element
    try:
        own = crime(element.partition("#")[0]).elements
    except UsageError:
        return None
    rows = (each for asks in own for row in _rows(asks) for each in row.each())
    return next((each.shared for each in rows if each.element == element), None)


def _rows(element: Element) -> Iterator[Asked]:
    """Yield the rows of an element: two for a contextual one (rule 1)."""
    if element.kind is not Kind.CONTEXTUAL:
        yield _row(element, element.label, Scope.CHARGE)
        return
    of_conduct = element.shared in _WAYS_OF_CONDUCT
    once = msgspec.structs.replace(element, alternatives=()) if of_conduct else element
    yield _row(once, element.once or element.label, Scope.SITUATION)
    if element.each is not None:
        ways = element.alternatives if of_conduct else ()
        yield Asked(
            element=f"{element.id}{NEXUS}",
            kind=str(element.kind),
            label=element.each,
            scope=Scope.CHARGE,
            alternatives=tuple(_row(each, each.label, Scope.CHARGE) for each in ways),
        )


def _whole(own: Crime) -> Asked:
    """Return the row of a provision whose elements are not at hand (rule 6)."""
    return Asked(element=own.id, kind=PROVISION, label=own.label, scope=Scope.CHARGE)


def _modes(own: Crime, meant: Mode) -> tuple[Mode, ...]:
    """Return the mode of a charge, and what narrows every mode of its crime (rule 4)."""
    clauses = (each for each in modes_of(own) if not each.alone and each.id != meant.id)
    return (meant, *clauses)


def _of_mode(meant: Mode) -> Iterator[Asked]:
    drawn = {each.element for each in meant.grounds if each.rests_on is RestsOn.CASE_LAW}
    rows = (row for element in meant.elements for row in _rows(element))
    return (msgspec.structs.replace(row, case_law=row.element in drawn) for row in rows)


def _row(element: Element, label: Label, scope: Scope) -> Asked:
    return Asked(
        element=element.id,
        shared=element.shared,
        kind=str(element.kind),
        label=label,
        scope=scope,
        covers=element.covers,
        notes=tuple(note.text for note in element.notes),
        alternatives=tuple(_row(each, each.label, scope) for each in element.alternatives),
    )


def _beside(own: Crime, known: Iterable[Threshold]) -> Iterator[Asked]:
    for each in known:
        if own.family in each.families:
            yield Asked(
                element=each.id,
                kind=each.nature,
                label=each.label,
                scope=Scope.SITUATION if each.once else Scope.CHARGE,
                notes=(each.note,),
            )
