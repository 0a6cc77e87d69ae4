from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

SYRIA = ("law", "jurisdiction", "--crime", "Art. 7(1)(d)", "--place", "Syria")


def test_a_question_is_answered_for_people_and_for_programs(outside: Amana) -> None:
    asked = (*SYRIA, "--place", "JOR", "--date", "2013-08-21", "--nationality", "SYR")
    told = outside(*asked).err
    assert "A basis for jurisdiction is found" in told
    assert "Article 12(2)(a): Part of the conduct took place on the territory of Jordan" in told
    (answer,) = outside(*asked, "--json").lines
    assert list(answer) == [
        "question", "result", "bases", "obstacles", "unknowns", "contested", "conditions", "steps",
    ]  # fmt: skip
    assert answer["question"]["places"] == ["SYR", "JOR"]
    assert answer["result"] == "basis_found"


def test_none_and_unknown_are_words_of_their_own(outside: Amana) -> None:
    (stateless,) = outside(*SYRIA, "--date", "2013", "--nationality", "none", "--json").lines
    assert stateless["result"] == "no_basis_found"
    (unknown,) = outside(*SYRIA, "--date", "2013", "--nationality", "unknown", "--json").lines
    assert unknown["unknowns"] == ["depends on: nationality of the accused"]
    (left_out,) = outside(*SYRIA, "--date", "2013", "--json").lines
    assert left_out == unknown
    (at_sea,) = outside(
        "law", "jurisdiction", "--crime", "rs:8(2)(b)(i)", "--place", "none", "--date",
        "2010-05-31", "--registered", "COM", "--nationality", "none", "--json",
    ).lines  # fmt: skip
    assert at_sea["bases"][0]["state"] == "COM"


def test_it_answers_in_arabic(outside: Amana) -> None:
    assert "يتوقف على: جنسية المتهم" in outside(*SYRIA, "--date", "2013", "--language", "ar").err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--as-of", "2999-01-01"), "is still to come"),
        (("--as-of", "2012-01-01"), "lies after the day as of which you ask"),
        (("--nationality", "none", "--nationality", "FRA"), "cannot stand beside FRA"),
        (("--nationality", "Jordania"), "did you mean JOR"),
    ],
)
def test_what_cannot_be_asked_is_refused(outside: Amana, more: tuple[str, ...], said: str) -> None:
    answer = outside(*SYRIA, "--date", "2013-08-21", *more)
    assert answer.status == 2
    assert said in answer.err
