from __future__ import annotations

from amana.law import Label
from amana.law.proceedings.models import content, model
from amana.law.proceedings.telling import (
    fill,
    joined,
    name_of,
    plain,
    provision,
    say,
    told_step,
)
from amana.records import Step


def test_what_people_wrote_is_put_in_as_it_is() -> None:
    template = Label(en="{a} and {b}", ar="{a} و{b}")
    filled = fill(template, a="{b}", b=Label(en="two", ar="اثنان"))
    assert (filled.en, filled.ar) == ("{b} and two", "{b} واثنان")


def test_a_slot_that_nothing_fills_is_empty() -> None:
    assert fill(plain("<{gone}>")) == plain("<>")


def test_names_and_provisions() -> None:
    assert name_of("Amin", "") == plain("Amin")
    assert name_of("Amin", "أمين").ar == "أمين"
    assert provision("rs:58(1)(a)").en == "Article 58(1)(a)"
    assert provision("Regulations of the Court, 109") == plain("Regulations of the Court, 109")
    assert joined([plain("a"), plain("b")]).ar == "a؛ b"


def test_a_step_is_told_with_who_took_it_and_whose_word_it_is() -> None:
    step = Step(
        key="s", reason="-", proceeding="p", step="warrant_issued", date="2024-11-21",
        by="Chamber I", said_by="its registry", vote="2-1",
    )  # fmt: skip
    told = told_step(step, model("icc-person").step("warrant_issued"), "2024-11-22", dated=True)
    assert told.en == (
        "2024-11-21: warrant of arrest issued, by Chamber I, as its registry says, vote: 2-1 "
        "(Article 58(1)(a); Article 58(1)(b))"
    )
    undated = told_step(step, None, "2024-11-22", dated=False)
    assert undated.en.startswith("undated, known on 2024-11-22: warrant_issued")
    assert told_step(step, None, "", dated=False).en.startswith("undated: warrant_issued")


def test_every_flag_of_the_room_has_its_sentence() -> None:
    listed = content("sentences.json").decode()
    for rule in (
        "unknown-step", "after-end", "gap", "out-of-order", "against-act", "two-dates",
        "tellings-differ", "contradiction", "other-standard", "undated", "unsure", "undatable",
        "model-level", "guard",
    ):  # fmt: skip
        assert f'"flag-{rule}"' in listed
        assert say(f"flag-{rule}", step="x", rule="y", state="z").ar
