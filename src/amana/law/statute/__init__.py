"""The Rome Statute as data: crimes and elements, modes of liability, standards, identifiers."""

from __future__ import annotations

from amana.law.statute.amendments import Amendment, amendment, amendments
from amana.law.statute.choosing import chosen_crimes, chosen_modes
from amana.law.statute.crimes import Crime, Family, Given, crime, crimes, crimes_at, families
from amana.law.statute.elements import Element, Kind, Note, SharedElement, library
from amana.law.statute.identifiers import (
    NamedProvision,
    identified,
    identified_all,
    identified_each,
)
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
from amana.law.statute.texts import OfficialText, read_texts, texts_of, texts_of_elements
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
    "OfficialText",
    "RestsOn",
    "Scale",
    "SharedElement",
    "Standard",
    "Threshold",
    "amendment",
    "amendments",
    "better",
    "chosen_crimes",
    "chosen_modes",
    "crime",
    "crimes",
    "crimes_at",
    "families",
    "identified",
    "identified_all",
    "identified_each",
    "library",
    "mode",
    "modes",
    "modes_of",
    "read_texts",
    "require_origins",
    "satisfies",
    "scale",
    "scales",
    "standard",
    "standards",
    "texts_of",
    "texts_of_elements",
    "thresholds",
]
