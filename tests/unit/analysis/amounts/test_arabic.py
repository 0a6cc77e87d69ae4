# ruff: noqa: RUF001 - Arabic letters and digits are meant

from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.amounts.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("١٢٠٠ شخص", [("١٢٠٠", 1200)]),
        ("44 ألف قتيل", [("44 ألف", 44_000)]),
        ("٤٤٬٠٠٠", [("٤٤٬٠٠٠", 44_000)]),
        ("44.000 قتيل", [("44.000", 44_000)]),
        ("1.5 مليار", [("1.5 مليار", 1.5e9)]),
        ("٢٫٣ مليون", [("٢٫٣ مليون", 2_300_000)]),
        ("خمسة وعشرون", [("خمسة وعشرون", 25)]),
        ("ثلاثة عشر", [("ثلاثة عشر", 13)]),
        ("مئة وخمسون ألف", [("مئة وخمسون ألف", 150_000)]),
        ("ثلاثة آلاف وخمسمئة وسبعة وعشرون", [("ثلاثة آلاف وخمسمئة وسبعة وعشرون", 3527)]),
        ("ألفي شخص", [("ألفي", 2000)]),
        ("ألفاً", [("ألفاً", 1000)]),
        ("وثلاثة", [("ثلاثة", 3)]),
        ("و50 جريحاً", [("50", 50)]),
        ("90 في المئة", [("90 في المئة", 0.9)]),
        ("90%", [("90%", 0.9)]),
        ("نصف مليون", [("نصف مليون", 500_000)]),
        ("ثلث السكان", [("ثلث", 1 / 3)]),
        ("عشرات الآلاف", [("عشرات الآلاف", None)]),
        ("قتيل واحد وأحد القتلى", []),
        ("الاثنين", []),
        ("", []),
    ],
)
def test_numbers(text: str, found: list[tuple[str, float | None]]) -> None:
    line = Line(text, 0, "ar")
    assert [(line.quoted(each.start, each.end), each.value) for each in find_numbers(line)] == [
        (printed, value if value is None else pytest.approx(value)) for printed, value in found
    ]
