"""The incidents of Arabic sentences, by words and their order."""

from __future__ import annotations

from amana.analysis.frame import Frame
from amana.analysis.incidents.event import Event, Harm
from amana.analysis.incidents.known import Known


def events_of(frame: Frame, number: int, known: Known) -> tuple[list[Event], list[Harm]]:
    """Return the mentions of incidents in a sentence, and harms that belong to none of them."""
    del frame, number, known
    return [], []
