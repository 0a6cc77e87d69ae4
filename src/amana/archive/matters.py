"""Matters: what people entered so that law can be held against it, as it stands and was known."""

from __future__ import annotations

from collections.abc import Callable

from amana.access import Deed
from amana.archive.accepted import accepted
from amana.archive.belonging import (
    Keys,
    named_by_charge,
    of_charge,
    of_proceeding,
    of_situation,
)
from amana.archive.casebook import Casebook
from amana.archive.charge_questions import ChargeAnswer, questions_of
from amana.archive.kinship import origins_of
from amana.archive.looking import Looking
from amana.archive.matrix_exports import MatrixExport, enter_export, printed, require_form
from amana.archive.parts import Parts
from amana.archive.treaty import treaty_of
from amana.core import sha256_hex
from amana.law import (
    Edition,
    Matrix,
    Moment,
    Status,
    Suggestions,
    jurisdiction,
    matrix_of,
    named,
    of_kind,
    status_of,
    suggested,
    timeline,
)
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
        return status_of(
            standings, proceeding, known_on, on, treaty=treaty_of(self._parts.layout.root)
        )

    def timeline(
        self, situation: str, known_on: str, on: str | None = None, *, purpose: str | None = None
    ) -> tuple[Moment, ...]:
        """Return the timeline of a situation as it was known on a day (`law.timeline`).

        Raises:
            NotFound: no such situation stands.
            PurposeRequired: a matter of the situation cites restricted items.
            UsageError: a day is none.
        """
        standings = self._of_situation(situation, "timeline", purpose)
        return timeline(standings, situation, known_on, on)

    def suggestions(self, situation: str, *, purpose: str | None = None) -> Suggestions:
        """Return drafts of steps and undertakings from proceedings that people accepted.

        Accepted is what somebody marked as right, corrected or added in facts of the kind
        `proceeding`, of items that may be seen. Nothing of it is entered.

        Raises:
            NotFound: no such situation stands.
            PurposeRequired: a matter of the situation cites restricted items.
        """
        standings = self._of_situation(situation, "suggestions", purpose)
        named(standings, situation, Situation)
        cited = {cite.item for each in standings for cite in each.matter.cites}
        observations = accepted(self._parts, Looking(self._parts, purpose), cited)
        return suggested(observations, standings, situation)

    def matrix(self, charge: str, *, purpose: str | None = None) -> Matrix:
        """Return the element matrix of a charge (`law.matrix_of`): all that was linked to it.

        Cited items whose texts are one story, printed several times, are one origin.

        Raises:
            NotFound: no such charge stands.
            PurposeRequired: a matter that it stands on cites restricted items.
        """
        return self._matrix(charge, purpose, Deed.READ)[0]

    def jurisdiction(
        self, charge: str, as_of: str, *, purpose: str | None = None
    ) -> tuple[ChargeAnswer, ...]:
        """Return what the rules of jurisdiction answer for each incident of a charge, as of a day.

        The questions are made from the charge, its incidents and its person (`questions_of`).

        Raises:
            NotFound: no such charge stands.
            PurposeRequired: a matter that the question stands on cites restricted items.
            UsageError: the day is none, or the conduct lies after it.
        """
        standings = self._about(
            lambda every: named_by_charge(every, charge), f"jurisdiction over {charge}", purpose
        )
        treaty = treaty_of(self._parts.layout.root)
        return tuple(
            ChargeAnswer(incidents=each.incidents, answer=jurisdiction(each.question, treaty))
            for each in questions_of(standings, charge, as_of)
        )

    def export(
        self,
        charge: str,
        form: str,
        *,
        language: str = "en",
        address: str = "",
        purpose: str | None = None,
    ) -> MatrixExport:
        """Return the matrix of a charge as a file to be handed out, `json`, `csv` or `html`.

        That it leaves is entered before it does, with every item that it cites. `address` is where
        the screens of this archive are, for citations that can be followed.

        Raises:
            NotFound: no such charge stands.
            UsageError: there is no such form or language, or the address is none.
            PurposeRequired: a matter that it stands on cites restricted items.
            AccessDenied: the conditions of use of a cited item forbid taking it out.
        """
        require_form(form)
        edition = self._edition(address, self.withheld(purpose=purpose))
        matrix, cited = self._matrix(charge, purpose, Deed.SHARE)
        content = printed(matrix, form, edition, language)
        entry = enter_export(self._parts, charge, form, cited)
        return MatrixExport(
            charge=charge, form=form, content=content, sha256=sha256_hex(content), entry=entry
        )

    def _matrix(self, charge: str, purpose: str | None, deed: Deed) -> tuple[Matrix, list[str]]:
        """Return the matrix of a charge, and the items that it cites and that are there."""
        standings = self._about(
            lambda every: of_charge(every, charge), f"matrix of {charge}", purpose, deed
        )
        cited = {c.item for each in standings for c in each.matter.cites if not c.gone}
        rows = list(self._parts.current().some_items(cited).values())
        matrix = matrix_of(
            standings,
            charge,
            origins=origins_of(self._parts, rows),
            originals={row.ref: row.sha256 for row in rows},
        )
        return matrix, sorted(cited)

    def _edition(self, address: str, withheld: int) -> Edition:
        """Return of what and when an export tells.

        Raises:
            UsageError: the address is none.
        """
        state = self._parts.log.checkpoint()
        return Edition(
            archive=self._parts.settings.name,
            day=self._parts.clock.now().date().isoformat(),
            entries=state.size,
            root=state.root.hex(),
            address=address,
            withheld=withheld,
        )

    def _of_situation(self, situation: str, what: str, purpose: str | None) -> tuple[Standing, ...]:
        return self._about(
            lambda every: of_situation(every, situation), f"{what} of {situation}", purpose
        )

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
