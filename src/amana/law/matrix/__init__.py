"""The element matrix: a charge against the elements of its crime and mode, and its exports."""

from __future__ import annotations

from amana.law.matrix.edition import Edition
from amana.law.matrix.making import matrix_of
from amana.law.matrix.page import as_html
from amana.law.matrix.plain import as_csv, as_json
from amana.law.matrix.shapes import Matrix, Noted, Notice

__all__ = [
    "Edition",
    "Matrix",
    "Noted",
    "Notice",
    "as_csv",
    "as_html",
    "as_json",
    "matrix_of",
]
