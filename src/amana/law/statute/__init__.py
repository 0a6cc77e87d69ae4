"""The Rome Statute as data: crimes and elements, modes of liability, standards, identifiers."""

from __future__ import annotations

from amana.law.statute.amendments import Amendment, amendment, amendments
from amana.law.statute.crimes import Crime, Family, Given, crime, crimes, families
from amana.law.statute.elements import Element, Kind, Note, SharedElement, library
from amana.law.statute.identifiers import NamedProvision, identified, identified_all
from amana.law.statute.modes import Ground, Mode, RestsOn, mode, modes, modes_of
from amana.law.statute.standards import (
    Equivalent,
    Grade,
    Scale,
    Standard,
    better,
    require_origins,
    satisfies,
    scale,
    scales,
    standard,
    standards,
)
from amana.law.statute.thresholds import Threshold, thresholds

__all__ = [
    "Amendment",
    "Crime",
    "Element",
    "Equivalent",
    "Family",
    "Given",
    "Grade",
    "Ground",
    "Kind",
    "Mode",
    "NamedProvision",
    "Note",
    "RestsOn",
    "Scale",
    "SharedElement",
    "Standard",
    "Threshold",
    "amendment",
    "amendments",
    "better",
    "crime",
    "crimes",
    "families",
    "identified",
    "identified_all",
    "library",
    "mode",
    "modes",
    "modes_of",
    "require_origins",
    "satisfies",
    "scale",
    "scales",
    "standard",
    "standards",
    "thresholds",
]
