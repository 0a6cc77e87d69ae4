"""Matters as they stand: current versions, what belongs to a situation, when a thing became known.

Pure look-ups over `standings`: all versions of all matters that may be seen, in the order of the
log. Rules:

1. Of a key, the newest version stands that was not withdrawn; withdrawing the newest lets the one
   before it stand again. A key of which every version was withdrawn has none that stands.
2. A matter belongs to the situation that it names, or that of the proceeding, charge or situation
   that it is about. A person belongs to each situation whose proceedings or charges name them.
3. A step or undertaking became known on its own `known` day; without one, on the earliest day on
   which a cited article was published; without such, on its `date`. An article that was published
   before the matter itself cannot tell that it happened, and counts only where all cited ones were.
   A value that covers several days ("2024-09") counts as known on the last of them: until then
   nobody can say that it was.
4. A reference to a key that no standing matter of the right kind has leads nowhere. It is told,
   never refused: the other matter may be withdrawn, or be one that may not be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec

from amana.core import NotFound
from amana.law.nearest import nearest
from amana.records import (
    Assessment,
    Charge,
    Conclusion,
    Entered,
    LegalProceeding,
    Link,
    Matter,
    Person,
    ReportedIncident,
    Situation,
    Standing,
    Step,
    Undertaking,
)
from amana.text import days_of

M = TypeVar("M", bound=Matter)

Dated = Step | Undertaking | ReportedIncident
"""What a timeline holds."""


class Basis(StrEnum):
    """From what the day follows on which something became known."""

    TOLD = "told"  # its own `known`
    PUBLISHED = "published"  # the earliest cited article
    DATE = "date"  # nothing else is told: the day of the thing itself
    NONE = "none"


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ISO `day` by which a matter was known, None where nothing tells it; `told` is the EDTF.

    `basis` says from what it follows.
    """

    day: str | None
    told: str | None
    basis: Basis


