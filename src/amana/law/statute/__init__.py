"""The Rome Statute as data: crimes and elements, modes of liability, standards, identifiers."""

from __future__ import annotations

from amana.law.statute.amendments import Amendment, amendment, amendments
from amana.law.statute.crimes import Crime, Family, Given, crime, crimes, families
from amana.law.statute.elements import Element, Kind, Note, SharedElement, library
from amana.law.statute.thresholds import Threshold, thresholds

__all__ = [
    "Amendment",
    "Crime",
    "Element",
    "Family",
    "Given",
    "Kind",
    "Note",
    "SharedElement",
    "Threshold",
    "amendment",
    "amendments",
    "crime",
    "crimes",
    "families",
    "library",
    "thresholds",
]
