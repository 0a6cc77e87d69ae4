from __future__ import annotations

import msgspec
import pytest
from tests.unit.analysis.conftest import MakeReading

from amana.analysis import Step, Tools, frames_of, observe, recipes
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


def test_facts_are_sealed_with_where_they_stand(reading_of: MakeReading) -> None:
    reading = reading_of("Omar Ness left the port of Norhaven on Sunday morning.")
    facts = observe(reading, (), Tools(), steps=[STEP])["ness"]
    assert {(f.original, f.reading, f.article) for f in facts} == {("0" * 64, "1" * 64, None)}
    assert len({fact.id for fact in facts}) == 3
    inner, outer = sorted(
        (f for f in facts if isinstance(f, Claim)), key=lambda c: len(c.span.quote)
    )
    assert inner.nested_in == outer.id
    assert observe(reading, (), Tools(), steps=[STEP])["ness"] == facts


def test_another_recipe_gives_other_ids(reading_of: MakeReading) -> None:
    reading = reading_of("Omar Ness left the port of Norhaven on Sunday morning.")
    before = {fact.id for fact in observe(reading, (), Tools(), steps=[STEP])["ness"]}
    other = msgspec.structs.replace(STEP, version="2")
    after = observe(reading, (), Tools(), steps=[other])["ness"]
    assert before.isdisjoint(fact.id for fact in after)


def test_the_same_thing_twice_is_a_mistake(reading_of: MakeReading) -> None:
    def twice(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
        return 2 * say_ness(frame, earlier, tools)[2:]

    step = msgspec.structs.replace(STEP, observe=twice)
    with pytest.raises(ValueError, match="twice"):
        observe(reading_of("Omar Ness left."), (), Tools(), steps=[step])


def see_nothing(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """See nothing, but for what is needed."""
    del frame, tools
    assert set(earlier) == {"ness"}
    return []


def test_only_wanted_steps_work_and_are_shown_what_is_stored(reading_of: MakeReading) -> None:
    reading = reading_of("Omar Ness left the port of Norhaven on Sunday morning.")
    after = Step(name="after", version="1", kinds=(), languages=(), observe=see_nothing,
                 needs=("ness",))  # fmt: skip
    stored = observe(reading, (), Tools(), steps=[STEP, after])
    found = observe(reading, (), Tools(), steps=[STEP, after], wanted=["after"],
                    stored={"ness": stored["ness"], "other": []})  # fmt: skip
    assert found == {"after": []}


def test_where_a_step_failed_is_noted(reading_of: MakeReading) -> None:
    lacking = Step(name="lacking", version="1", kinds=(), languages=(), observe=say_ness)
    with pytest.raises(ValueError, match="substring") as failed:
        observe(reading_of("Nobody left."), (), Tools(), steps=[lacking])
    assert failed.value.__notes__ == ["in the step lacking"]


def test_a_bound_on_the_text_is_a_part_of_the_recipes(reading_of: MakeReading) -> None:
    reading = reading_of("Omar Ness left. Dalia Mansur stayed.")
    (cut,) = frames_of(reading, (), within=20)
    assert cut.text == "Omar Ness left. "
    recipe = recipes(steps=[STEP], within=20)["ness"]
    assert dict(recipe.settings)["within"] == "20 characters"
    (fact, *_) = observe(reading, (), Tools(), steps=[STEP], within=20)["ness"]
    (whole, *_) = observe(reading, (), Tools(), steps=[STEP])["ness"]
    assert (fact.span, fact.recipe) != (whole.span, whole.recipe)