class Astray(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reference that leads nowhere: matter `key` names `names` in its `field`, a `wanted`."""

    key: str
    field: str
    names: str
    wanted: str


def current(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Return the version of each key that stands, in the order of the log."""
    return tuple(sorted(by_key(standings).values(), key=lambda each: each.number))


def by_key(standings: Sequence[Standing]) -> dict[str, Standing]:
    """Return the version that stands, by key."""
    found: dict[str, Standing] = {}
    for each in standings:
        if each.withdrawn is None:
            older = found.get(each.matter.key)
            if older is None or (each.version, each.number) >= (older.version, older.number):
                found[each.matter.key] = each
    return found


def versions(standings: Sequence[Standing], key: str) -> tuple[Standing, ...]:
    """Return all versions of a key, withdrawn ones too, the oldest first."""
    found = [each for each in standings if each.matter.key == key]
    return tuple(sorted(found, key=lambda each: (each.version, each.number)))


def of_kind(standings: Sequence[Standing], kind: type[M]) -> tuple[tuple[M, Standing], ...]:
    """Return the standing matters of one kind, each with how it stands, in the log's order."""
    return tuple(
        (each.matter, each) for each in current(standings) if isinstance(each.matter, kind)
    )


def named(standings: Sequence[Standing], key: str, kind: type[M]) -> tuple[M, Standing]:
    """Return the standing matter of a key and kind.

    Raises:
        NotFound: there is none; the nearest key of that kind is named, if one is near.
    """
    found = {matter.key: (matter, how) for matter, how in of_kind(standings, kind)}
    if key not in found:
        near = nearest(key, found)
        word = word_of(kind)
        raise NotFound(
            f"no {word} {key!r} stands in this archive",
            remedy=f"did you mean {near!r}?" if near else f"enter the {word} first",
        )
    return found[key]


def word_of(kind: type[Matter]) -> str:
    """Return the word by which people enter a kind of matter."""
    return str(kind.__struct_config__.tag)


def situation_of(standings: Sequence[Standing], matter: Entered) -> str | None:
    """Return the key of the situation that a matter belongs to; None: none, or not known.

    A person may belong to several, so to none by itself: see `within`.
    """
    return _situation(by_key(standings), matter)


def within(standings: Sequence[Standing], situation: str) -> tuple[Standing, ...]:
    """Return the standing matters that belong to a situation, in the order of the log.

    The situation itself and the persons whom its proceedings and charges name are among them.
    """
    known = by_key(standings)
    own = {key for key, each in known.items() if _situation(known, each.matter) == situation}
    for key in tuple(own):
        matter = known[key].matter
        if isinstance(matter, LegalProceeding | Charge) and matter.person in known:
            own.add(matter.person)
    return tuple(each for each in current(standings) if each.matter.key in own)


def known_of(matter: Dated) -> Known:
    """Return by which day a step, undertaking or incident was known (rule 3 of this module)."""
    told = None if isinstance(matter, ReportedIncident) else matter.known
    days = days_of(told)
    if days is not None:
        return Known(day=days[1], told=told, basis=Basis.TOLD)
    published = _first_published(matter)
    if published is not None:
        day, value = published
        return Known(day=day, told=value, basis=Basis.PUBLISHED)
    days = days_of(matter.date)
    if days is not None:
        return Known(day=days[1], told=matter.date, basis=Basis.DATE)
    return Known(day=None, told=None, basis=Basis.NONE)


def _first_published(matter: Dated) -> tuple[str, str] | None:
    """Return the day, and its EDTF value, of the first cited article that can tell of a matter."""
    published = [
        (days[1], value)
        for each in matter.cites
        if (days := days_of(value := each.published or ""))
    ]
    dated = days_of(matter.date)
    if dated is None or not published:
        return min(published, default=None)
    # A day is allowed for time zones.
    since = max(date.fromisoformat(dated[0]).toordinal() - 1, 1)
    telling = [each for each in published if each[0] >= date.fromordinal(since).isoformat()]
    return min(telling or published)


def known_by(matter: Dated, day: str) -> bool | None:
    """Tell whether a matter was known on an ISO `day`; None where nothing tells when it was."""
    known = known_of(matter).day
    return None if known is None else known <= day


def astray(standings: Sequence[Standing]) -> tuple[Astray, ...]:
    """Return the references between standing matters that lead nowhere (rule 4)."""
    known = by_key(standings)
    return tuple(
        Astray(key=each.matter.key, field=field, names=key, wanted=word_of(wanted))
        for each in current(standings)
        for field, key, wanted in references(each.matter)
        if key not in known or not isinstance(known[key].matter, wanted)
    )


def _situation(known: dict[str, Standing], matter: Entered) -> str | None:
    """Return the situation of a matter, by way of what it is about."""
    match matter:
        case Situation():
            return matter.key
        case Person():
            return None
        case Step():
            return _through(known, matter.proceeding)
        case Link() | Assessment():
            return matter.situation or _through(known, matter.charge)
        case _:
            return matter.situation


def _through(known: dict[str, Standing], key: str | None) -> str | None:
    """Return the situation of the proceeding or charge `key`."""
    about = known.get(key or "")
    if about is None or not isinstance(about.matter, LegalProceeding | Charge):
        return None
    return about.matter.situation


Reference = tuple[str, str, type[Entered]]
"""The field, the key that it names, and the kind that it should lead to."""


def references(matter: Entered) -> Iterator[Reference]:
    """Yield the references of a matter that name something."""
    for field, kind in _FIELDS.get(type(matter), {}).items():
        value = getattr(matter, field)
        for key in value if isinstance(value, tuple) else (value,):
            if key:
                yield field, key, kind


_FIELDS: dict[type[Entered], dict[str, type[Entered]]] = {
    ReportedIncident: {"situation": Situation},
    LegalProceeding: {"situation": Situation, "person": Person},
    Step: {"proceeding": LegalProceeding},
    Undertaking: {"situation": Situation, "answers": Undertaking},
    Charge: {"situation": Situation, "person": Person, "incidents": ReportedIncident},
    Conclusion: {"situation": Situation},
    Link: {"charge": Charge, "situation": Situation, "conclusion": Conclusion},
    Assessment: {"charge": Charge, "situation": Situation},
}
