from __future__ import annotations

import pytest

from amana.analysis.arabic import words_of
from amana.analysis.names.arabic_persons import persons


def found(text: str) -> list[str]:
    return [text[e.start : e.end] for e in persons(text, words_of(text, 0, len(text)), set())]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال مصطفى المنصوري إن", "مصطفى المنصوري"),
        ("التقى بأحمد الراوي أمس", "أحمد الراوي"),
        ("قال عبد الرحمن النعيمي إن", "عبد الرحمن النعيمي"),
        ("بيان أبو سعيد الكرمي أمس", "أبو سعيد الكرمي"),
        ("محمد بن خالد آل منصور قال", "محمد بن خالد آل منصور"),
        ("الرئيس دوريان كاستل أن", "دوريان كاستل"),
        ("وزير الدفاع السابق سامر العلي", "سامر العلي"),
        ("للقاضية ليلى حداد أن", "ليلى حداد"),
        ("وحسين الجابري", "حسين الجابري"),
    ],
)
def test_persons(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "كان الرئيس في زيارة",
        "عاد السلام إلى البلاد",
        "على الأرض أمل كبير",
        "قال الوزير إن الأمر جديد",
        "عبد الطريق الطويل",
        "في يوم جميل من أيام الربيع",
        "أم الأولاد",
    ],
)
def test_common_words_are_nobody(text: str) -> None:
    assert found(text) == []


def test_words_that_are_taken_are_left_out() -> None:
    text = "قال مصطفى المنصوري"
    assert not list(persons(text, words_of(text, 0, len(text)), {1, 2}))
