"""Quantities: how many, as the text bounds it, of what, when, and who says so.

For an investigator: every figure keeps its bound, its scope and its source; "dozens" and "the exact
number remains unknown" are quantities without a value. Nothing is added up.
For an engineer: a step over amounts; English noun phrases come from the parse, Arabic ones from
word lists. Sources come from the claims that hold a figure.
"""

from __future__ import annotations

from amana.analysis.parsing import LIBRARIES
from amana.analysis.quantities.observing import observe
from amana.analysis.steps import Step

STEP = Step(
    name="quantities",
    version="1",
    kinds=("quantity",),
    languages=("en", "ar"),
    observe=observe,
    needs=("time", "claims"),
    data=(__name__, "amana.analysis.amounts"),
    libraries=LIBRARIES,
)
