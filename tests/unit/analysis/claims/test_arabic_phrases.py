from __future__ import annotations

import pytest
from tests.unit.analysis.claims.test_arabic_lines import line_of

from amana.analysis.claims.arabic_lines import cues
from amana.analysis.claims.arabic_phrases import (
    complement,
    has_bi,
    is_stop,
    subject_after,
    subject_before,
)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("قال الوزير إن الأمر انتهى", 2),
        ("قال مسؤول في الوزارة إن الأمر انتهى", 4),
        ("قال الوزير في بيان إن الأمر انتهى", 2),
        ("قالت مصادر مطلعة على الملف إن الأمر انتهى", 5),
        ("قال إن الأمر انتهى", 1),
        ("قال الوزير للصحافيين إن الأمر انتهى", 2),
    ],
)
def test_where_a_speaker_ends(text: str, last: int) -> None:
    assert subject_after(line_of(text), 1, exact=False) == last


def test_a_thing_may_follow_the_speaker() -> None:
    assert subject_after(line_of("أعلنت السلطات المحلية وقف العمل"), 1, exact=True) == 3


def test_a_speaker_before_the_verb() -> None:
    line = line_of("الوزير قال إن الأمر انتهى")
    assert subject_before(line, cues(line)[0], 0) == (0, 1)
    line = line_of("في المدينة قال إن الأمر انتهى")
    assert subject_before(line, cues(line)[0], 0) is None


def test_where_what_was_said_begins() -> None:
    line = line_of("قال الوزير في بيان إن الأمر انتهى")
    begin = complement(line, cues(line)[0], 2)
    assert begin
    assert line.text[begin.start :] == "الأمر انتهى"
    line = line_of('قال الوزير: "انتهى الأمر"')
    begin = complement(line, cues(line)[0], 2)
    assert begin
    assert begin.quoted
    line = line_of("قال الوزير بعد أن وصل")
    assert complement(line, cues(line)[0], 2) is None


def test_stops_and_prepositions() -> None:
    line = line_of("أمس بالتعاون باسم")
    assert is_stop(line, 0)
    assert has_bi(line, 1)
    assert not has_bi(line, 2)
