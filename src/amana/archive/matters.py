"""Matters: what people entered so that law can be held against it, as it stands and was known."""

from __future__ import annotations

from collections.abc import Callable

from amana.access import Deed
from amana.archive.belonging import Keys, of_proceeding
from amana.archive.casebook import Casebook
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.law import Status, of_kind, status_of
from amana.records import Situation, Standing

Belonging = Callable[[tuple[Standing, ...]], Keys]
"""`belonging(standings)` returns the keys that an answer stands on."""


class Matters:
    """The matters of an archive, and what law says of them.

    Those that cite restricted items are told with a purpose only. An answer that would stand on one
    asks for the purpose: it is whole, or it is not given.
    """

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
        """Return how many versions of matters `standing` does not tell."""
        book = self._casebook(purpose)
        return len(book.sifted(book.matters(), Deed.READ)[1])

    def situations(self, *, purpose: str | None = None) -> tuple[Standing, ...]:
        """Return the situations that stand, as far as they may be told."""
        book = self._casebook(purpose)
        allowed, _ = book.sifted(book.matters(), Deed.READ)
        standing = {how.number for _, how in of_kind([e.standing for e in allowed], Situation)}
        chosen = [each for each in allowed if each.standing.number in standing]
        return book.require(chosen, Deed.READ, "situations")

    def status(
        self, proceeding: str, known_on: str, on: str | None = None, *, purpose: str | None = None
    ) -> Status:
        """Return the status of a proceeding as it was known on a day (`law.status_of`).

        Raises:
            NotFound: no such proceeding stands.
            PurposeRequired: a matter that it stands on cites restricted items.
            UsageError: a day is none, or the proceeding's model is not known.
        """
        standings = self._about(
            lambda every: of_proceeding(every, proceeding), f"status of {proceeding}", purpose
        )
        return status_of(standings, proceeding, known_on, on)

    def _about(
        self, belonging: Belonging, what: str, purpose: str | None, deed: Deed = Deed.READ
    ) -> tuple[Standing, ...]:
        """Return all versions of the matters that an answer stands on; enter the look.

        Raises:
            PurposeRequired: one of them cites restricted items, and no purpose was given.
            AccessDenied: conditions of use forbid the deed.
        """
        book = self._casebook(purpose)
        filed = book.matters()
        keys = belonging(tuple(each.standing for each in filed))
        chosen = [each for each in filed if each.key in keys]
        if not chosen:  # what was asked for is not there: a key that is near may be told
            return tuple(each.standing for each in book.sifted(filed, deed)[0])
        return book.require(chosen, deed, what)

    def _casebook(self, purpose: str | None) -> Casebook:
        return Casebook(self._parts, Looking(self._parts, purpose))
