"""The steps of analysis, in the order in which they work."""

from __future__ import annotations

from amana.analysis import claims, incidents, names, places, proceedings, quantities, time
from amana.analysis.steps import Step

STEPS: tuple[Step, ...] = (
    names.STEP,
    time.STEP,
    places.STEP,
    claims.STEP,
    quantities.STEP,
    incidents.STEP,
    proceedings.STEP,
)
"""Each step comes after those that it needs."""
