from __future__ import annotations

import pytest

from amana.analysis.amounts import Line, find_amounts
from amana.analysis.quantities.english import counted
from amana.analysis.quantities.phrases import Around


@pytest.mark.parametrize(
    ("text", "printed", "unit"),
    [
        ("$1.5 billion", "$1.5 billion", "dollars"),
        ("more than US$12", "more than US$12", "dollars"),
        ("12km away", "12km", "kilometres"),
        ("a 9-month blockade", "9-month blockade", "months"),
        ("a three-judge panel", "three-judge panel", "judges"),
        ("a 9-month-old boy", None, None),
        ("one in five homes", None, None),
        ("no one man", None, None),
        ("40 houses", "40 houses", "houses"),
        ("40 months", None, None),
    ],
)
def test_without_a_parse(text: str, printed: str | None, unit: str | None) -> None:
    line = Line(text, 0, "en")
    amount = find_amounts(line)[0]
    found = counted(Around(line), amount)
    assert (text[found.start : found.end] if found else None) == printed
    assert (found.unit if found else None) == unit
