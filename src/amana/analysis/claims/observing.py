"""The claims of a frame: each language by its own rules, for the paragraphs in it."""

from __future__ import annotations

from amana.analysis.claims.arabic import arabic_claims
from amana.analysis.claims.english import english_claims
from amana.analysis.frame import Frame
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Claim, Observed


def observe(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """Return the claims of a frame, in all languages that are supported."""
    languages = {each.language for each in frame.paragraphs}
    found: list[Claim] = []
    if "en" in languages:
        found += english_claims(frame, earlier, tools)
    if "ar" in languages:
        found += arabic_claims(frame, earlier, tools)
    return list(found)
