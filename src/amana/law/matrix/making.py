"""The matrix of a charge: what was entered, put into the rows that the law asks for.

Pure: it is told everything that may be seen, and asks nobody. There is no way to ask for less: no
effect, author or date can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from amana.law.casework import named
from amana.law.matrix.about import charge_notices, charged
from amana.law.matrix.linking import Sources, assessments, links
from amana.law.matrix.noticing import noticed, status_of
from amana.law.matrix.rows import Asked, asked, shared_of
from amana.law.matrix.shapes import (
    Assessed,
    Linked,
    Matrix,
    Noted,
    Notice,
    Part,
    Row,
    Scope,
)
from amana.records import Charge, Standing


def matrix_of(
    standings: Sequence[Standing],
    charge_key: str,
    *,
    origins: Mapping[str, str] | None = None,
    originals: Mapping[str, str] | None = None,
) -> Matrix:
    """Return the matrix of a charge from all versions of all matters that may be seen.

    `origins` tells of cited items from which origin each comes (reprints of one story: one origin),
    `originals` the SHA-256 of each one's original. An item that `origins` does not name is an
    origin by its original, or by itself.

    Raises:
        NotFound: no such charge stands.
        UsageError: it names a crime or mode that the statute room does not know.
    """
    _, standing = named(standings, charge_key, Charge)
    sources = Sources(origins=origins or {}, originals=originals or {})
    charge = charged(standings, standing, sources)
    situation = charge.situation.key
    entered = _Entered(
        links(standings, charge_key, situation, sources),
        assessments(standings, charge_key, situation, sources),
    )
    parts = tuple(
        Part(section=section, rows=tuple(map(entered.row, rows)))
        for section, rows in asked(charge.crime, charge.mode)
        if rows
    )
    elsewhere, assessed = entered.not_placed()
    notices = charge_notices(charge)
    if elsewhere or assessed:
        count = len(elsewhere) + len(assessed)
        notices = (*notices, Notice(code=Noted.ELSEWHERE, count=count))
    return Matrix(
        charge=charge,
        parts=parts,
        notices=notices,
        elsewhere=elsewhere,
        elsewhere_assessments=assessed,
    )


class _Entered:
    """Links and assessments, handed out to rows; what no row took is left over."""

    def __init__(self, found: Iterable[Linked], held: Iterable[Assessed]) -> None:
        self._links = tuple(found)
        self._assessments = tuple(held)
        self._placed: set[int] = set()

    def row(self, wanted: Asked, *, one_of: bool = False) -> Row:
        """Return the row of an element, with those of its alternatives."""
        below = tuple(self.row(each, one_of=True) for each in wanted.alternatives)
        own = [each for each in self._links if _belongs(each, wanted)]
        held = [each for each in self._assessments if _belongs(each, wanted)]
        self._placed.update(each.stated.number for each in own)
        self._placed.update(each.stated.number for each in held)
        standing = tuple(each for each in own if each.stated.stands)
        earlier = tuple(each for each in own if not each.stated.stands)
        assessed = tuple(each for each in held if each.stated.stands)
        return Row(
            element=wanted.element,
            shared=wanted.shared,
            kind=wanted.kind,
            label=wanted.label,
            scope=wanted.scope,
            status=status_of(standing, assessed, below),
            links=standing,
            assessments=assessed,
            earlier=earlier,
            earlier_assessments=tuple(each for each in held if not each.stated.stands),
            notices=noticed(standing, assessed, earlier, below, one_of=one_of),
            covers=wanted.covers,
            remarks=wanted.notes,
            case_law=wanted.case_law,
            alternatives=below,
        )

    def not_placed(self) -> tuple[tuple[Linked, ...], tuple[Assessed, ...]]:
        """Return what was entered for this charge and fits none of its rows."""
        return (
            tuple(each for each in self._links if self._left(each)),
            tuple(each for each in self._assessments if self._left(each)),
        )

    def _left(self, entered: Linked | Assessed) -> bool:
        of_charge = entered.scope is Scope.CHARGE
        return of_charge and entered.stated.number not in self._placed


def _belongs(entered: Linked | Assessed, wanted: Asked) -> bool:
    """Tell whether something was entered for an element, or for the one that it shares."""
    if entered.scope is not wanted.scope:
        return False
    if entered.element == wanted.element:
        return True
    shared = wanted.scope is Scope.SITUATION and wanted.shared is not None
    return shared and shared_of(entered.element) == wanted.shared
