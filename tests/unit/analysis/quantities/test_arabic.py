# ruff: noqa: RUF001 - Arabic letters and dashes are meant

from __future__ import annotations

import pytest

from amana.analysis.amounts import Line, find_amounts
from amana.analysis.quantities.arabic import by_form, counted, unit_of
from amana.analysis.quantities.phrases import Around


@pytest.mark.parametrize(
    ("text", "printed", "unit"),
    [
        ("40 شخصاً", "40 شخصاً", "people"),
        ("40 غارة", "40 غارة", "airstrikes"),
        ("40% من سكان القطاع", "40% من سكان القطاع", "share"),
        ("40 وقال", None, None),
        ("مقتل 40", "40", "people"),
        ("تجاوز عدد القتلى 40", "تجاوز عدد القتلى 40", "people"),
        ("40 شهراً", None, None),
        ("المدنيون القتلى: 5–8", "5–8", "people"),
        ("قوة الأدلة: 5", None, None),
        ("سبعة من عمال", "سبعة من عمال", "people"),
        ("40$", "40$", "dollars"),
    ],
)
def test_what_a_number_counts(text: str, printed: str | None, unit: str | None) -> None:
    line = Line(text, 0, "ar")
    [amount] = find_amounts(line)
    found = counted(Around(line), amount)
    assert (line.quoted(found.start, found.end) if found else None) == printed
    assert (found.unit if found else None) == unit


def test_forms_of_nouns_count() -> None:
    line = Line("قتيلان ونحو قريتين وجندي واحد ومدنيين", 0, "ar")
    found = list(by_form(line))
    assert [(line.quoted(e.start, e.end), e.value, e.bound) for e in found] == [
        ("قتيلان", 2, "exact"), ("نحو قريتين", 2, "about"), ("جندي واحد", 1, "exact"),
    ]  # fmt: skip


def test_a_noun_of_no_list_is_its_own_unit() -> None:
    assert unit_of("مدخنه", "مدخنة") == "مدخنة"
