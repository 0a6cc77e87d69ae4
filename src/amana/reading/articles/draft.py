"""Drafts: what an article consists of, as ranges of the text, before its facts are written down.

Both ways of finding articles (plain text, marked-up pages) end in drafts; `finish` turns a draft
into the `Article` of the records, with spans, captions read, language and ids.
"""

from __future__ import annotations

import msgspec

from amana.reading.articles.captions import read_caption
from amana.reading.articles.datelines import find_dateline
from amana.reading.articles.recipe import RECIPE, fact_id, recipe_id
from amana.records import Article, LeftOut, Published, Reading, Span
from amana.text import Offsets, detect_language

Range = tuple[int, int]

_NEAR = 2  # paragraphs in which a dateline may stand: a standfirst has none
_SAMPLE = 1000  # code points of an article from which its language is told
_RECIPE_ID = recipe_id(RECIPE)


class CaptionDraft(msgspec.Struct):
    """A caption and the part of it that the page marks as credit, if it does."""

    at: Range
    credit: str | None = None


class Draft(msgspec.Struct):
    """One article as ranges of code points, end exclusive."""

    title: Range | None = None
    captions: list[CaptionDraft] = msgspec.field(default_factory=list)
    paragraphs: list[Range] = msgspec.field(default_factory=list)
    byline: Range | None = None
    dateline: Range | None = None
    published: Published | None = None
    left_out: list[tuple[int, int, str]] = msgspec.field(default_factory=list)

    def outer(self) -> Range:
        """Return the range from the first to the last character of what belongs to the article."""
        ranges = [caption.at for caption in self.captions] + self.paragraphs
        ranges += [part for part in (self.title, self.byline, self.dateline) if part is not None]
        return min(start for start, _ in ranges), max(end for _, end in ranges)


def finish(reading: Reading, offsets: Offsets, drafts: list[Draft]) -> tuple[Article, ...]:
    """Return the articles of the drafts, numbered in text order."""
    drafts = sorted(drafts, key=Draft.outer)
    return tuple(_article(reading, offsets, draft, index) for index, draft in enumerate(drafts))


def _article(reading: Reading, offsets: Offsets, draft: Draft, index: int) -> Article:
    outer = draft.outer()
    paragraphs = sorted(draft.paragraphs)
    body = (paragraphs[0][0], paragraphs[-1][1]) if paragraphs else None
    return Article(
        id=fact_id(reading.key, _RECIPE_ID, "article", (outer,)),
        original=reading.original,
        reading=reading.key,
        article=index,
        recipe=_RECIPE_ID,
        span=offsets.span(*outer),
        title=_span(offsets, draft.title),
        body=_span(offsets, body),
        paragraphs=tuple(offsets.span(*part) for part in paragraphs),
        captions=tuple(
            read_caption(offsets.span(*caption.at), caption.credit)
            for caption in sorted(draft.captions, key=lambda caption: caption.at)
        ),
        byline=_span(offsets, draft.byline),
        dateline=_span(offsets, draft.dateline or _dateline(reading.text, paragraphs)),
        published=draft.published,
        language=_language(reading, draft),
        left_out=tuple(
            LeftOut(span=offsets.span(start, end), why=why)
            for start, end, why in sorted(set(draft.left_out))
        ),
    )


def _span(offsets: Offsets, part: Range | None) -> Span | None:
    return None if part is None else offsets.span(*part)


def _dateline(text: str, paragraphs: list[Range]) -> Range | None:
    for start, end in paragraphs[:_NEAR]:
        reach = find_dateline(text[start : min(end, start + 200)])
        if reach is not None:
            return start, start + reach
    return None


def _language(reading: Reading, draft: Draft) -> str | None:
    parts = [draft.title] if draft.title else []
    sample = ""
    for start, end in parts + draft.paragraphs:
        sample += reading.text[start : min(end, start + _SAMPLE - len(sample))] + "\n"
        if len(sample) >= _SAMPLE:
            break
    return detect_language(sample)
