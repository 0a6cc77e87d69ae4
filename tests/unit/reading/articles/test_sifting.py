from __future__ import annotations

from amana.reading.articles.parts import parts_of
from amana.reading.articles.sifting import sift, without_loose_headings, without_tail
from amana.reading.articles.trunk import find_trunk
from amana.records import Reading


def test_what_is_sifted_out_says_why(story: Reading) -> None:
    parts = parts_of(story.text, story.blocks)
    find_trunk(parts)
    out = sift(parts, range(1, 7))
    reasons = {parts[index].text: why for index, why in out.items()}
    assert "Home News Sport Weather Contact" in reasons
    assert all(reasons.values())
    assert not any(text.startswith("The Harbour Tribunal") for text in reasons)


def test_a_heading_that_heads_nothing_goes(story: Reading) -> None:
    parts = parts_of(story.text, story.blocks)
    prose = [part for part in parts if part.weight]
    heading = next(part for part in parts if part.is_heading)
    assert without_loose_headings([*prose, heading]) == prose


def test_a_story_without_a_tail_stays_whole(story: Reading) -> None:
    parts = parts_of(story.text, story.blocks)
    find_trunk(parts)
    prose = [part for part in parts if part.weight]
    assert without_tail(prose, parts) == prose
