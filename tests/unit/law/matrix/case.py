"""An invented case: one charge of torture, entered by three people who do not agree."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from amana.law.matrix import Edition, Matrix, matrix_of
from amana.records import (
    Assessment,
    Charge,
    Cite,
    Conclusion,
    Effect,
    Entered,
    Held,
    Link,
    Person,
    ReportedIncident,
    Situation,
    Standing,
)

RANA, OMAR, DALIA = "Rana Haddad", "Omar Sabri", "Dalia Mansur"
CRIME, MODE, CHARGE = "rs:7(1)(f)", "rs:25(3)(a)/co", "station-torture"
EDITION = Edition(
    archive="Norland archive",
    day="2026-03-09",
    entries=412,
    root="5f" * 32,
    address="https://archive.example",
)

ORIGINALS = {"IT-7F3K-Q2M9": "a1" * 32, "IT-2B4C-D6F8": "b2" * 32, "IT-9H8J-K7L6.1": "c3" * 32}
ORIGINS = {"IT-7F3K-Q2M9": "story-12", "IT-2B4C-D6F8": "story-12"}


def cite(item: str = "IT-7F3K-Q2M9", quote: str = "They were beaten for hours.") -> Cite:
    """Return a complete citation."""
    return Cite(
        item=item,
        reading="d4" * 32,
        char_start=120,
        char_end=120 + len(quote),
        quote=quote,
        published="2024-05-21",
        number=31,
    )


def gone(item: str = "IT-2B4C-D6F8") -> Cite:
    """Return a citation of an item that was erased."""
    return Cite(item=item, number=32, gone=True)


SITUATION = Situation(
    key="norland",
    reason="opened after the reports of May",
    name="Situation in Norland",
    name_ar="الحالة في نورلاند",
    states=("NOR",),
    period="2024-01-01/..",
)
PERSON = Person(
    key="commander-k",
    reason="named in two reports",
    cites=(cite(quote="Colonel Karim Zand commands the station."),),
    name="Karim Zand",
    name_ar="كريم زند",
    born="1971",
    of="Third Brigade",
)
INCIDENT = ReportedIncident(
    key="station-may",
    reason="as three residents tell it",
    cites=(cite("IT-9H8J-K7L6.1", "نُقل الموقوفون من «مدرسة رأس الغدير» إلى المحطة القديمة."),),
    situation="norland",
    name="Detention at the old station",
    date="2024-05",
    states=("NOR",),
    place="Marsa an-Nur, old station",
    actors=("Third Brigade",),
)
CHARGED = Charge(
    key=CHARGE,
    reason="the accounts of May point to treatment in custody",
    situation="norland",
    crime=CRIME,
    mode=MODE,
    person="commander-k",
    incidents=("station-may",),
    name="Treatment of detainees at the old station",
)
GROUND: tuple[tuple[str, Entered], ...] = (
    (RANA, SITUATION),
    (RANA, PERSON),
    (RANA, INCIDENT),
    (RANA, CHARGED),
)


def named(element: str) -> str:
    """Return the whole identifier of an element of the crime."""
    return f"{CRIME}{element}" if element.startswith("#") else element


def link(
    key: str, element: str, effect: Effect, *cites: Cite, conclusion: str | None = None
) -> Link:
    """Return a link for the charge."""
    return Link(
        key=key,
        reason=f"why {key}",
        cites=cites,
        element=named(element),
        effect=effect,
        charge=CHARGE,
        conclusion=conclusion,
    )


def context(key: str, element: str, effect: Effect, *cites: Cite) -> Link:
    """Return a link for the situation."""
    return Link(
        key=key,
        reason=f"why {key}",
        cites=cites,
        element=named(element),
        effect=effect,
        situation="norland",
    )


def assess(
    key: str, element: str, held: Held, standard: str = "reasonable_grounds_to_believe"
) -> Assessment:
    """Return an assessment for the charge."""
    return Assessment(
        key=key,
        reason=f"why {key}",
        element=named(element),
        held=held,
        standard=standard,
        charge=CHARGE,
    )


def entered(
    *told: tuple[str, Entered], taken_back: Iterable[tuple[int, int]] = ()
) -> tuple[Standing, ...]:
    """Return how matters stand, entered by the person beside each, in this order.

    `taken_back` are pairs of entries: which, by which.
    """
    back = dict(taken_back)
    count: dict[str, int] = {}
    found = []
    for number, (by, matter) in enumerate((*GROUND, *told), 1):
        count[matter.key] = count.get(matter.key, 0) + 1
        standing = Standing(
            matter=matter,
            number=number,
            version=count[matter.key],
            by=by,
            at=f"2026-03-0{1 + number % 8}T09:{number % 60:02d}:00.000000Z",
            withdrawn=back.get(number),
        )
        found.append(standing)
    return tuple(found)


def made(*told: tuple[str, Entered], taken_back: Iterable[tuple[int, int]] = ()) -> Matrix:
    """Return the matrix of the charge, as `entered` tells it."""
    standings = entered(*told, taken_back=taken_back)
    return matrix_of(standings, CHARGE, origins=ORIGINS, originals=ORIGINALS)


def changed(**members: object) -> tuple[str, Entered]:
    """Return a newer version of the charge."""
    return RANA, msgspec.structs.replace(CHARGED, **members)


FIRST = len(GROUND) + 1
"""The entry of the first thing that is told to `made`."""

STORY: tuple[tuple[str, Entered], ...] = (
    (RANA, link("beaten", "#1a", Effect.SUPPORTS, cite(), cite("IT-2B4C-D6F8", "They were hit."))),
    (OMAR, link("old-wounds", "#1", Effect.EXPLAINS_OTHERWISE,
                cite("IT-9H8J-K7L6.1", "The injuries date from April, the doctor said."))),
    (RANA, link("cells", "#2a", Effect.SUPPORTS, cite(quote="The cells lie below."))),
    (RANA, Conclusion(key="control", reason="three accounts agree on the guards",
                      situation="norland", text="The brigade ran the station in May.",
                      cites=(cite(), gone()))),
    (RANA, link("run", "#2b", Effect.SUPPORTS, conclusion="control")),
    (DALIA, link("lawful", "#3", Effect.UNDERMINES, cite(quote="A judge had signed."))),
    (RANA, context("attack", "#4", Effect.SUPPORTS, cite(quote="Whole districts were cleared."))),
    (RANA, assess("held-2", "#2", Held.MET)),
    (OMAR, assess("held-2-omar", "#2", Held.OPEN)),
    (DALIA, assess("held-3", "#3", Held.NOT_MET)),
    (DALIA, link("rebuilt", "#2", Effect.NEUTRAL, cite(quote="It was rebuilt in 2019."))),
    (RANA, link("beaten", "#1a", Effect.SUPPORTS, cite())),
)  # fmt: skip
"""Links of every effect, a conclusion, an erased item, people who differ, and a newer version."""
