"""Proceedings: what happened in them as it was known on a day, and what States promised.

For an investigator: the status of a case, the timeline of a situation, each entry with its sources.
For an engineer: state machines as data, run over the steps that people entered; pure.
"""

from __future__ import annotations

from amana.law.proceedings.case import TakenStep, TrackStatus
from amana.law.proceedings.enforcement import Duty, Enforcement
from amana.law.proceedings.flags import Flag
from amana.law.proceedings.machine import Moved
from amana.law.proceedings.models import Model, StepKind, Track, TrackState, model, models
from amana.law.proceedings.status import Beside, Matters, Status, status_of
from amana.law.proceedings.weighing import Superseded

__all__ = [
    "Beside",
    "Duty",
    "Enforcement",
    "Flag",
    "Matters",
    "Model",
    "Moved",
    "Status",
    "StepKind",
    "Superseded",
    "TakenStep",
    "Track",
    "TrackState",
    "TrackStatus",
    "model",
    "models",
    "status_of",
]
