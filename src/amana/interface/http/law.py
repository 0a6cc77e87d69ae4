"""Routes of law alone: crimes, modes, standards, States, models. They look at no archive.

Answers are law's own types, as they are; lists of crimes tell less of each.
"""

from __future__ import annotations

import msgspec
from litestar import Controller, get
from litestar.params import FromPath, FromQuery

from amana.law import (
    Amendment,
    Crime,
    Family,
    Label,
    Mode,
    Model,
    Standard,
    State,
    UndertakingKind,
    amendment,
    areas,
    crime,
    crimes,
    families,
    identified,
    models,
    modes,
    standards,
    states,
    undertaking_kinds,
)


class CrimeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A crime of the list: its elements are counted, its page has them."""

    id: str
    label: Label
    article: str
    family: str
    valid_from: str
    amendment: str | None
    elements_given: str
    elements: int


class CrimeList(msgspec.Struct, frozen=True, kw_only=True):
    """The crimes and their families, both in the order of the Statute."""

    families: tuple[Family, ...]
    crimes: tuple[CrimeLine, ...]


class CrimeShape(msgspec.Struct, frozen=True, kw_only=True):
    """A crime with its elements, and the amendment that added it, if one did."""

    crime: Crime
    amendment: Amendment | None


class Identifier(msgspec.Struct, frozen=True, kw_only=True):
    """The identifier of a provision."""

    id: str


class StateList(msgspec.Struct, frozen=True, kw_only=True):
    """States and territories by code, and parts of them that facts of law tell apart."""

    states: tuple[State, ...]
    areas: tuple[tuple[str, Label], ...]


class Statute(Controller):
    """What the Statute and the lists of law say."""

    path = "/law"

    @get("/crimes", operation_id="crimes", sync_to_thread=False)
    def crimes(self) -> CrimeList:
        """List the crimes with their families."""
        return CrimeList(families=families(), crimes=tuple(map(_line, crimes())))

    @get("/crimes/{identifier:str}", operation_id="crime", sync_to_thread=False)
    def crime(self, identifier: FromPath[str]) -> CrimeShape:
        """Return a crime with its elements."""
        found = crime(identifier)
        added = None if found.amendment is None else amendment(found.amendment)
        return CrimeShape(crime=found, amendment=added)

    @get("/identifier", operation_id="identifier", sync_to_thread=False)
    def identifier(self, text: FromQuery[str]) -> Identifier:
        """Return which provision words mean, in whatever way it is written."""
        return Identifier(id=identified(text))

    @get("/modes", operation_id="modes", sync_to_thread=False)
    def modes(self) -> tuple[Mode, ...]:
        """List the modes of liability with their elements."""
        return modes()

    @get("/standards", operation_id="standards", sync_to_thread=False)
    def standards(self) -> tuple[Standard, ...]:
        """List the standards of proof, the lowest first."""
        return standards()

    @get("/states", operation_id="states", sync_to_thread=False)
    def states(self) -> StateList:
        """List States and territories, those that are no more included, and areas."""
        return StateList(states=states(), areas=areas())

    @get("/proceedings", operation_id="proceedingModels", sync_to_thread=False)
    def proceedings(self) -> tuple[Model, ...]:
        """List the models of proceedings with their steps."""
        return models()

    @get("/undertakings", operation_id="undertakingKinds", sync_to_thread=False)
    def undertakings(self) -> tuple[UndertakingKind, ...]:
        """List the kinds of undertakings."""
        return undertaking_kinds()


def _line(each: Crime) -> CrimeLine:
    return CrimeLine(
        id=each.id,
        label=each.label,
        article=each.article,
        family=each.family,
        valid_from=each.valid_from,
        amendment=each.amendment,
        elements_given=each.elements_given.value,
        elements=len(each.elements),
    )
