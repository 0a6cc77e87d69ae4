from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Frame, Tools
from amana.analysis.incidents import STEP
from amana.records import Incident, Observed

Incidents = Callable[..., list[Incident]]


@pytest.fixture(scope="session")
def tools() -> Tools:
    """One parser for all tests."""
    return Tools()


@pytest.fixture(scope="session")
def incidents_in(frame_of: MakeFrame, tools: Tools) -> Incidents:
    """The incidents of a text, with what earlier steps may have found in it."""

    def find(
        text: str, earlier: Callable[[Frame], dict[str, Sequence[Observed]]] | None = None
    ) -> list[Incident]:
        frame = frame_of(text)
        found = STEP.observe(frame, earlier(frame) if earlier else {}, tools)
        return [each for each in found if isinstance(each, Incident)]

    return find


def told(incident: Incident) -> str:
    """Return an incident in one line: type, trigger, actor, and its harms."""
    actor = incident.actor.quote if incident.actor else "-"
    harms = " ".join(
        f"{each.kind}={each.value:g}" if each.value is not None else f"{each.kind}={each.bound}"
        for each in incident.casualties
    )
    return f"{incident.type} | {incident.trigger.quote} | {actor} | {harms}".rstrip()
