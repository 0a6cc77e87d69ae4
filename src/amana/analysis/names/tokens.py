"""Words of a sentence, with what stands between them.

Possessive endings belong to no word; letters with full stops ("U.S.") are one word; parts that are
joined by hyphens are words of their own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

BEGIN, SPACE, HYPHEN, POSSESSIVE, COMMA, SLASH, OTHER = "", " ", "-", "'", ",", "/", "|"
"""What stands before a word. A full stop after an abbreviation or an initial counts as a space."""

_WORD = re.compile(r"'[sS]\b|(?:[A-Za-z]\.){2,}|[^\W_]+(?:'(?![sS]\b)[^\W_]+)*")
_ABBREVIATED = frozenset(
    {"adm", "brig", "capt", "cmdr", "col", "cpl", "dr", "gen", "gov", "hon", "lt", "maj", "mr",
     "mrs", "ms", "prof", "pvt", "rep", "rev", "sen", "sgt", "spc", "sr", "jr", "st", "mt", "no"}
)  # fmt: skip
_KINDS = {" ": SPACE, "-": HYPHEN, "/": SLASH, ",": COMMA, "'s": POSSESSIVE, "'": POSSESSIVE}


class Token(NamedTuple):
    """A word: its extent in the text, the gap before it, and its form without case and marks."""

    text: str
    start: int
    end: int
    gap: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def near(self) -> bool:
        """Whether nothing but a space or a hyphen stands before it."""
        return self.gap in (SPACE, HYPHEN)


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Return the words of a stretch of text."""
    found: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        word, at = match.group(), match.start()
        if word[0] == "'":
            continue  # a possessive ending
        gap = _gap(text[found[-1].end : at], found[-1]) if found else BEGIN
        found.append(Token(word, at, match.end(), gap, fold(word)))
    return found


def _gap(between: str, before: Token) -> str:
    if between.isspace():
        return OTHER if "\n" in between else SPACE
    plain = between.strip().lower()
    if plain == "-" and between != "-":
        return OTHER  # a dash, unless the particle before it is torn off: "al- Jaafari"
    if plain == "." and (len(before.text) == 1 or before.folded in _ABBREVIATED):
        return SPACE
    return _KINDS.get(plain, OTHER)


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """Return a word in small letters, without marks, apostrophes and full stops."""
    plain = word.casefold().replace("'", "").replace(".", "")
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(each for each in decomposed if not unicodedata.combining(each))
