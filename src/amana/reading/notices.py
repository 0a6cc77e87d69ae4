"""Everything a reading may have to say about itself: codes, what they mean, what follows.

A worker is not trusted with sentences: it sends a code and a number, and the words are put
together here, outside. The effect of the codes decides in which state a reading ends.
"""

from __future__ import annotations

import re

from amana.reading.codes import Code, Effect, Meaning
from amana.reading.meanings import MEANING
from amana.records import Warning  # noqa: A004 - the word of the field

__all__ = [
    "MEANING",
    "PROGRAM_NAMES",
    "Code",
    "Effect",
    "Meaning",
    "general",
    "sentence",
    "warning",
]

PROGRAM_NAMES = ("pdftotext", "tesseract", "exiftool", "ffprobe")
"""The programs that a notice can name by its number, from 0. Each keeps its place for good."""

_NUMBERED = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
"""What a sentence says of one, and what of several: `[page is|pages are]`."""

_OF_ONE = (
    (re.compile(r"\{n\} (\w+), more than"), r"more \1 than"),
    (re.compile(r" of \{n\} (MiB|seconds)"), ""),
    (re.compile(r" \(signal \{n\}\)"), ""),
    (re.compile(r"byte \{n\}"), "some byte"),
)
"""What numbers of one original stand in, and how the same is said of several."""


def sentence(code: Code, n: int = 0) -> str:
    """Return the sentence of a notice with its number put in."""
    program = PROGRAM_NAMES[n] if n < len(PROGRAM_NAMES) else "?"
    told = _NUMBERED.sub(r"\1" if n == 1 else r"\2", MEANING[code].sentence)
    return told.format(n=n, program=program)


def general(code: str) -> str:
    """Return what a notice says of several originals, each with a number of its own.

    What follows a semicolon is advice or detail, and is left out. A code of another version of
    amana is returned as it is.
    """
    if code not in Code.__members__.values():
        return code
    told = _NUMBERED.sub(r"\2", MEANING[Code(code)].sentence).partition(";")[0]
    for pattern, instead in _OF_ONE:
        told = pattern.sub(instead, told)
    return told.format(n="some", program="a program")


def warning(code: Code, n: int = 0) -> Warning:
    """Return the notice as the warning of a reading."""
    return Warning(code=code.value, detail=sentence(code, n))
