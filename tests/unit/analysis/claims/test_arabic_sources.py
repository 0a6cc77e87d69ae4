from __future__ import annotations

from tests.unit.analysis.claims.test_arabic_lines import line_of
from tests.unit.analysis.claims.test_arabic_shapes import said

from amana.analysis.claims.arabic_lines import cues
from amana.analysis.claims.arabic_sources import (
    according,
    headline,
    impersonal,
    own_words,
    relayed,
)


def test_according_to_a_source_before_and_after() -> None:
    for text, at in (
        ("بحسب مصادر مطلعة، فإن السفينة غرقت", 0),
        ("غرقت السفينة، وفقا لمصادر مطلعة", 2),
    ):
        line = line_of(text)
        found = according(line, cues(line), at)
        assert found
        assert said(text, found[2])[0] == "مصادر مطلعة"
        assert "السفينة" in said(text, found[2])[1]


def test_somebody_quoted_by_another() -> None:
    text = "نقلت الصحيفة عن الوزير قوله إن السفينة غرقت"
    line = line_of(text)
    draft = relayed(line, cues(line), 0)
    assert said(text, draft) == ("الوزير", "السفينة غرقت")
    assert draft
    assert [text[slice(*each)] for each in draft.relays] == ["الصحيفة"]


def test_in_his_own_words() -> None:
    text = "غرقت السفينة، على حد قوله"
    assert said(text, own_words(line_of(text), 2)) == ("", "غرقت السفينة")
    assert own_words(line_of("على حد سواء"), 0) is None


def test_a_headline_needs_somebody_who_speaks() -> None:
    text = "مسؤول: السفينة غرقت"
    line = line_of(text)
    assert said(text, headline(line, cues(line), title=True)) == ("مسؤول", "السفينة غرقت")
    assert headline(line, cues(line), title=False) is None
    assert headline(line_of("ملاحظة: السفينة غرقت"), [], title=True) is None


def test_what_is_believed_by_nobody() -> None:
    text = "يعتقد أن السفينة غرقت"
    line = line_of(text)
    draft = impersonal(line, cues(line), 0)
    assert said(text, draft) == ("", "السفينة غرقت")
    assert draft
    assert draft.nobody
    assert impersonal(line_of("يعتقد الوزير أن"), [], 0) is None
