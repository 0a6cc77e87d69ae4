from __future__ import annotations

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.names import STEP
from amana.records import Role

Told = tuple[str, str | None, str, str | None, bool]


def told(frame_of: MakeFrame, text: str) -> list[Told]:
    found = STEP.observe(frame_of(text), {}, Tools())
    return [
        (each.span.quote, each.entity, each.role, each.of, each.former)
        for each in found
        if isinstance(each, Role)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Sunday the former Libyan finance minister Omar Nordenov left the town.",
            ("the former Libyan finance minister", "omar-nordenov", "finance minister", "libya",
             True),
        ),
        (
            "Talks were held with Head of the Harbour Tribunal (HRT) Dalia Mansurova in May.",
            ("Head of the Harbour Tribunal (HRT)", "dalia-mansurova", "head", "harbour-tribunal",
             False),
        ),
        (
            "They met Omar Nordenov, deputy head of the Harbour Tribunal's new branch, in May.",
            ("deputy head of the Harbour Tribunal's new branch", "omar-nordenov", "deputy head",
             "harbour-tribunal", False),
        ),
        (
            "They met Omar Nordenov, commander of the US-backed, Kurdish-led Harbour Forces, here.",
            ("commander of the US-backed, Kurdish-led Harbour Forces", "omar-nordenov",
             "commander", "harbour-forces", False),
        ),
        (
            "They met Omar Nordenov, a senior adviser to Dalia Mansurova, in the town.",
            ("a senior adviser to Dalia Mansurova", "omar-nordenov", "senior adviser",
             "dalia-mansurova", False),
        ),
        (
            "The group's director, Omar Nordenov, said nothing to them about it.",
            ("The group's director", "omar-nordenov", "director", None, False),
        ),
        (
            "Libya's Prime Minister Omar Nordenov spoke to the lawmakers about it.",
            ("Libya's Prime Minister", "omar-nordenov", "prime minister", "libya", False),
        ),
        (
            "The strike killed Iranian Gen. Omar Nordenov near the port of the town.",
            ("Iranian Gen.", "omar-nordenov", "general", "iran", False),
        ),
        (
            "Somebody else said that his former defense minister had left the country.",
            ("his former defense minister", None, "defense minister", None, True),
        ),
    ],
)  # fmt: skip
def test_a_role_is_the_whole_phrase(frame_of: MakeFrame, text: str, expected: Told) -> None:
    assert told(frame_of, text) == [expected]


def test_an_office_without_a_name_is_that_of_the_one_who_holds_it(frame_of: MakeFrame) -> None:
    text = (
        "Libyan Prime Minister Omar Nordenov will travel in July.\n\n"
        "The prime minister said so on Sunday. The premier left. Egypt's prime minister stayed."
    )
    assert [(quote, entity) for quote, entity, *_ in told(frame_of, text)] == [
        ("Libyan Prime Minister", "omar-nordenov"),
        ("The prime minister", "omar-nordenov"),
        ("The premier", "omar-nordenov"),
        ("Egypt's prime minister", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He nodded his head and left the head of the table to his friends.",
        "Mr. Omar Nordenov met a member of the club and an official on Sunday.",
        "Ministers and soldiers of the general staff were seen in the town.",
    ],
)
def test_what_is_no_office_of_one_person_is_none(frame_of: MakeFrame, text: str) -> None:
    assert told(frame_of, text) == []
