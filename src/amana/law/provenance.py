"""Which data of this room need a look beside treaty facts: unverified, or looked at long ago.

Amendments, modes of liability, standards, scales and models of proceedings each name a source, the
day on which it was looked at, and whether they were held against it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from amana.core import prepared
from amana.law.proceedings import Model, models
from amana.law.statute import amendments, modes
from amana.law.statute.standards import scales, standards
from amana.law.treaty import Doubt, Finding
from amana.law.treaty.checking import UNVERIFIED, looked_at, months_before


class Sourced(msgspec.Struct, frozen=True, kw_only=True):
    """Something with a source: its `area` (`amendment`, `mode`, …) and its identifier there."""

    area: str
    id: str
    source: str
    retrieved: str
    verified: bool


def sourced() -> Iterator[Sourced]:
    """Yield what comes with the program and names a source, treaty facts left out."""
    for amendment in amendments():
        yield _plain("amendment", amendment.id, amendment)
    for ground in (each for mode in modes() for each in mode.grounds):
        yield _plain("mode", ground.element, ground)
    for standard in standards():
        yield _plain("standard", standard.code, standard)
        for each in standard.national:
            yield Sourced(
                area="standard",
                id=f"{standard.code}/{each.state}",
                source=each.provision,
                retrieved=standard.retrieved,
                verified=each.verified,
            )
    for scale in scales():
        yield _plain("scale", scale.code, scale)
    for model in models():
        yield from _steps(model)


def unsure(*, on: str, months: int) -> tuple[Finding, ...]:
    """Return what needs a look on a day: what is unverified first, then what is old."""
    limit = months_before(on, months)
    every = tuple(sourced())
    unverified = [
        _finding(Doubt.UNVERIFIED, UNVERIFIED, each) for each in every if not each.verified
    ]
    old = [
        _finding(Doubt.OLD, looked_at(each.retrieved), each)
        for each in every
        if each.retrieved < limit
    ]
    return (*unverified, *old)


class _Source(msgspec.Struct, frozen=True):
    source: str
    retrieved: str
    verified: bool


def _plain(area: str, name: str, row: object) -> Sourced:
    said = msgspec.convert(row, prepared(_Source), from_attributes=True)
    return Sourced(
        area=area, id=name, source=said.source, retrieved=said.retrieved, verified=said.verified
    )


def _steps(model: Model) -> Iterator[Sourced]:
    yield _plain("proceeding", model.id, model.about)
    for step in model.steps:
        if step.unverified and model.about.verified:
            yield Sourced(
                area="proceeding",
                id=f"{model.id}/{step.code}",
                source=", ".join(step.provisions) or model.about.source,
                retrieved=model.about.retrieved,
                verified=False,
            )


def _finding(doubt: Doubt, why: str, each: Sourced) -> Finding:
    return Finding(
        doubt=doubt,
        area=each.area,
        id=each.id,
        why=why,
        source=each.source,
        retrieved=each.retrieved,
    )
