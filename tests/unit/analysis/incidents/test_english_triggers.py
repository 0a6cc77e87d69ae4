from __future__ import annotations

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.incidents.english_triggers import candidates, figurative, satisfied, words_of
from amana.analysis.parsing import Parsed


def tree_of(frame_of: MakeFrame, tools: Tools, text: str) -> Parsed:
    return tools.parsed(frame_of(text))[0]


def test_the_longest_trigger_is_taken(frame_of: MakeFrame, tools: Tools) -> None:
    tree = tree_of(frame_of, tools, "A roadside bombing and two air strikes were reported.")
    assert [each.trigger.words for each in candidates(tree)] == [
        ("roadside", "bombing"),
        ("air", "strike"),
    ]


def test_hyphens_do_not_count(frame_of: MakeFrame, tools: Tools) -> None:
    tree = tree_of(frame_of, tools, "The air-strike hit a bridge.")
    assert ("air", "strike") in [each.trigger.words for each in candidates(tree)]


def test_the_use_of_a_forbidden_weapon_is_a_trigger(frame_of: MakeFrame, tools: Tools) -> None:
    tree = tree_of(frame_of, tools, "Troops used white phosphorus near the school.")
    [found] = candidates(tree)
    assert found.trigger.type == "attack with incendiary weapons"


@pytest.mark.parametrize(
    "text",
    [
        "The minister was bombarded with questions.",
        "Nurses were on strike for better pay.",
        "He struck a deal with the union.",
        "She survived a heart attack.",
        "The war on drugs went on.",
        "The war cabinet met on Monday.",
    ],
)
def test_figures_of_speech(text: str, frame_of: MakeFrame, tools: Tools) -> None:
    tree = tree_of(frame_of, tools, text)
    around = words_of(tree)
    assert not [
        each for each in candidates(tree)
        if satisfied(tree, each) and not figurative(tree, each, around)
    ]  # fmt: skip
