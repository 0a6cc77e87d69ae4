"""Matrices that leave the archive: in which form, and the entry that says that they left."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.archive.parts import Parts
from amana.archive.requests import Note
from amana.core import JSON, CustodyError, UsageError
from amana.law import Edition, Matrix, as_csv, as_html, as_json
from amana.records import EntryType

FORMS = ("json", "csv", "html")
"""In what form a matrix is handed out."""

_AN_ENTRY = 1000
"""So many items stand in one entry; a matrix that cites more has several."""


class MatrixExport(msgspec.Struct, frozen=True, kw_only=True):
    """A matrix as a file, its digest, and the first entry that says that it left."""

    charge: str
    form: str
    content: bytes
    sha256: str
    entry: int


def require_form(form: str) -> None:
    """Raise where there is no such form.

    Raises:
        UsageError: that is so.
    """
    if form not in FORMS:
        raise UsageError(
            f"there is no form {form!r} of a matrix", remedy=f"it is one of {', '.join(FORMS)}"
        )


def printed(matrix: Matrix, form: str, edition: Edition, language: str) -> bytes:
    """Return a matrix in one of the forms.

    Raises:
        UsageError: there are no words of this language.
    """
    match form:
        case "json":
            return as_json(matrix, edition)
        case "csv":
            return as_csv(matrix, edition)
        case _:
            return as_html(matrix, edition, language=language)


def enter_export(parts: Parts, charge: str, form: str, items: Sequence[str]) -> int:
    """Enter that a matrix leaves with what it cites; return the number of the first entry."""
    starts = range(0, max(1, len(items)), _AN_ENTRY)
    notes = []
    for start in starts:
        cited: list[JSON] = [*items[start : start + _AN_ENTRY]]
        told: dict[str, JSON] = {"items": cited, "released": [], "form": f"element matrix ({form})"}
        notes.append(Note(kind=EntryType.EXPORTED, fields={**told, "matter": charge}))
    numbers = [receipt.entry for receipt in parts.commit(*notes)]
    if numbers[0] is None:
        raise CustodyError("the committer did not enter that the matrix leaves")
    return numbers[0]
