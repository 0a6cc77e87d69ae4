"""What reading, analysis and search must agree on about text.

For an investigator: how spellings are made equal and how a quote is found again.
For an engineer: folding with offset maps, words, stems, language, EDTF, and what printed pages
have in common; pure, standard library only where it can be.
"""

from __future__ import annotations

from amana.text.days import FIRST_DAY, LAST_DAY, days_of
from amana.text.edtf import FoundDate, find_dates, valid_edtf
from amana.text.fold import Folded, fold
from amana.text.language import detect_language, direction
from amana.text.legible import legible
from amana.text.offsets import Offsets
from amana.text.phrases import PRINTED_LANGUAGES, Phrases, read_phrases
from amana.text.printed_page import printed_page
from amana.text.sheet import (
    Blanks,
    Kind,
    Line,
    Pairs,
    Paragraph,
    Part,
    Points,
    Run,
    Section,
    Sheet,
    Table,
    code,
    figure,
    value,
)
from amana.text.sheet_page import sheet_page
from amana.text.stem import light_stem, written_forms
from amana.text.tokens import tokens, words
from amana.text.wording import Wording, read_wording

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "PRINTED_LANGUAGES",
    "Blanks",
    "Folded",
    "FoundDate",
    "Kind",
    "Line",
    "Offsets",
    "Pairs",
    "Paragraph",
    "Part",
    "Phrases",
    "Points",
    "Run",
    "Section",
    "Sheet",
    "Table",
    "Wording",
    "code",
    "days_of",
    "detect_language",
    "direction",
    "figure",
    "find_dates",
    "fold",
    "legible",
    "light_stem",
    "printed_page",
    "read_phrases",
    "read_wording",
    "sheet_page",
    "tokens",
    "valid_edtf",
    "value",
    "words",
    "written_forms",
]
