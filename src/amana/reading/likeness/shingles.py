"""What of a text is compared: its runs of three words, in the one spelling."""

from __future__ import annotations

from amana.reading.articles import article_text
from amana.records import Article, Reading
from amana.text import fold, words

LENGTH = 3
"""Words in a shingle."""

LEAST = 20
"""A text with fewer distinct shingles is like too many others by chance: it has no likeness."""


def shingles(text: str) -> frozenset[str]:
    """Return the distinct runs of three words of a text, folded, words parted by a space.

    Case, accents, vowel marks, punctuation and line breaks make no difference (`amana.text.fold`).
    """
    found = words(fold(text).text)
    return frozenset(map(" ".join, zip(found, found[1:], found[2:], strict=False)))


def text_of(reading: Reading, article: Article | None) -> str:
    """Return the text of an article, without what was left out of it; of all, without an article.

    Raises:
        ValueError: the article was found in another reading.
    """
    if article is None:
        return reading.text
    return "\n".join(reading.text[start:end] for start, end in article_text(article, reading))
