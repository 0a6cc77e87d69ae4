from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.proceedings import STEP
from amana.records import Proceeding

Proceedings = Callable[[str], list[Proceeding]]


@pytest.fixture(scope="session")
def tools() -> Tools:
    """One parser for all tests."""
    return Tools()


@pytest.fixture(scope="session")
def proceedings_in(frame_of: MakeFrame, tools: Tools) -> Proceedings:
    """The steps of proceedings in a text, without what earlier steps would find."""

    def find(text: str) -> list[Proceeding]:
        found = STEP.observe(frame_of(text), {}, tools)
        return [each for each in found if isinstance(each, Proceeding)]

    return find


def told(step: Proceeding) -> str:
    """Return a step in one line: step, status, trigger, who acts, whom it concerns."""
    by = ", ".join(each.span.quote for each in step.by if each.span)
    whom = ", ".join(each.span.quote for each in step.subjects if each.span)
    return f"{step.step} | {step.status} | {step.trigger.quote} | {by or '-'} | {whom or '-'}"
