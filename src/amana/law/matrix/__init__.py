"""The element matrix: a charge against the elements of its crime and mode, and its exports."""

from __future__ import annotations

from amana.law.matrix.edition import Edition
from amana.law.matrix.making import matrix_of
from amana.law.matrix.markup import sentence
from amana.law.matrix.page import as_html
from amana.law.matrix.plain import as_csv, as_json
from amana.law.matrix.shapes import Linked, Matrix, Noted, Notice, Row

__all__ = [
    "Edition",
    "Linked",
    "Matrix",
    "Noted",
    "Notice",
    "Row",
    "as_csv",
    "as_html",
    "as_json",
    "matrix_of",
    "sentence",
]
