"""By which recipes texts are analysed here and now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from amana.analysis import Step, observations_key, recipe_id, recipes
from amana.core import canonical, sha256_hex
from amana.records import Recipe


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """The recipe of each step, by its name; `within` so many characters, where a text has more."""

    recipes: Mapping[str, Recipe]
    within: int | None = None

    @property
    def digest(self) -> str:
        """The digest of all recipes together, in the order of the steps."""
        return sha256_hex(canonical([recipe_id(recipe) for recipe in self.recipes.values()]))

    def keys(self, reading: str) -> dict[str, str]:
        """Return the key of what each step observes in a reading."""
        return {name: observations_key(reading, each) for name, each in self.recipes.items()}


class Methods:
    """The two methods in use: for whole texts, and for those that are too long.

    `models` are the digests of the models in use, by what they serve.
    """

    def __init__(self, steps: Sequence[Step], models: Mapping[str, str], most: int) -> None:
        self._most = most
        self._whole = Method(recipes=recipes(models, steps=steps))
        cut = recipes(models, steps=steps, within=most)
        self._in_part = Method(recipes=cut, within=most)
        self.digests = frozenset({self._whole.digest, self._in_part.digest})

    def of(self, characters: int) -> Method:
        """Return how a text of so many characters is analysed."""
        return self._whole if characters <= self._most else self._in_part
