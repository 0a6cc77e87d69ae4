"""Which sentences are worth parsing: those in which a word may begin a claim, incident or step.

Parsing is most of the work. A sentence without any word of the lexicons cannot give what the parse
is needed for.
"""

from __future__ import annotations

import re

from amana.analysis.frame import Sentence

_WORD = re.compile(r"[A-Za-z]{3,}")


def worth_parsing(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence is worth parsing."""
    return _WORD.search(text, sentence.start, sentence.end) is not None
