"""Whether two readers see the same right-to-left words in a PDF.

The reading's text comes from pdfium with letters ordered by their places. poppler orders them by
rules of its own, and not always rightly (it swaps the letters of lam-alef in some fonts), so a few
different words mean nothing. Where most differ, one of the two has failed, and a person must look.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from amana.reading.notices import Code
from amana.reading.wire import Told

_MOST = 0.5
_WORD = re.compile("[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3]{2,}")
_DROPPED = re.compile(
    "[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e]"
)


def words_of(text: str) -> Counter[str]:
    """Return the right-to-left words of a text and how often each occurs, without their marks."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", text))
    return Counter(_WORD.findall(plain))


def doubts(text: str, opinion: str | None) -> tuple[Told, ...]:
    """Return what is to be told about right-to-left text after a second opinion, or for want of it.

    Rules:

    1. No opinion, or one without such words: the order is uncertain.
    2. Less than half of the words of the reading are in the opinion: the order is disputed.
    """
    words, others = words_of(text), words_of(opinion or "")
    if not others:
        return (Told(Code.ARABIC_ORDER_UNCERTAIN),) if words else ()
    different = (words - others).total()
    if different > _MOST * words.total():
        return (Told(Code.ARABIC_ORDER_DISPUTED, different),)
    return ()
