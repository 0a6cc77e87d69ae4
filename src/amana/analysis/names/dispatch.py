"""Giving each paragraph to the rules of its language."""

from __future__ import annotations

from amana.analysis.frame import Frame
from amana.analysis.names import arabic, english
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Observed

_BY_LANGUAGE = {"en": english.names, "ar": arabic.names}


def observe(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """Return the mentions and roles of a frame, language by language."""
    del earlier
    found: list[Observed] = []
    for language, names in _BY_LANGUAGE.items():
        paragraphs = [n for n, each in enumerate(frame.paragraphs) if each.language == language]
        if paragraphs:
            found += names(frame, paragraphs, tools)
    return found
