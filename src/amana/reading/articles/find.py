"""The articles of a reading: the step itself."""

from __future__ import annotations

from amana.reading.articles.draft import Draft, finish
from amana.reading.articles.lines import Line, cut_lines, join_wrapped, lines_of
from amana.reading.articles.plain import drafts_of
from amana.reading.articles.sections import drafts_of_page
from amana.reading.articles.sheets import running_lines
from amana.reading.readers.catalogue import FAMILIES
from amana.reading.steps import STEP, step_name
from amana.records import Article, Reading
from amana.text import Offsets

_PAGES = frozenset(
    {"text/html", "application/xhtml+xml", "multipart/related", "application/x-mimearchive"}
)
_MAIL = f"{STEP}/mail"
_HEADER = "header"
_PAGED = frozenset({f"{STEP}/pdf", f"{STEP}/image"})
_BESIDE = {"aside": "comments", "form": "widget"}
_LISTS = frozenset(
    step_name(each) for each in FAMILIES if ".containers." in each.module or each.name == "mbox"
)


def find_articles(reading: Reading) -> tuple[Article, ...]:
    """Return the articles of a reading in text order.

    Rules:
    1. A web page with blocks is read by its markup (`sections`); what is not in an article stays
       in the text.
    2. Any other text is read by its lines (`plain`); blocks of other originals (paragraphs of a
       word processor) are its lines. Those of PDFs and scans only say what is no line of it: notes
       and fields.
    3. The text of a container or mailbox is the list of what is inside: it has no articles.
    4. The text of a mail, without the lines of its header, is read by its lines.
    5. A reading without text has no articles; a plain text has at least one, a web page none
       when there is no prose in it.

    The result depends on the reading and on the recipe (`RECIPE`) alone.
    """
    if reading.recipe.step in _LISTS:
        return ()
    if reading.blocks and reading.media_type in _PAGES:
        drafts = drafts_of_page(reading)
    elif reading.recipe.step == _MAIL:
        drafts = _drafts_of_mail(reading)
    else:
        drafts = _drafts_of_text(reading)
    return finish(reading, Offsets(reading.text), drafts)


def _drafts_of_mail(reading: Reading) -> list[Draft]:
    header = [block.char_end for block in reading.blocks if _HEADER in block.hints]
    body = max(header, default=0)
    lines = [line for line in cut_lines(reading.text) if line.start >= body]
    return drafts_of(join_wrapped(reading.text, lines), sheets=False)


def _drafts_of_text(reading: Reading) -> list[Draft]:
    text = reading.text
    paged = reading.recipe.step in _PAGED
    if reading.blocks and not paged:
        ranges = [(block.char_start, block.char_end) for block in reading.blocks]
        return drafts_of(lines_of(text, ranges), sheets=bool(reading.pages))
    lines = cut_lines(text)
    left = {line.start: (line, "boilerplate") for line in running_lines(lines, reading.pages)}
    left |= _beside(reading, lines) if paged else {}
    kept = [line for line in lines if line.start not in left]
    drafts = drafts_of(join_wrapped(text, kept or lines), sheets=bool(reading.pages))
    for line, why in left.values() if drafts and kept else ():
        before = [draft for draft in drafts if draft.outer()[0] <= line.start]
        (before or drafts)[-1 if before else 0].left_out.append((line.start, line.end, why))
    return drafts


def _beside(reading: Reading, lines: list[Line]) -> dict[int, tuple[Line, str]]:
    """Return the lines that notes and form fields say, by where they start."""
    found = {}
    blocks = iter([block for block in reading.blocks if block.within])
    block = next(blocks, None)
    for line in lines:
        while block is not None and block.char_end <= line.start:
            block = next(blocks, None)
        if block is not None and block.char_start <= line.start:
            found[line.start] = (line, _BESIDE.get(block.within[0], "boilerplate"))
    return found
