"""Analysis: who is named, who said what, what is said to have happened, when, where and how many.

For an investigator: observations of one original, each with the very words that it stands on.
For an engineer: pure steps over frames (articles) that `archive` schedules; their facts are
records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amana.analysis.changes import (
    Change,
    Paragraph,
    TextDifference,
    text_difference,
    with_surroundings,
)
from amana.analysis.frame import Frame, frames_of
from amana.analysis.observing import observe, recipes
from amana.analysis.steps import Step, observations_key, recipe_id
from amana.analysis.tools import Tools
from amana.analysis.workers import (
    REGISTRY,
    Analysts,
    Answer,
    Budget,
    Code,
    Failed,
    Model,
    Order,
    general_reason,
    load_steps,
    sentence,
)

if TYPE_CHECKING:
    from amana.analysis.picture_changes import PictureDifference, picture_difference
    from amana.analysis.registry import STEPS

__all__ = [
    "REGISTRY",
    "STEPS",
    "Analysts",
    "Answer",
    "Budget",
    "Change",
    "Code",
    "Failed",
    "Frame",
    "Model",
    "Order",
    "Paragraph",
    "PictureDifference",
    "Step",
    "TextDifference",
    "Tools",
    "frames_of",
    "general_reason",
    "load_steps",
    "observations_key",
    "observe",
    "picture_difference",
    "recipe_id",
    "recipes",
    "sentence",
    "text_difference",
    "with_surroundings",
]


def __getattr__(name: str) -> object:
    """Load the steps at their first use (PEP 562): no command should wait for what it needs not."""
    if name == "STEPS":
        from amana.analysis.registry import STEPS  # noqa: PLC0415 - see above

        return STEPS
    if name in ("PictureDifference", "picture_difference"):
        from amana.analysis import picture_changes  # noqa: PLC0415 - see above

        found: object = getattr(picture_changes, name)
        return found
    raise AttributeError(name)
