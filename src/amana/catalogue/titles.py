"""What a reading is called in lists: pure."""

from __future__ import annotations

from collections.abc import Sequence

from amana.records import Article, Reading

_NAMED_BY_THEMSELVES = (
    "message/",
    "application/vnd.ms-outlook",
    "application/vnd.ms-tnef",
    "application/epub+zip",
    "application/x-fictionbook+xml",
    "application/x-mobipocket-ebook",
    "text/calendar",
    "text/vcard",
)
"""Mails have subjects, books titles, dates summaries, cards names: people wrote them as such."""

_PAGES = ("text/html", "application/xhtml+xml", "multipart/related")
_MOST = 300


def title_of(reading: Reading, articles: Sequence[Article]) -> str | None:
    """Return the title of a reading, as one line; None: its name has to do.

    Rules, first match wins:

    1. A mail, a book, a date of a calendar or a card is called what it says of itself, or nothing.
    2. The title of the first article.
    3. A page is called what its head says.

    What the properties of other originals say stays in their metadata: programs fill it with the
    names of templates. More than 300 characters are cut.
    """
    stated = next((value for key, value in reading.metadata if key == "dc:title"), None)
    found: str | None = None
    if reading.media_type.startswith(_NAMED_BY_THEMSELVES):
        found = stated
    elif articles and articles[0].title is not None:
        found = articles[0].title.quote
    elif reading.media_type in _PAGES:
        found = stated
    line = " ".join((found or "").split())
    return None if not line else line if len(line) <= _MOST else f"{line[: _MOST - 1]}\u2026"
