from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.quantities.counted import Counted
from amana.analysis.quantities.parts import wholes


def at(text: str, printed: str, unit: str = "people", *, part: bool = False) -> Counted:
    start = text.index(printed)
    return Counted(start, start + len(printed), 1.0, None, "exact", unit, "", part)


def test_a_share_ends_before_its_whole() -> None:
    text = "90% of Gaza's population of 2.3 million people"
    found = [at(text, "90% of Gaza's population", "share"), at(text, "2.3 million people")]
    assert wholes(Line(text, 0, "en"), found) == {0: 1}


@pytest.mark.parametrize(
    ("text", "found", "made"),
    [
        ("14 people, including 5 children", ["14 people", "5 children"], {1: 0}),
        ("14 people and 5 children", ["14 people", "5 children"], {}),
        ("17 شخصا بينهم 5 أطفال", ["17 شخصا", "5 اطفال"], {1: 0}),
    ],
)
def test_what_opens_a_part(text: str, found: list[str], made: dict[int, int]) -> None:
    line = Line(text, 0, "en" if text.isascii() else "ar")
    assert wholes(line, [at(line.text, printed) for printed in found]) == made


def test_the_words_themselves_make_a_part() -> None:
    text = "100 hostages, a third of whom"
    found = [at(text, "100 hostages"), at(text, "a third", "share", part=True)]
    assert wholes(Line(text, 0, "en"), found) == {1: 0}
    assert wholes(Line(text, 0, "en"), found[1:]) == {}
