"""Jurisdiction as rules that can be read: which court could act, why, and what it depends on.

For an investigator: could the Court act on this crime, as of this day, and who says so?
For an engineer: pure functions from a question and dated treaty facts to an explained answer.
"""

from __future__ import annotations

from amana.law.jurisdiction.answering import jurisdiction
from amana.law.jurisdiction.answers import (
    Answer,
    Contested,
    Outcome,
    Step,
    Told,
    Unknown,
    told,
)
from amana.law.jurisdiction.places import areas
from amana.law.jurisdiction.questions import Question
from amana.law.jurisdiction.reading_aloud import read_aloud, spelled
from amana.law.jurisdiction.weighing import Result

__all__ = [
    "Answer",
    "Contested",
    "Outcome",
    "Question",
    "Result",
    "Step",
    "Told",
    "Unknown",
    "areas",
    "jurisdiction",
    "read_aloud",
    "spelled",
    "told",
]
