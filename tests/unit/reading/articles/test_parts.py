from __future__ import annotations

from amana.reading.articles.parts import parts_of
from amana.records import Reading


def test_parts_stand_where_their_blocks_stand(story: Reading) -> None:
    parts = parts_of(story.text, story.blocks)
    assert len(parts) == len(story.blocks)
    for part in parts:
        assert story.text[part.start : part.end] == part.text
        assert part.size == len(part.text)


def test_markup_alone_keeps_navigation_out(story: Reading) -> None:
    parts = {part.text[:4]: part for part in parts_of(story.text, story.blocks)}
    assert parts["Home"].out is not None
    assert parts["The "].out is None
    assert parts["Harb"].is_heading
    assert parts["Home"].linked > parts["The "].linked


def test_copies_have_equal_keys(story: Reading) -> None:
    parts = parts_of(story.text, story.blocks)
    assert parts[1].key == parts[1].text.lower()
