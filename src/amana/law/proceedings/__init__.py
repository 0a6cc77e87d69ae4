"""Proceedings: what happened in them as it was known on a day, and what States promised.

For an investigator: the status of a case, the timeline of a situation, each entry with its sources.
For an engineer: state machines as data, run over the steps that people entered; pure.
"""

from __future__ import annotations

from amana.law.proceedings.case import TakenStep, TrackStatus
from amana.law.proceedings.codes import require_codes
from amana.law.proceedings.enforcement import Duty, Enforcement
from amana.law.proceedings.flags import Flag
from amana.law.proceedings.machine import Moved
from amana.law.proceedings.models import Model, StepKind, Track, TrackState, model, models
from amana.law.proceedings.status import Applicable, Beside, Status, status_of
from amana.law.proceedings.suggesting import (
    Accepted,
    HowAccepted,
    Left,
    Suggestions,
    suggested,
)
from amana.law.proceedings.timeline import Moment, timeline
from amana.law.proceedings.undertakings import (
    AnswerTold,
    Outcome,
    Stage,
    UndertakingKind,
    UndertakingTold,
    undertaking_kind,
    undertaking_kinds,
    undertakings,
)
from amana.law.proceedings.weighing import Superseded

__all__ = [
    "Accepted",
    "AnswerTold",
    "Applicable",
    "Beside",
    "Duty",
    "Enforcement",
    "Flag",
    "HowAccepted",
    "Left",
    "Model",
    "Moment",
    "Moved",
    "Outcome",
    "Stage",
    "Status",
    "StepKind",
    "Suggestions",
    "Superseded",
    "TakenStep",
    "Track",
    "TrackState",
    "TrackStatus",
    "UndertakingKind",
    "UndertakingTold",
    "model",
    "models",
    "require_codes",
    "status_of",
    "suggested",
    "timeline",
    "undertaking_kind",
    "undertaking_kinds",
    "undertakings",
]
