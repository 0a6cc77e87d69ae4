from __future__ import annotations

from amana.reading.articles.bodies import find_body
from amana.reading.articles.parts import parts_of
from amana.reading.articles.trunk import find_trunk
from amana.records import Reading


def test_the_body_is_the_prose_and_not_the_menu(story: Reading) -> None:
    parts = parts_of(story.text, story.blocks)
    find_trunk(parts)
    body = find_body(parts)
    kept = [part.text for part in parts if part.index in {p.index for p in body.parts}]
    assert any(text.startswith("The Harbour Tribunal said") for text in kept)
    assert not any("Home News Sport" in text or "Ferry service" in text for text in kept)
