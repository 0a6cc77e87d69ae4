"""Words of somebody else as a reader sees them, with nothing in them that steers what is around."""

from __future__ import annotations

import unicodedata

_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
_TAGS = range(0xE0000, 0xE1000)


def legible(text: str) -> str:
    """Return `text` as a reader sees it, and nothing in it that steers what is around.

    Rules:
      1. Control characters, ends of lines, marks that turn the direction of a stretch of text,
         tag letters and what is no letter are shown as their number: [U+202E].
      2. Everything else stays, the joiners and single marks that Arabic and Persian need included.
    """
    return "".join(f"[U+{ord(c):04X}]" if _steers(c) else c for c in text)


def _steers(letter: str) -> bool:
    return letter in _STEERING or ord(letter) in _TAGS or unicodedata.category(letter) in _UNSEEN
