from __future__ import annotations

import pytest

from amana.analysis.incidents.arabic_harm import harms
from amana.analysis.incidents.arabic_words import words_of
from amana.analysis.incidents.known import Known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "مقتل ما لا يقل عن 12 شخصا وإصابة 30 آخرين",
            [("killed", 12, "at least"), ("injured", 30, "exact")],
        ),
        ("سقوط 4 قتلى و17 جريحا", [("killed", 4, "exact"), ("injured", 17, "exact")]),
        ("قتل خمسة وعشرون مدنيا", [("killed", 25, "exact")]),
        ("مقتل طفلين وإصابة العشرات", [("killed", 2, "exact"), ("injured", None, "multiple")]),
        ("استشهد ٣ مواطنين على الأقل", [("killed", 3, "at least")]),
        ("نزوح أكثر من مليوني شخص", [("displaced", 2_000_000, "more than")]),
        ("اجتمع الوزراء في العاصمة", []),
    ],
)
def test_how_many_came_to_harm(text: str, expected: list[tuple[str, float, str]]) -> None:
    found = [each for each, _ in harms(words_of(text, 0, len(text)), Known({}))]
    assert [(each.kind, each.value, each.bound) for each in found] == expected
