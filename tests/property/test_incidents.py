"""Whatever the text: no crash, spans that quote it, nothing told twice, nothing of nothing."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from amana.analysis import Tools, frames_of
from amana.analysis.incidents import STEP
from amana.analysis.proceedings import STEP as PROCEEDINGS
from amana.records import Incident, Reading, Recipe, State
from amana.text import detect_language

TOOLS = Tools()
UNIT = Path(__file__).parent.parent / "unit" / "analysis"
WORDS = st.sampled_from(
    sorted({
        word
        for step in ("incidents", "proceedings")
        for language in ("english", "arabic")
        for text in json.loads((UNIT / step / f"{language}.json").read_bytes())
        for word in (*text.split(), text[-1], "\n", "1,2", "-")
    })
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map(" ".join))


def reading_of(text: str) -> Reading:
    return Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/plain", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=text,
        language=detect_language(text),
    )


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_gives_spans_that_quote_it(text: str) -> None:
    reading = reading_of(text)
    for frame in frames_of(reading, ()):
        found = [each for each in STEP.observe(frame, {}, TOOLS) if isinstance(each, Incident)]
        assert len({(each.trigger, each.type) for each in found}) == len(found)
        for each in found:
            spans = (each.span, each.trigger, *each.where, *each.target, *each.coref_triggers)
            for span in spans:
                assert text[span.char_start : span.char_end] == span.quote
                assert span.quote.strip()


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_gives_steps_that_quote_it(text: str) -> None:
    reading = reading_of(text)
    for frame in frames_of(reading, ()):
        found = PROCEEDINGS.observe(frame, {}, TOOLS)
        assert len(set(found)) == len(found)
        for each in found:
            assert text[each.span.char_start : each.span.char_end] == each.span.quote


def test_a_long_line_is_read_in_time_and_memory() -> None:
    reading = reading_of("killed and wounded in the attack by " * 200)
    for frame in frames_of(reading, ()):
        assert STEP.observe(frame, {}, TOOLS) == STEP.observe(frame, {}, TOOLS)
