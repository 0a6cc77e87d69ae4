"""The articles of a reading: the step itself."""

from __future__ import annotations

from amana.reading.articles.draft import finish
from amana.reading.articles.lines import cut_lines, lines_of
from amana.reading.articles.plain import drafts_of
from amana.reading.articles.sections import drafts_of_page
from amana.records import Article, Reading
from amana.text import Offsets

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def find_articles(reading: Reading) -> tuple[Article, ...]:
    """Return the articles of a reading in text order.

    Rules:
    1. A web page with blocks is read by its markup (`sections`); what is not in an article stays
       in the text.
    2. Any other text is read by its lines (`plain`); blocks of other originals (paragraphs of a
       word processor) are its lines.
    3. A reading without text has no articles; a plain text has at least one, a web page none
       when there is no prose in it.

    The result depends on the reading and on the recipe (`RECIPE`) alone.
    """
    if reading.blocks and reading.media_type in _PAGES:
        drafts = drafts_of_page(reading)
    else:
        ranges = [(block.char_start, block.char_end) for block in reading.blocks]
        lines = lines_of(reading.text, ranges) if ranges else cut_lines(reading.text)
        drafts = drafts_of(lines, sheets=bool(reading.pages))
    return finish(reading, Offsets(reading.text), drafts)
