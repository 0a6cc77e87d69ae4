"""Everything a reading may have to say about itself: codes, what they mean, what follows.

A worker is not trusted with sentences: it sends a code and a number, and the words are put
together here, outside. The effect of the codes decides in which state a reading ends.
"""

from __future__ import annotations

from amana.reading.codes import Code, Effect, Meaning
from amana.reading.meanings import MEANING
from amana.records import Warning  # noqa: A004 - the word of the field

__all__ = ["MEANING", "PROGRAM_NAMES", "Code", "Effect", "Meaning", "sentence", "warning"]

PROGRAM_NAMES = ("pdftotext", "tesseract", "exiftool", "ffprobe")
"""The programs that a notice can name by its number, from 0. Each keeps its place for good."""


def sentence(code: Code, n: int = 0) -> str:
    """Return the sentence of a notice with its number put in."""
    program = PROGRAM_NAMES[n] if n < len(PROGRAM_NAMES) else "?"
    return MEANING[code].sentence.format(n=n, program=program)


def warning(code: Code, n: int = 0) -> Warning:
    """Return the notice as the warning of a reading."""
    return Warning(code=code.value, detail=sentence(code, n))
