from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.law.jurisdiction import (
    Answer,
    Contested,
    Outcome,
    Question,
    Result,
    Step,
    jurisdiction,
)
from amana.law.treaty import Treaty


def ask(**more: object) -> Answer:
    asked = {"crime": "rs:7(1)(a)", "as_of": "2026-11-01", "when": "2013-08-21", **more}
    return jurisdiction(Question(**asked))  # type: ignore[arg-type]  # members by name


def keys(answer: Answer) -> list[str]:
    return [each.key for each in answer.steps]


def test_steps_come_in_the_order_in_which_a_lawyer_asks() -> None:
    answer = ask(places=("SYR", "JOR"), nationalities=("SYR",))
    assert keys(answer) == [
        "crime-of-article-5", "in-time", "is-signed-only", "is-party", "is-signed-only",
        "not-referred", "draft-vetoed", "not-referred",
    ]  # fmt: skip
    assert [each.state for each in answer.bases] == ["JOR"]
    assert answer.obstacles == ()


def test_without_a_basis_all_that_is_missing_is_an_obstacle() -> None:
    answer = ask(places=("SYR",), nationalities=("SYR",))
    assert [each.provision for each in answer.obstacles] == [
        "rs:12(2)(a)", "rs:12(2)(b)", "rs:13(b)",
    ]  # fmt: skip
    assert answer.bases == ()


def test_every_step_has_a_provision_both_languages_and_a_source() -> None:
    for answer in (
        ask(places=("UKR:crimea", "XKX"), when="2014", nationalities=None),
        ask(crime="rs:8bis", places=("ESP",), nationalities=("DEU", "KEN"), aggressor="KEN"),
        ask(places=("SDN",), nationalities=("USA",), mandated=True),
    ):
        told: list[Step | Contested] = [*answer.steps, *answer.conditions, *answer.contested]
        for each in told:
            assert each.provision
            assert each.fact.en
            assert each.fact.ar
            assert each.source.en
            assert "{" not in each.fact.en + each.fact.ar + each.source.ar


def test_what_is_unknown_but_changes_nothing_is_not_needed() -> None:
    answer = ask(places=("JOR",), nationalities=None)
    assert answer.result is Result.BASIS_FOUND
    unknown = next(each for each in answer.steps if each.key == "nationality-unknown")
    assert unknown.outcome is Outcome.NOT_NEEDED
    assert answer.unknowns == ()


def test_what_it_depends_on_is_said_as_a_sentence() -> None:
    (unknown,) = ask(places=("SYR",)).unknowns
    assert unknown.fact.en == "depends on: nationality of the accused"
    assert "جنسية" in unknown.fact.ar


def test_days_on_which_the_answer_turns_are_named() -> None:
    (unknown,) = ask(places=("PHL",), nationalities=("PHL",), when="2011/2019").unknowns
    assert unknown.turns == ("2011-11-01", "2019-03-17")
    assert "2011-11-01, 2019-03-17" in unknown.fact.en


def test_a_stretch_of_days_has_its_own_step() -> None:
    answer = ask(places=("PHL",), nationalities=(), when="2011-10/2011-11")
    told = [each.fact.en for each in answer.steps if each.state == "PHL"]
    assert told[0].startswith("For conduct from 2011-10-01 to 2011-10-31: ")
    assert told[1].startswith("For conduct from 2011-11-01 to 2011-11-30: ")


def test_without_facts_there_is_no_basis() -> None:
    question = Question(
        crime="rs:6(a)", as_of="2020-01-01", when="2010-01-01", places=("FRA",),
        nationalities=("FRA",),
    )  # fmt: skip
    assert jurisdiction(question, Treaty(())).result is Result.NO_BASIS_FOUND


def test_an_offence_against_justice_that_may_be_too_early_depends_on_its_day() -> None:
    answer = ask(crime="rs:70(1)(a)", when="2002")
    assert answer.result is Result.UNDETERMINED
    assert answer.unknowns[0].turns == ("2002-07-01",)
    assert [each.provision for each in answer.conditions][-2:] == ["rpe:164", "rpe:168"]


def test_conduct_is_not_asked_for_beyond_the_day_of_knowledge() -> None:
    answer = ask(places=("HUN",), nationalities=("HUN",), when="2025/2026", as_of="2026-06-01")
    assert answer.result is Result.BASIS_FOUND


@pytest.mark.parametrize(
    ("more", "said", "remedy"),
    [
        ({"crime": "rs:7(1)(z)"}, "rs:7(1)(z)", "rs:7(1)(a)"),
        ({"places": ("SYX",)}, "SYX", "SY"),
        ({"places": ("SDN:darfour",)}, "darfour", "SDN:darfur"),
        ({"nationalities": ("SSD",), "when": "2004-01-01"}, "SSD", "2011-07-09"),
        ({"when": "2014-02-30"}, "2014-02-30", "2014-07-17"),
        ({"when": "2030-01-01"}, "2030-01-01", "later day"),
        ({"as_of": "2014"}, "2014", "2024-11-22"),
        ({"born": "around 1990"}, "around 1990", "2014-07-17"),
    ],
)
def test_what_cannot_be_asked_is_said_with_what_to_do(
    more: dict[str, object], said: str, remedy: str
) -> None:
    with pytest.raises(UsageError) as caught:
        ask(**more)
    assert said in caught.value.message
    assert remedy in (caught.value.remedy or "")
