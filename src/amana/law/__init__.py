"""Law: which crimes could this be, which court could act, what has material and what has none.

For an investigator: crimes and their elements, modes of liability, which State was bound when, the
rules of jurisdiction step by step, proceedings as they were known on a day, and the element matrix.
For an engineer: pure functions over `records`; everything that changes is a data file of this room.
"""

from __future__ import annotations

from amana.law.casework import (
    Astray,
    Basis,
    Known,
    astray,
    by_key,
    current,
    known_by,
    known_of,
    named,
    of_kind,
    situation_of,
    versions,
    within,
    word_of,
)
from amana.law.label import Label
from amana.law.nearest import nearest
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
from amana.law.treaty import FactKind, Membership, Reach, Treaty, TreatyFact, packaged_treaty

__all__ = [
    "Astray",
    "Basis",
    "Equivalent",
    "FactKind",
    "Grade",
    "Known",
    "Label",
    "Membership",
    "Reach",
    "Scale",
    "Standard",
    "Treaty",
    "TreatyFact",
    "astray",
    "better",
    "by_key",
    "current",
    "known_by",
    "known_of",
    "named",
    "nearest",
    "of_kind",
    "packaged_treaty",
    "require_origins",
    "satisfies",
    "scale",
    "scales",
    "situation_of",
    "standard",
    "standards",
    "versions",
    "within",
    "word_of",
]
