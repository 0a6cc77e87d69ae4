"""Matters: what people entered so that law can be held against it, as it stands and was known."""

from __future__ import annotations

from amana.access import Deed
from amana.archive.casebook import Casebook
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.records import Standing


class Matters:
    """The matters of an archive. Those that cite restricted items are told with a purpose only."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def standing(self, *, purpose: str | None = None) -> tuple[Standing, ...]:
        """Return every version of all matters that may be told, in the order of the log.

        Their cites are complete; one of an erased item says that it is gone.
        """
        book = self._casebook(purpose)
        allowed, _ = book.sifted(book.matters(), Deed.READ)
        return book.require(allowed, Deed.READ, "matters")

    def withheld(self, *, purpose: str | None = None) -> int:
        """Return how many versions of matters `standing` does not tell, for want of a purpose."""
        book = self._casebook(purpose)
        return len(book.sifted(book.matters(), Deed.READ)[1])

    def _casebook(self, purpose: str | None) -> Casebook:
        return Casebook(self._parts, Looking(self._parts, purpose))
