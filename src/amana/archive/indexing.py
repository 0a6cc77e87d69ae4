"""What is indexed of one item, and who may find it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from amana.access import free_from
from amana.catalogue import ItemRow
from amana.reading.articles import article_text
from amana.records import Article, Reading, Restriction
from amana.search import IndexedText, Piece

_OPEN = "open"
_RESTRICTED = "restricted"


def label(restrictions: Iterable[Restriction]) -> str:
    """Return the label of a text: `open`, `restricted`, or `embargo:DAY` if it opens on that day.

    The same text has the same label on every day, so that an index need not be made again at
    midnight; what a label allows on a day is for `labels` to say.
    """
    free = free_from(restrictions)
    if free is None:
        return _RESTRICTED
    return _OPEN if free == date.min else f"embargo:{free.isoformat()}"


def labels(embargoes: Iterable[date], *, today: date, with_purpose: bool) -> frozenset[str]:
    """Return the labels of the texts that may be found on the day `today`.

    `embargoes` are all the days on which an embargo ends.
    """
    opened = {f"embargo:{day.isoformat()}" for day in embargoes if with_purpose or day <= today}
    return frozenset({_OPEN, *opened, *([_RESTRICTED] if with_purpose else [])})


def indexed_texts(row: ItemRow, reading: Reading, articles: Sequence[Article]) -> list[IndexedText]:
    """Return what is indexed of one item: each article, and the text that is in none."""
    found: list[IndexedText] = []
    taken: list[tuple[int, int]] = []
    for article in articles:
        runs = article_text(article, reading)
        taken.extend(runs)
        found.append(_text(row, reading, article, runs))
    rest = _rest(reading.text, taken)
    if rest:
        found.append(_text(row, reading, None, rest))
    return found


def _text(
    row: ItemRow, reading: Reading, article: Article | None, runs: Iterable[tuple[int, int]]
) -> IndexedText:
    number = article.article if article else None
    return IndexedText(
        key=f"{row.ref}#{'rest' if number is None else number}",
        item=row.ref,
        original=reading.original,
        reading=reading.key,
        article=number,
        title=article.title.quote if article and article.title else None,
        pieces=tuple(Piece(char_start=s, text=reading.text[s:e]) for s, e in runs),
        language=(article.language if article else None) or reading.language,
        media_type=reading.media_type,
        acl=label(row.restrictions),
        published=article.published.edtf if article and article.published else None,
    )


def _rest(text: str, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs of `text` outside `taken` that hold more than white space."""
    rest, at = [], 0
    for start, end in sorted(taken):
        if text[at:start].strip():
            rest.append((at, start))
        at = max(at, end)
    if text[at:].strip():
        rest.append((at, len(text)))
    return rest
