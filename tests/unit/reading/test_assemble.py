from __future__ import annotations

from amana.reading import Limits, reading_key
from amana.reading.assemble import failed, read
from amana.reading.notices import Code
from amana.reading.readers import FAMILIES
from amana.reading.steps import IDENTIFY, step_of
from amana.reading.wire import BlockRow, Line, Run, TextAnswer, Told
from amana.records import Block, ByteRange, PageRects, Segment, State

ORIGINAL = "ab" * 32
STEP = step_of(FAMILIES[0], (), Limits(), ("seccomp",))


def test_a_text_becomes_a_reading_with_byte_ranges() -> None:
    answer = TextAnswer(
        text="one",
        encoding="utf-8",
        runs=(Run(0, 3, 5, 8, exact=True),),
        blocks=(BlockRow(0, 3, "p", ("main",), ("lead",), 1),),
        metadata=(("title", "T"),),
    )
    outcome = read(answer, ORIGINAL, "text/html", STEP)
    reading = outcome.reading
    assert reading is not None
    assert (outcome.state, outcome.reason) == (State.READ, None)
    assert reading.key == reading_key(ORIGINAL, STEP.recipe)
    assert reading.recipe.environment == ("seccomp",)
    assert reading.segments == (
        Segment(char_start=0, char_end=3, locator=ByteRange(start=5, end=8), exact=True),
    )
    assert reading.blocks == (
        Block(char_start=0, char_end=3, tag="p", within=("main",), hints=("lead",), link_chars=1),
    )
    assert reading.metadata == (("title", "T"),)


def test_lines_become_rectangles_on_pages() -> None:
    answer = TextAnswer(text="one", pages=((0, 3),), lines=(Line(0, 3, 1, ((1, 2, 3, 4),)),))
    reading = read(answer, ORIGINAL, "application/pdf", STEP).reading
    assert reading is not None
    assert reading.segments[0].locator == PageRects(page=1, rects=((1, 2, 3, 4),))
    assert reading.pages == ((0, 3),)


def test_what_is_missing_is_the_reason() -> None:
    answer = TextAnswer(text="one", notices=(Told(Code.TEXT_CUT, 3),))
    outcome = read(answer, ORIGINAL, "text/plain", STEP)
    assert outcome.state is State.PARTLY_READ
    assert outcome.reason is not None
    assert "up to character 3" in outcome.reason
    assert outcome.reading is not None
    assert outcome.reading.warnings[0].code == "text-cut"


def test_an_empty_reading_has_its_reason_among_its_warnings() -> None:
    for notices in ((), (Told(Code.NO_TEXT_LAYER),)):
        outcome = read(TextAnswer(text="\n", notices=notices), ORIGINAL, "text/plain", STEP)
        assert outcome.state is State.READ_EMPTY
        assert outcome.reading is not None
        assert outcome.reason in {warning.detail for warning in outcome.reading.warnings}


def test_bytes_that_turn_out_to_be_no_text_have_no_reading() -> None:
    answer = TextAnswer(text="", notices=(Told(Code.NOT_TEXT),))
    outcome = read(answer, ORIGINAL, "text/plain", STEP)
    assert (outcome.state, outcome.reading) == (State.NO_READER, None)
    assert outcome.media_type == "application/octet-stream"


def test_a_failure_keeps_its_recipe_and_its_reason() -> None:
    outcome = failed(Code.TOO_LARGE, 9, "application/pdf", IDENTIFY)
    assert outcome.state is State.REFUSED
    assert outcome.recipe == IDENTIFY
    assert outcome.reason == "the original has 9 bytes, more than the limit for reading"
