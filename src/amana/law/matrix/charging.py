"""What a charge may say, and to which elements material may be linked.

Rules:

1. A charge has an incident, a crime and a mode that are known, and a mode that the crime can have:
   incitement belongs to genocide (Article 25(3)(e)), the clause on leaders to aggression and never
   alone (Article 25(3 bis)).
2. Its incidents belong to its situation.
3. A link or assessment is for a charge or for a situation, never for both or neither.
4. For a charge: an element of its crime or mode, or what is asked beside them, that is not
   contextual. For a situation: a contextual element of any crime, by its identifier or by the one
   that crimes share. That the conduct of one charge was part of the context is for that charge.
5. A link cites passages or names a conclusion; an assessment names a standard of proof.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from amana.core import UsageError
from amana.law.casework import by_key, named
from amana.law.matrix.rows import NEXUS, Asked, all_asked, asked
from amana.law.matrix.shapes import Scope
from amana.law.nearest import nearest
from amana.law.statute import (
    Crime,
    Mode,
    crime,
    crimes,
    identified,
    mode,
    modes,
    modes_of,
    standard,
)
from amana.records import Assessment, Charge, Link, ReportedIncident, Standing


def require_charge(charge: Charge, standings: Sequence[Standing]) -> None:
    """Raise where a charge breaks rule 1 or 2.

    Raises:
        UsageError: it does; the nearest word is named where one is unknown.
    """
    own, meant = _known(crime, charge.crime), _known(mode, charge.mode)
    if not meant.alone:
        raise UsageError(
            f"{meant.id} ({meant.label.en}) is no mode of liability by itself",
            remedy=f"name one of {_listed(each.id for each in modes_of(own) if each.alone)}; "
            "its elements are asked beside those of every mode of that crime",
        )
    if not meant.fits(own):
        raise UsageError(
            f"{meant.id} ({meant.label.en}) does not fit {own.id} ({own.label.en})",
            remedy=f"name one of {_listed(each.id for each in modes_of(own) if each.alone)}",
        )
    if not charge.incidents:
        raise UsageError(
            f"the charge {charge.key} names no incident",
            remedy="name the keys of one or more: what is charged is something that is said to "
            "have happened",
        )
    known = by_key(standings)
    for key in charge.incidents:
        incident = known[key].matter if key in known else None
        if isinstance(incident, ReportedIncident) and incident.situation != charge.situation:
            raise UsageError(
                f"the incident {key} belongs to the situation {incident.situation}, "
                f"the charge {charge.key} to {charge.situation}",
                remedy="what is contextual is linked for one situation: enter both for the same",
            )


def require_place(matter: Link | Assessment, standings: Sequence[Standing]) -> None:
    """Raise where a link or assessment is not for an element that it can be for (rules 3 and 4).

    Raises:
        UsageError: so it is; the nearest identifier is named.
        NotFound: its charge does not stand.
    """
    if (matter.charge is None) == (matter.situation is None):
        raise UsageError(
            f"{matter.key} must name a charge or a situation, and not both",
            remedy="a contextual element is linked for the situation, any other for the charge",
        )
    if matter.charge is None:
        _require_contextual(matter.element, str(matter.situation))
        return
    charge, _ = named(standings, matter.charge, Charge)
    known = all_asked(charge.crime, charge.mode)
    found = known.get(matter.element)
    if found is None:
        raise _not_of_the_charge(matter.element, charge, known)
    if found.scope is Scope.SITUATION:
        nexus = known.get(f"{matter.element}{NEXUS}")
        more = f"; for this charge there is {nexus.element} ({nexus.label.en})" if nexus else ""
        raise UsageError(
            f"{matter.element} is contextual: it is linked once for the situation, and stands in "
            "each of its charges",
            remedy=f"leave the charge out and say situation: {charge.situation!r}{more}",
        )


def require_ground(link: Link) -> None:
    """Raise where a link rests on nothing (rule 5).

    Raises:
        UsageError: it cites no passage and names no conclusion.
    """
    if not link.cites and link.conclusion is None:
        raise UsageError(
            f"the link {link.key} cites no passage and names no conclusion",
            remedy="cite the words that it rests on, or enter a conclusion and name its key",
        )


def require_standard(assessment: Assessment) -> None:
    """Raise where an assessment names no known standard of proof (rule 5).

    Raises:
        UsageError: so it is; the nearest is named.
    """
    standard(assessment.standard)


Own = TypeVar("Own", Crime, Mode)


def _known(find: Callable[[str], Own], told: str) -> Own:
    """Return a crime or mode by its identifier; where it is written otherwise, tell how.

    Raises:
        UsageError: `told` is no identifier of any.
    """
    try:
        return find(told)
    except UsageError as unknown:
        try:
            meant = find(identified(told))
        except UsageError:
            raise unknown from None
        raise UsageError(unknown.message, remedy=f"write {meant.id}") from None


def _require_contextual(element: str, situation: str) -> None:
    known = _contextual()
    if element in known:
        return
    if element in _everything():
        raise UsageError(
            f"{element} is not contextual: it is linked for each charge",
            remedy=f"leave the situation {situation!r} out, and name the key of the charge",
        )
    raise _unknown(element, known)


def _not_of_the_charge(element: str, charge: Charge, known: dict[str, Asked]) -> UsageError:
    above = _everything().get(element)
    if above is None:
        return _unknown(element, known)
    return UsageError(
        f"{element} belongs to {above}, and the charge {charge.key} names {charge.crime} "
        f"and {charge.mode}",
        remedy=f"`amana law matrix {charge.key}` lists the elements of the charge",
    )


def _unknown(element: str, known: Iterable[str]) -> UsageError:
    near = nearest(element, known)
    return UsageError(
        f"there is no element “{element}”",
        remedy=f"did you mean {near}?" if near else "`amana law crimes` lists crimes with theirs",
    )


@functools.cache
def _contextual() -> frozenset[str]:
    """Return the identifiers for which material is linked once for a situation."""
    own = [row for row in _rows() if row.scope is Scope.SITUATION]
    return frozenset(
        {row.element for row in own} | {row.shared for row in own if row.shared is not None}
    )


@functools.cache
def _everything() -> dict[str, str]:
    """Return the crime or mode of every identifier of an element."""
    found: dict[str, str] = {}
    for row in _rows():
        found.setdefault(row.element, row.element.partition("#")[0])
    return found


@functools.cache
def _rows() -> tuple[Asked, ...]:
    """Return everything that any charge may ask, alternatives too."""
    any_mode = modes()[0].id
    charges = [(each.id, any_mode) for each in crimes()]
    charges += [(crimes()[0].id, each.id) for each in modes()]
    rows = (row for charge in charges for _, found in asked(*charge) for row in found)
    return tuple(each for row in rows for each in row.each())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
