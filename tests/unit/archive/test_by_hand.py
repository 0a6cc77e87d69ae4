from __future__ import annotations

from typing import Any

import msgspec
import pytest

from amana.archive.by_hand import Ground, corrected, noticed
from amana.core import UsageError, sha256_hex
from amana.records import Claim, Mention, Reading, Recipe, State

TEXT = "قالت داليا منصور 🚩 that more than 40 families fled."
PAGES = ((595_000, 842_000),)


def span(quote: str, /, **more: object) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"char_start": start, "char_end": start + len(quote), "quote": quote, **more}


@pytest.fixture
def ground() -> Ground:
    reading = Reading(
        original=sha256_hex(TEXT.encode()),
        key="r1",
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=TEXT,
    )
    return Ground(reading, (), {"outer"})


def mention(**changes: object) -> dict[str, Any]:
    said = {"kind": "mention", "type": "PERSON", "entity": "dalia", "canonical": "داليا منصور"}
    return {**said, "span": span("داليا منصور"), **changes}


def claim(**changes: object) -> dict[str, Any]:
    said = {
        "kind": "claim", "speaker": span("داليا منصور"), "cue": span("قالت"), "form": "indirect",
        "content": span("more than 40 families fled"), "speech_act": "statement",
    }  # fmt: skip
    return {**said, **changes}


def test_a_fact_gets_its_bytes_its_place_and_its_id(ground: Ground) -> None:
    made = ground.fact(mention(), "nadia")
    assert isinstance(made, Mention)
    assert made.span.quote.encode() == TEXT.encode()[made.span.byte_start : made.span.byte_end]
    assert (made.reading, made.article, made.recipe) == ("r1", None, "")
    assert made.id == ground.fact(mention(), "nadia").id
    assert made.id != ground.fact(mention(), "omar").id


def test_the_outer_span_is_the_smallest_that_holds_all(ground: Ground) -> None:
    made = ground.fact(claim(nested_in="outer"), "nadia")
    assert isinstance(made, Claim)
    assert made.span.quote == TEXT[:-1]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        (mention(span=span("داليا منصور", quote="داليا")), "characters 5 to 16 are “داليا منصور”"),
        (mention(span={"char_start": 5, "char_end": 500, "quote": "x"}), "the text has"),
        (mention(span={"char_start": 5, "char_end": 5, "quote": ""}), "the text has"),
        (mention(span={"char_start": -5, "char_end": 5, "quote": "x"}), "the text has"),
        (mention(span={"char_start": 5, "char_end": 16}), "a span has char_start"),
        (mention(span=span("داليا منصور", byte_start=5)), "other byte offsets"),
        (mention(span=span("داليا منصور", note="x")), "or a member more"),
        (mention(type="person"), "type is one of PERSON"),
        (mention(id="x"), "id cannot be said by hand"),
        (mention(recipe="x", article=2), "article, recipe cannot be said by hand"),
        (mention(sure=True), "this is no fact"),
        (mention(kind="article"), "this is no fact"),
        (mention(kind=None), "this is no fact"),
        ({"kind": "mention"}, "this is no fact"),
        ({}, "this is no fact"),
        (claim(nested_in="nobody"), "nested_in names no fact"),
        (claim(speech_act="said"), "speech_act is one of"),
        (claim(content="words"), "this is no fact"),
    ],
)
def test_what_does_not_fit_is_refused(ground: Ground, members: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ground.fact(members, "nadia")


def test_nesting_without_end_is_refused(ground: Ground) -> None:
    deep: list[Any] = []
    for _ in range(300):
        deep = [deep]
    with pytest.raises(UsageError, match="too deeply"):
        ground.fact(claim(via=deep), "nadia")


def test_a_correction_is_the_whole_fact_with_other_fields(ground: Ground) -> None:
    old = msgspec.to_builtins(ground.fact(claim(), "nadia")) | {"item": "IT-1", "decisions": []}
    new = corrected(old, {"hedge": "about", "cue": span("that")})
    assert "span" not in new  # it may be another one now
    made = ground.fact(new, "omar")
    assert isinstance(made, Claim)
    assert (made.hedge, made.cue.quote) == ("about", "that")
    assert msgspec.to_builtins(made.speaker) == old["speaker"]
    with pytest.raises(UsageError, match="so already"):
        corrected(old, {"negated": False})
    with pytest.raises(UsageError, match="no field colour, id that can be corrected"):
        corrected(old, {"colour": 1, "id": "x"})
    with pytest.raises(UsageError, match="of the kind article cannot"):
        corrected({"kind": "article"}, {"title": None})
    cut = corrected(msgspec.to_builtins(ground.fact(mention(), "nadia")), {"span": span("داليا")})
    assert ground.fact(cut, "omar").span.quote == "داليا"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"kind": "page", "page": 2, "rects": [[0, 0, 5, 5]]}, "no page 2: the original has 1"),
        ({"kind": "page", "page": 1, "rects": [[0, 0, 595_001, 5]]}, "not on page 1"),
        ({"kind": "page", "page": 1, "rects": [[9, 0, 9, 5]]}, "not on page 1"),
        ({"kind": "page", "page": 1, "rects": []}, "no rectangle"),
        ({"kind": "time", "start": 5, "end": 4}, "no time from 5 to 4"),
        ({"kind": "time", "start": -5, "end": 4}, "no time from -5 to 4"),
        ({"kind": "bytes", "start": 1, "end": 4}, "this is no fact"),
    ],
)
def test_a_place_is_on_the_original(place: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        noticed({"kind": "noticed", "what": "a truck", "place": place}, "0a", "nadia", PAGES)


def test_something_noticed_says_what() -> None:
    place = {"kind": "page", "page": 1, "rects": [[0, 0, 595_000, 842_000]]}
    made = noticed({"kind": "noticed", "what": "a truck", "place": place}, "0a", "nadia", PAGES)
    assert (made.original, made.sense, len(made.id)) == ("0a", "seen", 64)
    with pytest.raises(UsageError, match="nothing says what"):
        noticed({"kind": "noticed", "what": " ", "place": place}, "0a", "nadia", PAGES)
    with pytest.raises(UsageError, match="kind `noticed`"):
        noticed(mention(span={**span("داليا"), "byte_start": 9, "byte_end": 19}), "0a", "n", PAGES)
