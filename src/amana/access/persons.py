"""Whether two names can be told apart: what needs two people is not done by one under two names."""

from __future__ import annotations

import re

from amana.text import fold

_WORDS = re.compile(r"[^\W_]+")


def same_person(one: str, other: str) -> bool:
    """Tell whether two names may be those of one person; in doubt they are.

    Rules:
      1. Letters are folded: capitals, accents, vowel marks, wide and other compatible forms.
      2. Spaces, signs, invisible characters and the order of the words make no difference.
      3. A name without letters and digits cannot be told apart from any other.
    """
    first, second = _WORDS.findall(fold(one).text), _WORDS.findall(fold(other).text)
    if not first or not second:
        return True
    return sorted(first) == sorted(second) or "".join(first) == "".join(second)
