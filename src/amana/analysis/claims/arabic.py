"""Claims in Arabic paragraphs."""

from __future__ import annotations

from amana.analysis.frame import Frame
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Claim


def arabic_claims(frame: Frame, earlier: Earlier, tools: Tools) -> list[Claim]:
    """Return the claims of the Arabic paragraphs of a frame.

    Ids are names inside of the answer that begin with `ar`.
    """
    del frame, earlier, tools
    return []
