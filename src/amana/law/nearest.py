"""The known word that is nearest to an unknown one, for the remedy of an error."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the word of `known` that is most like `word`, upper case or not; None: none is."""
    folded: dict[str, str] = {}
    for each in sorted(known, reverse=True):
        folded[each.casefold()] = each
    close = difflib.get_close_matches(word.casefold(), folded, n=1)
    return folded[close[0]] if close else None
