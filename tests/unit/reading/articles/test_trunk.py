from __future__ import annotations

from amana.reading.articles.parts import parts_of
from amana.reading.articles.trunk import find_trunk
from amana.records import Reading


def test_prose_shares_more_of_the_trunk_than_furniture(story: Reading) -> None:
    parts = parts_of(story.text, story.blocks)
    trunk = find_trunk(parts)
    assert isinstance(trunk, tuple)
    assert all(part.group.depth >= 0 for part in parts)


def test_a_page_without_parts_has_no_trunk() -> None:
    assert find_trunk([]) == ()
