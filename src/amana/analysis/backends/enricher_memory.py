"""An `Enricher` that says what it was told to say: for tests, of users too."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from amana.analysis.enrich import Proposal, recipe_of
from amana.records import Recipe


class MemoryEnricher:
    """See `Enricher`."""

    def __init__(self, proposals: Sequence[Proposal], model: str = "memory", seed: int = 0) -> None:
        self._proposals = tuple(proposals)
        self._recipe = recipe_of("memory", model, seed)

    @property
    def recipe(self) -> Recipe:
        """See `Enricher.recipe`."""
        return self._recipe

    def propose(self, text: str, kinds: Collection[str]) -> Sequence[Proposal]:
        """See `Enricher.propose`."""
        del text, kinds
        return self._proposals
