from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.quantities.unknowns import unknown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The exact number remains unknown.", [("The exact number remains unknown", "people")]),
        ("The number of tanks is not known.", [("The number of tanks is not known", "tanks")]),
        ("an unknown number of people", [("an unknown number of people", "people")]),
        ("It is unclear how many soldiers died.", [("It is unclear how many soldiers", "people")]),
        ("The number remains high.", []),
        ("عدد الضحايا غير معروف.", [("عدد الضحايا غير معروف", "people")]),
        ("لم يُعرف عدد القتلى.", [("لم يُعرف عدد القتلى", "people")]),
    ],
)
def test_numbers_that_are_not_known(text: str, found: list[tuple[str, str]]) -> None:
    line = Line(text, 0, "en" if text.isascii() else "ar")
    said = list(unknown(line))
    assert [(line.quoted(each.start, each.end), each.unit) for each in said] == found
    assert all(each.value is None and each.bound == "unknown" for each in said)
