from __future__ import annotations

import pytest

from amana.analysis.claims.arabic_shades import (
    act_of,
    form_of,
    hedge,
    hides_name,
    interest,
    phrases,
)
from amana.analysis.claims.arabic_shapes import Draft


@pytest.mark.parametrize(
    ("text", "form"), [('"نعم"', "direct"), ('قال "نعم" أمس', "mixed"), ("نعم", "indirect")]
)
def test_forms(text: str, form: str) -> None:
    assert form_of(text, (0, len(text))) == form


def test_loaded_words_and_hedges_are_quoted_as_printed() -> None:
    text = "ربما قُتل الإرهابيون في المجزرة"
    found = [text[slice(*each)] for each in phrases(text, (0, len(text)), "loaded")]
    assert found == ["الإرهابيون", "المجزرة"]
    place = hedge(text, Draft(0, (0, 1), (0, len(text)), "قال", "statement"))
    assert place
    assert text[slice(*place)] == "ربما"


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("المتحدث باسم الجيش", "army spokesperson"),
        ("الناطق باسم حركة النهر", "party spokesperson"),
        ("المتحدثة باسم الحكومة", "government spokesperson"),
        ("متحدث", "spokesperson"),
        ("وكالة سانا", "state media"),
        ("الوزير", None),
    ],
)
def test_what_binds_a_speaker(speaker: str, kind: str | None) -> None:
    assert interest(speaker, (0, len(speaker)), ()) == kind


def test_hidden_names() -> None:
    text = "طلب عدم الكشف عن هويته"
    assert hides_name(text, (0, len(text)))
    assert not hides_name("طلب الماء", (0, 9))


@pytest.mark.parametrize(
    ("content", "act"),
    [("التعليق", "non-confirmation"), ("الاتهامات", "denial"), ("الخطة", "challenge")],
)
def test_what_is_refused(content: str, act: str) -> None:
    draft = Draft(0, (0, 1), (0, len(content)), "رفض", "denial")
    assert act_of(content, draft) == act
