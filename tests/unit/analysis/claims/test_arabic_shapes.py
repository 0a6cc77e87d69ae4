from __future__ import annotations

from tests.unit.analysis.claims.test_arabic_lines import line_of

from amana.analysis.claims.arabic_lines import cues
from amana.analysis.claims.arabic_shapes import Draft, finite, participle, reach


def first(text: str) -> Draft | None:
    line = line_of(text)
    every = cues(line)
    return finite(line, every, every[0], 0)


def said(text: str, draft: Draft | None) -> tuple[str, str]:
    assert draft
    assert draft.content
    speaker = text[slice(*draft.speaker)] if draft.speaker else ""
    return speaker, text[slice(*draft.content)]


def test_a_verb_its_speaker_and_what_was_said() -> None:
    text = "أكد الوزير، أمس، أن الحدود مغلقة، مشيرا إلى أن القرار نهائي."
    assert said(text, first(text)) == ("الوزير", "الحدود مغلقة")


def test_an_accusation_has_a_target() -> None:
    text = "اتهم الوزير خصومه بالكذب"
    draft = first(text)
    assert said(text, draft) == ("الوزير", "الكذب")
    assert draft
    assert draft.target
    assert text[slice(*draft.target)] == "خصومه"


def test_a_negated_verb() -> None:
    draft = first("لم يؤكد الوزير أن الحدود مغلقة")
    assert draft
    assert draft.negated


def test_a_participle_goes_on() -> None:
    text = "أكد الوزير أن الحدود مغلقة، مشيرا إلى أن القرار نهائي."
    line = line_of(text)
    every = cues(line)
    main = finite(line, every, every[0], 0)
    assert said(text, participle(line, every, every[1], main)) == ("الوزير", "القرار نهائي")


def test_words_with_a_quotation_mark_that_closes_a_name() -> None:
    text = 'صحيفة "المرفأ" اليوم'
    assert text[slice(*reach(line_of(text), (0, 2)))] == 'صحيفة "المرفأ"'


def test_a_clause_with_who_may_stand_between_a_speaker_and_what_was_said() -> None:
    text = "أضاف المصدر، الذي طلب عدم الكشف عن اسمه، أن فرق الإنقاذ وصلت"
    assert said(text, first(text)) == ("المصدر", "فرق الإنقاذ وصلت")


def test_a_verb_does_not_take_what_the_next_one_reports() -> None:
    text = "انتقد مكتب الوزير القرار ووصفه بأنه خطأ"
    assert said(text, first(text))[0] == "مكتب الوزير"
