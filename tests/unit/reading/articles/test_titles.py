from __future__ import annotations

from amana.reading.articles.bodies import find_body
from amana.reading.articles.parts import parts_of
from amana.reading.articles.titles import find_title, said_titles, says_title
from amana.reading.articles.trunk import find_trunk
from amana.records import Reading


def test_titles_that_metadata_say_without_the_name_of_the_site() -> None:
    said = said_titles(
        (("title", "Shelling of market - Courier"), ("og:title", "Shelling of market"))
    )
    assert said[0] == "shelling of market"


def test_the_heading_that_the_metadata_name_is_the_title(story: Reading) -> None:
    parts = parts_of(story.text, story.blocks)
    find_trunk(parts)
    said = said_titles(story.metadata)
    first = min(part.index for part in find_body(parts).parts)
    title = find_title(parts, first, said)
    assert title is not None
    assert title.tag == "h1"
    assert says_title(title, said)
