"""What reading, analysis and search must agree on about text.

For an investigator: how spellings are made equal and how a quote is found again.
For an engineer: folding with offset maps, words, stems, language, EDTF; pure, standard library
only where it can be.
"""

from __future__ import annotations

from amana.text.days import FIRST_DAY, LAST_DAY, days_of
from amana.text.edtf import FoundDate, find_dates, valid_edtf
from amana.text.fold import Folded, fold
from amana.text.language import detect_language, direction
from amana.text.legible import legible
from amana.text.offsets import Offsets
from amana.text.stem import light_stem, written_forms
from amana.text.tokens import tokens, words

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "Folded",
    "FoundDate",
    "Offsets",
    "days_of",
    "detect_language",
    "direction",
    "find_dates",
    "fold",
    "legible",
    "light_stem",
    "tokens",
    "valid_edtf",
    "words",
    "written_forms",
]
