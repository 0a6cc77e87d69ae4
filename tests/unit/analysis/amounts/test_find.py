from __future__ import annotations

import pytest

from amana.analysis.amounts import Line, find_amounts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("some 1,200 people", [("some 1,200", 1200, None, "about")]),
        ("another 250", [("another 250", 250, None, "exact")]),
        ("surpassed 44,000", [("surpassed 44,000", 44_000, None, "more than")]),
        ("more than half a million", [("more than half a million", 5e5, None, "more than")]),
        ("at least a third of", [("at least a third", 1 / 3, None, "at least")]),
        ("nearly 40", [("nearly 40", 40, None, "less than")]),
        ("as many as 40", [("as many as 40", 40, None, "at most")]),
        ("40 or more", [("40 or more", 40, None, "at least")]),
        ("300+ people", [("300+", 300, None, "at least")]),
        ("at least some 40", [("at least some 40", 40, None, "about")]),
        ("between 40 and 50", [("between 40 and 50", 40, 50, "between")]),
        ("15 to 20", [("15 to 20", 15, 20, "between")]),
        ("22–25 civilians", [("22–25", 22, 25, "between")]),  # noqa: RUF001 - a dash
        ("2 to 3 million", [("2 to 3 million", 2e6, 3e6, "between")]),
        ("30-40%", [("30-40%", 0.3, 0.4, "between")]),
        ("dozens", [("dozens", None, None, "multiple")]),
        ("over three days", [("three", 3, None, "exact")]),
        ("passed 12 laws", [("12", 12, None, "exact")]),
        ("from 40 to 30", [("40", 40, None, "exact"), ("30", 30, None, "exact")]),
        ("40 and 50", [("40", 40, None, "exact"), ("50", 50, None, "exact")]),
    ],
)
def test_english(text: str, found: list[tuple[str, float | None, float | None, str]]) -> None:
    amounts = find_amounts(Line(text, 0, "en"))
    assert [(text[a.start : a.end], a.value, a.value_max, a.bound) for a in amounts] == [
        (printed, low if low is None else pytest.approx(low), high, bound)
        for printed, low, high, bound in found
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("نحو 1200 شخص", [("نحو 1200", 1200, None, "about")]),
        ("بنحو 30 ألفا", [("نحو 30 ألفا", 30_000, None, "about")]),
        ("وأكثر من 44 ألف", [("أكثر من 44 ألف", 44_000, None, "more than")]),
        ("ما لا يقل عن ٢٠٠", [("ما لا يقل عن ٢٠٠", 200, None, "at least")]),
        ("40 على الأقل", [("40 على الأقل", 40, None, "at least")]),
        ("بين 40 و50", [("بين 40 و50", 40, 50, "between")]),
        ("15 إلى 20", [("15 إلى 20", 15, 20, "between")]),
        ("40 و50", [("40", 40, None, "exact"), ("50", 50, None, "exact")]),
        ("مئات القتلى", [("مئات", None, None, "multiple")]),
    ],
)
def test_arabic(text: str, found: list[tuple[str, float | None, float | None, str]]) -> None:
    line = Line(text, 0, "ar")
    amounts = find_amounts(line)
    assert [(line.quoted(a.start, a.end), a.value, a.value_max, a.bound) for a in amounts] == found
