from __future__ import annotations

from amana.analysis.arabic import words_of
from amana.analysis.claims.arabic_lines import Line, cues


def line_of(text: str) -> Line:
    whole = (0, len(text))
    return Line(text, whole, whole, words_of(text, *whole), ())


def test_words_and_what_stands_between() -> None:
    line = line_of('قال، أمس: "نعم"')
    assert [line.word(n) for n in (-1, 0, 1, 2, 9)] == ["", "قال", "امس", "نعم", ""]
    assert line.comma_before(1)
    assert not line.follows(1)
    assert line.between(2) == ': "'
    assert line.quoted(2)
    assert not line.quoted(1)


def test_ends_are_trimmed_of_signs_and_lone_quotation_marks() -> None:
    text = ' ،نعم "لا" لن".'
    start, end = line_of(text).trimmed(0, len(text))
    assert text[start:end] == 'نعم "لا" لن'


def test_cues_stand_alone_or_after_and() -> None:
    found = cues(line_of("وقال الوزير مؤكدا القول"))
    assert [(cue.at, cue.joined, cue.report.form) for cue in found] == [
        (0, True, "past"), (2, False, "participle"),
    ]  # fmt: skip
