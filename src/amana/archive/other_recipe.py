"""Which items this machine would read by another recipe now than they were read by."""

from __future__ import annotations

import msgspec

from amana.archive.attempts import Attempts, of_any_run
from amana.archive.parts import Parts
from amana.catalogue import ItemRow
from amana.core import IntegrityError, NotFound, prepared
from amana.reading import reading_key
from amana.records import Recipe, State


class _Made(msgspec.Struct, frozen=True):
    """As much of a reading as tells how it was made."""

    recipe: Recipe


class OtherRecipe:
    """Compares the key of a reading, or of what was tried, with the key that it would have now."""

    def __init__(self, parts: Parts, attempts: Attempts) -> None:
        self._parts = parts
        self._attempts = attempts

    def is_other(self, row: ItemRow) -> bool:
        """Tell whether an item would be read by another recipe now.

        A password that was given, and how much could be taken out, make no other recipe. An
        original that cannot be opened has none.
        """
        if row.state is State.PRESERVED:
            return False
        try:
            now = self._attempts.key_now(row)
        except IntegrityError:
            return False
        return now not in {row.reading or row.tried, self._plain_key(row)}

    def _plain_key(self, row: ItemRow) -> str | None:
        """Return the key of an item's reading as it would be without a password, or a limit."""
        stored = self._parts.catalogue.reading(row.reading) if row.reading else None
        if stored is None:
            return None
        try:
            made = msgspec.json.decode(
                self._parts.derivative(stored.derivative), type=prepared(_Made)
            )
        except (NotFound, IntegrityError, msgspec.DecodeError):
            return None
        return reading_key(row.sha256, of_any_run(made.recipe))
