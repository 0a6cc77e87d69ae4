"""Re-rendering: an archived page made visible again, from what an archive of web pages holds.

For an investigator: how a page that somebody saved looks, as picture, PDF and text, made without
any network, with a list of what the page asked for and whether the archive could answer it.
For an engineer: a browser behind walls whose only server is a confined process that reads the
records of a WARC, ARC or WACZ; the process that calls this parses nothing of them.
"""

from __future__ import annotations

from amana.reading.rerender.calling import require_page
from amana.reading.rerender.rendering import (
    ANSWERS,
    Rerendered,
    pages,
    recipe,
    rerender,
)
from amana.reading.rerender.told import Answered, FoundPage, How, Pages

__all__ = [
    "ANSWERS",
    "Answered",
    "FoundPage",
    "How",
    "Pages",
    "Rerendered",
    "pages",
    "recipe",
    "require_page",
    "rerender",
]
