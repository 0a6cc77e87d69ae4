from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.analysis import Answer, Code, Failed, Order, load_steps
from amana.archive import Archive, analysing
from amana.archive.observing import Observing
from amana.archive.parts import Parts
from amana.catalogue import StepResult
from amana.core import IntegrityError

Write = Callable[[str, str], Path]


class Stub:
    """Analysts that say what they are told to, and keep what they were asked."""

    def __init__(self, said: Answer | Failed) -> None:
        self.said = said
        self.orders: list[Order] = []

    def observe(self, order: Order) -> Answer | Failed:
        """Answer an order."""
        self.orders.append(order)
        return self.said


MakeObserving = Callable[[Answer | Failed], tuple[Observing, Stub, str]]


@pytest.fixture
def observing(probes: str, archive: Archive, parts: Parts, write: Write) -> MakeObserving:
    """What observes, with analysts that say something, and a reading to be observed."""
    archive.add([write("a.txt", "The Tribunal of Norhaven sat.")], analyse=False)
    (row,) = archive.list()[1]
    parts.current()
    assert row.item
    reading = row.item.reading or ""

    def make(said: Answer | Failed) -> tuple[Observing, Stub, str]:
        stub = Stub(said)
        methods = analysing.methods_of(parts)
        return Observing(parts, stub, methods, load_steps(probes)), stub, reading  # type: ignore[arg-type]  # it says what they say

    return make


def test_a_step_that_saw_nothing_is_named_without_facts(observing: MakeObserving) -> None:
    observe, stub, reading = observing(Answer({"words": b"{}\n{}\n", "roles": b""}))
    found = observe.observe(reading)
    assert stub.orders[0].wanted == ("words", "roles")
    assert found.number == 2
    words, roles = found.analysis.steps["words"], found.analysis.steps["roles"]
    assert found.facts == {words.facts: b"{}\n{}\n"}
    assert roles == StepResult(key=roles.key)
    assert set(found.recipes) == {"analysis/words 1", "analysis/roles 1"}


def test_a_failure_keeps_its_code_and_reason(observing: MakeObserving) -> None:
    observe, _, reading = observing(Failed(Code.DIED, "it died"))
    found = observe.observe(reading)
    assert found.analysis.failed
    assert (found.analysis.code, found.analysis.reason) == ("analysis-died", "it died")
    assert found.facts == {}


def test_a_reading_that_cannot_be_had_is_a_failure_of_its_own(
    observing: MakeObserving, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    observe, stub, reading = observing(Answer({}))

    def damaged(*_: object) -> bytes:
        raise IntegrityError("the derivative is damaged")

    monkeypatch.setattr(Parts, "derivative", damaged)
    for key in (reading, "f" * 64):
        assert observe.observe(key).analysis.code == Code.DAMAGED
    assert stub.orders == []
    del parts
