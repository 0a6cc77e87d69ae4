from __future__ import annotations

import msgspec
import pytest
from tests.unit.analysis.conftest import MakeReading

from amana.analysis import Step, Tools, observe, observing
from amana.analysis.frame import Frame
from amana.analysis.steps import Earlier
from amana.records import Claim, Mention, Observed


def say_ness(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    del earlier, tools
    at = frame.text.index("Ness")
    span = frame.span(at, at + 4)
    mention = Mention(span=span, type="PERSON", entity="ness", canonical="Ness")
    outer = Claim(id="outer", span=frame.span(at, at + 9), speaker=span, cue=span, content=None,
                  form="indirect", speech_act="statement")  # fmt: skip
    inner = msgspec.structs.replace(outer, id="", span=span, nested_in="outer")
    return [outer, inner, mention]


STEP = Step(name="ness", version="1", kinds=("mention", "claim"), languages=("en",),
            observe=say_ness)  # fmt: skip


@pytest.fixture(autouse=True)
def one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observing, "STEPS", (STEP,))


def test_facts_are_sealed_with_where_they_stand(reading_of: MakeReading) -> None:
    reading = reading_of("Omar Ness left the port of Norhaven on Sunday morning.")
    facts = observe(reading, (), Tools())["ness"]
    assert {(f.original, f.reading, f.article) for f in facts} == {("0" * 64, "1" * 64, None)}
    assert len({fact.id for fact in facts}) == 3
    inner, outer = sorted(
        (f for f in facts if isinstance(f, Claim)), key=lambda c: len(c.span.quote)
    )
    assert inner.nested_in == outer.id
    assert observe(reading, (), Tools())["ness"] == facts


def test_another_recipe_gives_other_ids(
    reading_of: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = reading_of("Omar Ness left the port of Norhaven on Sunday morning.")
    before = {fact.id for fact in observe(reading, (), Tools())["ness"]}
    monkeypatch.setattr(observing, "STEPS", (msgspec.structs.replace(STEP, version="2"),))
    assert before.isdisjoint(fact.id for fact in observe(reading, (), Tools())["ness"])


def test_the_same_thing_twice_is_a_mistake(
    reading_of: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def twice(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
        return 2 * say_ness(frame, earlier, tools)[2:]

    monkeypatch.setattr(observing, "STEPS", (msgspec.structs.replace(STEP, observe=twice),))
    with pytest.raises(ValueError, match="twice"):
        observe(reading_of("Omar Ness left."), (), Tools())
