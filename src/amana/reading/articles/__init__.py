"""The articles of a reading: self-contained texts with headline, captions and body.

For an investigator: what one page really holds, and what was left out of it and why.
For an engineer: a pure step from a reading to facts.
"""

from __future__ import annotations

from amana.reading.articles.find import find_articles
from amana.reading.articles.recipe import RECIPE, fact_id, recipe_id
from amana.reading.articles.runs import article_text

__all__ = ["RECIPE", "article_text", "fact_id", "find_articles", "recipe_id"]
