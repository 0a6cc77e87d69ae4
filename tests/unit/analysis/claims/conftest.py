from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import STEPS, Tools
from amana.analysis.claims import STEP
from amana.analysis.steps import Earlier
from amana.records import Claim, Observed, Span

Claims = Callable[[str], list[Claim]]


@pytest.fixture(scope="session")
def tools() -> Tools:
    return Tools()


@pytest.fixture(scope="session")
def claims(frame_of: MakeFrame, tools: Tools) -> Claims:
    """The claims of a plain text, with the steps that they need."""

    def find(text: str) -> list[Claim]:
        frame = frame_of(text)
        here: dict[str, list[Observed]] = {}
        earlier: Earlier = here
        for step in STEPS:
            if step.name in {STEP.name, *STEP.needs}:
                here[step.name] = step.observe(frame, earlier, tools)
        return [each for each in here["claims"] if isinstance(each, Claim)]

    return find


def words(span: Span | None) -> str | None:
    return span.quote if span else None


def told(found: list[Claim]) -> list[tuple[str | None, str, str | None, str]]:
    """Speaker, cue, content and speech act of each claim, in the order of their cues."""
    ordered = sorted(found, key=lambda each: each.cue.char_start)
    return [(words(c.speaker), c.cue.quote, words(c.content), c.speech_act) for c in ordered]
