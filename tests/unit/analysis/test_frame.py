# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame, MakeReading

from amana.analysis import frames_of
from amana.analysis.frame import Zone, language_of, plain
from amana.records import Reading, Recipe, State


def test_plain_text_keeps_every_offset() -> None:
    text = "\u201cWe left\u201d\u202f\u2013 Mansur\u2019s"
    assert len(plain(text)) == len(text)
    assert plain(text) == '"We left" \u2013 Mansur\'s'


def test_a_span_quotes_the_reading_itself(frame_of: MakeFrame) -> None:
    frame = frame_of(
        "\u201cWe left the port of Norhaven in March,\u201d Dalia Mansur said on Sunday."
    )
    span = frame.span(0, 8)
    assert span.quote == "\u201cWe left"
    assert (span.byte_start, span.byte_end) == (0, 10)


def test_a_text_without_articles_is_one_frame(reading_of: MakeReading) -> None:
    reading = reading_of("One line.\n\nAnother line.")
    (frame,) = frames_of(reading, ())
    assert frame.article is None
    assert [frame.text[p.start : p.end] for p in frame.paragraphs] == ["One line.", "Another line."]
    assert {paragraph.zone for paragraph in frame.paragraphs} == {Zone.BODY}


def test_nothing_gives_no_frame() -> None:
    reading = Reading(
        original="0" * 64, key="1" * 64, recipe=Recipe(step="r", tool="t", version="1"),
        state=State.READ_EMPTY, media_type="text/plain", text=" \n",
    )  # fmt: skip
    assert list(frames_of(reading, ())) == []


def test_the_language_of_a_paragraph_in_another_script() -> None:
    assert language_of("وصلت السفن", "en") == "ar"
    assert language_of("The ships came", "ar") == "en"
    assert language_of("کشتی‌ها رسیدند", "fa") == "fa"
    assert language_of("Les navires", "fr") == "fr"
    assert language_of("1234", "en") == "en"
