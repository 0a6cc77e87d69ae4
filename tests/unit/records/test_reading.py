from __future__ import annotations

import msgspec
import pytest

from amana.records import (
    Block,
    ByteRange,
    Locator,
    PageRects,
    Reading,
    Recipe,
    Segment,
    State,
    Warning,  # noqa: A004 - the word of the field
)

READING = Reading(
    original="a" * 64,
    key="b" * 64,
    recipe=Recipe(step="read", tool="text", version="1", libraries=(("parser", "2.0"),)),
    state=State.READ,
    media_type="text/html",
    text="Port closed",
    encoding="utf-8",
    segments=(Segment(char_start=0, char_end=11, locator=ByteRange(start=6, end=17), exact=True),),
    blocks=(Block(char_start=0, char_end=11, tag="h1", within=("main",)),),
    warnings=(Warning(code="encoding-guessed", detail="no encoding was declared"),),
)


def test_a_reading_survives_json() -> None:
    assert msgspec.json.decode(msgspec.json.encode(READING), type=Reading) == READING


@pytest.mark.parametrize(
    ("locator", "kind"),
    [(ByteRange(start=0, end=3), "bytes"), (PageRects(page=1, rects=((0, 0, 9, 9),)), "page")],
)
def test_a_locator_says_of_which_kind_it_is(locator: Locator, kind: str) -> None:
    encoded = msgspec.json.encode(locator)
    assert msgspec.json.decode(encoded)["kind"] == kind
    assert msgspec.json.decode(encoded, type=ByteRange | PageRects) == locator


def test_a_segment_is_derived_unless_said_to_be_exact() -> None:
    assert not Segment(char_start=0, char_end=1, locator=None).exact


def test_a_reading_without_its_state_is_refused() -> None:
    members = msgspec.to_builtins(READING)
    del members["state"]
    with pytest.raises(msgspec.ValidationError, match="state"):
        msgspec.convert(members, Reading)
