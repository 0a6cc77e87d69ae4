"""The text of an article: which runs of the reading make it up."""

from __future__ import annotations

from amana.records import Article, Reading, Span


def article_text(article: Article, reading: Reading) -> tuple[tuple[int, int], ...]:
    """Return the runs of `reading.text` that are the article, in text order.

    They are title, byline, dateline, captions and paragraphs; what was left out lies between them.
    Runs do not overlap, none is empty, and a dateline inside its paragraph is not listed twice.

    Args:
        article: an article of the reading.
        reading: the reading in which it was found.

    Raises:
        ValueError: the article was found in another reading.
    """
    if article.reading != reading.key:
        msg = f"article {article.id} belongs to reading {article.reading}, not {reading.key}"
        raise ValueError(msg)
    parts: list[Span | None] = [article.title, article.byline, article.dateline]
    parts += [caption.span for caption in article.captions]
    parts += article.paragraphs
    spans = [(part.char_start, part.char_end) for part in parts if part is not None]
    runs: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if runs and start < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return tuple(runs)
