"""What one step looks at: an article of a reading, or a text without articles.

Only the canonical copy of repeated page furniture is in it: the title, each caption once, and the
paragraphs of the body. The text is normalised one character for one, so that every offset is an
offset of the reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property

import msgspec

from amana.analysis.sentences import split
from amana.records import Article, Caption, Published, Reading, Span
from amana.text import Offsets, direction

_LONGEST_WORD = 2_000

_PLAIN = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ",
    "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
    "\u200b": " ", "\u200e": " ", "\u200f": " ", "\u061c": " ", "\ufeff": " ",
    "\t": " ", "\r": " ",
})  # fmt: skip


class Zone(StrEnum):
    """Which part of an article a run is."""

    TITLE = "title"
    CAPTION = "caption"
    BODY = "body"


class Paragraph(msgspec.Struct, frozen=True):
    """A run of the text in one zone and one language (BCP 47, None where it cannot be told)."""

    start: int
    end: int
    zone: Zone
    language: str | None


class Sentence(msgspec.Struct, frozen=True):
    """A sentence: where it stands, and the number of its paragraph in the frame."""

    start: int
    end: int
    paragraph: int


class Frame:
    """One article, or a whole text, as steps see it."""

    def __init__(
        self,
        reading: Reading,
        offsets: Offsets,
        text: str,
        runs: Sequence[tuple[int, int, Zone]],
        *,
        article: Article | None,
    ) -> None:
        self.text = text
        """The reading's text in analysis form: plain quotes, dashes and spaces, same offsets."""
        self.original = reading.original
        self.reading = reading.key
        self.article = article.article if article else None
        self.language = (article.language if article else None) or reading.language
        self.published: Published | None = article.published if article else None
        self.captions: tuple[Caption, ...] = article.captions if article else ()
        self._offsets = offsets
        self.paragraphs = tuple(
            Paragraph(start, end, zone, language_of(text[start:end], self.language))
            for start, end, zone in runs
        )

    def span(self, start: int, end: int) -> Span:
        """Return the span of code points `start` to `end`, quoted from the reading's own text."""
        return self._offsets.span(start, end)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of every paragraph, in text order."""
        return tuple(
            Sentence(start, end, number)
            for number, each in enumerate(self.paragraphs)
            for start, end in split(self.text, each.start, each.end)
        )

    def zone(self, sentence: Sentence) -> Zone:
        """Return in which zone a sentence stands."""
        return self.paragraphs[sentence.paragraph].zone

    def language_at(self, sentence: Sentence) -> str | None:
        """Return the language of a sentence: that of its paragraph."""
        return self.paragraphs[sentence.paragraph].language


def language_of(text: str, around: str | None) -> str | None:
    """Return the language of a paragraph in a text that is mostly in the language `around`.

    A paragraph in Arabic letters inside a Latin text is taken for Arabic and the other way round
    for English; within one script, the language of the whole text decides.
    """
    letters = sum(map(str.isalpha, text[:2000]))
    if not letters:
        return around
    arabic = direction(text) == "rtl"
    right_to_left = around in _ARABIC_SCRIPT
    if arabic == right_to_left:
        return around
    return "ar" if arabic else "en"


_ARABIC_SCRIPT = frozenset({"ar", "fa", "ckb", "ur", "ps", "he", "sd", "ug", "azb"})


def frames_of(
    reading: Reading, articles: Sequence[Article], *, within: int | None = None
) -> Iterator[Frame]:
    """Yield what is analysed of a reading: each article, or all of the text where there is none.

    With `within`, only the first so many characters of the text, cut where a word ends.
    """
    text = reading.text if within is None else reading.text[: _cut(reading.text, within)]
    end, offsets, text = len(text), Offsets(text), plain(text)
    for article in articles:
        if runs := _runs_of(article, end):
            captions = tuple(each for each in article.captions if each.span.char_end <= end)
            kept = msgspec.structs.replace(article, captions=captions)
            yield Frame(reading, offsets, text, runs, article=kept)
    if not articles and text.strip():
        yield Frame(reading, offsets, text, list(_lines(text)), article=None)


def _cut(text: str, within: int) -> int:
    """Return where the first `within` characters end, without the word that does not end there."""
    if len(text) <= within:
        return len(text)
    blank = max(text.rfind(each, max(0, within - _LONGEST_WORD), within) for each in (" ", "\n"))
    return blank + 1 or within


def plain(text: str) -> str:
    """Return a text with plain quotation marks, hyphens and spaces, one character for one."""
    return text.translate(_PLAIN)


def _runs_of(article: Article, text_end: int) -> list[tuple[int, int, Zone]]:
    runs = [(each.char_start, each.char_end, Zone.BODY) for each in article.paragraphs]
    if article.title:
        runs.append((article.title.char_start, article.title.char_end, Zone.TITLE))
    runs += [(c.span.char_start, c.span.char_end, Zone.CAPTION) for c in article.captions]
    cut = ((start, min(end, text_end), zone) for start, end, zone in runs if start < text_end)
    return sorted(set(cut))


def _lines(text: str) -> Iterator[tuple[int, int, Zone]]:
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line.rstrip()), Zone.BODY
        at += len(line)
