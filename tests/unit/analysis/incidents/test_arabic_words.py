from __future__ import annotations

from amana.analysis.incidents.arabic_words import (
    acting_phrase,
    bare_run,
    forms_of,
    phrase,
    words_of,
)
from amana.analysis.incidents.known import Known

TEXT = "وقصفت القوات النورلاندية المسلحة، قرية كسرة في 3 مايو."


def test_words_stand_where_they_stand() -> None:
    words = words_of(TEXT, 0, len(TEXT))
    assert [TEXT[each.start : each.end] for each in words][:4] == [
        "وقصفت",
        "القوات",
        "النورلاندية",
        "المسلحة",
    ]
    assert words[4].mark


def test_what_is_written_onto_a_word_comes_off() -> None:
    assert "هجوم" in forms_of("بهجوم")
    assert "القصف" in forms_of("للقصف")
    words = words_of(TEXT, 0, len(TEXT))
    assert TEXT[slice(*bare_run(words, 0, 0, "قصفت"))] == "قصفت"


def test_phrases_end_at_marks_and_prepositions() -> None:
    words = words_of(TEXT, 0, len(TEXT))
    assert acting_phrase(words, 1, Known({})) == 3
    assert acting_phrase(words, 5, Known({})) is None
    assert phrase(words, 5, Known({})) == 6


def test_a_long_text_is_cut() -> None:
    assert len(words_of("قرية " * 5000, 0, 25_000)) == 400
