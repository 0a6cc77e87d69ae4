"""Time: when, as the text says it, and what that can mean with and without a date of publication.

For an investigator: every date and duration keeps its printed words; its value says whether it
follows from the text alone, from a dated caption or from the date of publication, and there is none
where nothing supports one.
For an engineer: a step without parser: finders for English and Arabic, then anchors, then EDTF
(ISO 8601-2).
"""

from __future__ import annotations

from importlib.metadata import version

from amana.analysis.steps import Step
from amana.analysis.time.observing import observe

STEP = Step(
    name="time",
    version="1",
    kinds=("time",),
    languages=("en", "ar"),
    observe=observe,
    data=(__name__, "amana.analysis.amounts", "amana.text"),
    libraries=(("hijridate", version("hijridate")),),
)
