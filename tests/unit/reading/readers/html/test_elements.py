from __future__ import annotations

import pytest

from amana.reading.readers.html import elements as el


@pytest.mark.parametrize(
    ("name", "apart"),
    [("p", el.BLANK), ("div", el.LINE), ("td", el.CELL), ("li", el.LINE), ("span", 0), ("x-y", 0)],
)
def test_how_far_elements_stand_apart(name: str, apart: int) -> None:
    assert el.rule(name).apart == apart


def test_rules_of_known_names_are_shared_and_others_are_not_kept() -> None:
    assert el.rule("p") is el.rule("p")
    assert el.rule("made-up") is not el.rule("made-up")
    assert el.rule("made-up").name == "made-up"


def test_the_lists_agree_with_each_other() -> None:
    assert el.APART <= el.BLOCKS
    assert el.CELLS <= el.BLOCKS
    assert el.HEADINGS <= el.CLOSES_P <= el.SPECIAL | {"dialog"}
    assert not el.VOID & el.KEEPS_SPACE
    assert not el.FORMATTING & el.SPECIAL
