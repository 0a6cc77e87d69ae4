"""The articles step: which self-contained texts a reading holds, and what stands around them.

For an investigator: headline, author, date, captions and paragraphs of each article, apart from
menus, advertisements and repeats, which stay in the text and stay visible.
For an engineer: `find_articles`, a pure function of a reading; word lists are data files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amana.reading.articles.recipe import RECIPE, fact_id, recipe_id
from amana.reading.articles.runs import article_text

if TYPE_CHECKING:
    from amana.reading.articles.find import find_articles

__all__ = ["RECIPE", "article_text", "fact_id", "find_articles", "recipe_id"]


def __getattr__(name: str) -> object:
    """Load what finds articles at its first use.

    Its patterns take a quarter of a second to build, and no command should pay for that which reads
    nothing (PEP 562).
    """
    if name == "find_articles":
        from amana.reading.articles.find import find_articles  # noqa: PLC0415 - see above

        return find_articles
    raise AttributeError(name)
