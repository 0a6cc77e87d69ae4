"""Words for a terminal: what evidence says is shown there, and must not steer it.

Names, titles and passages come from anybody. A terminal takes some characters as commands, a line
end lets a name pose as the next line of our output, and marks of direction turn a line around.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from amana.core import JSON
from amana.records import Restriction

_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINE_ENDS = "\u2028\u2029"
_UNSEEN = ("Cc", "Cs", "Co")
_PICTURES = 0x2400
_WITHIN = "\u203a"


def one_line(text: str) -> str:
    """Return `text` as one line that a terminal shows and does not obey.

    Rules:
      1. A control character is shown as its picture (U+2400 to U+241F), a line end included.
      2. What turns a line around, ends it, or stands for no character is shown as U+FFFD.
      3. Everything else stays, the joiners and single marks that Arabic needs included.
    """
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter < " ":
        return chr(_PICTURES + ord(letter))
    if letter in _TURNING or letter in _LINE_ENDS or unicodedata.category(letter) in _UNSEEN:
        return "\ufffd"
    return letter


def way(names: Iterable[str]) -> str:
    """Return the names on the way to something inside an item, outermost first, as one line."""
    return f" {_WITHIN} ".join(f"“{n}”" if _WITHIN in n else n for n in map(one_line, names))


def many_lines(text: str) -> str:
    """Return `text` as lines that a terminal shows and does not obey; tabs stay."""
    lines = (map(one_line, line.split("\t")) for line in text.split("\n"))
    return "\n".join("\t".join(cells) for cells in lines)


def spell(restrictions: Iterable[Restriction]) -> str:
    """Return restrictions as people write them."""
    return ", ".join(r.kind.value + (f":{r.until}" if r.until else "") for r in restrictions)


def size_of(size: int) -> str:
    """Return a size for people, in binary units."""
    value, unit = float(size), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if value < 1024:  # noqa: PLR2004 - the step between binary units
            break
        value, unit = value / 1024, larger
    return f"{size} B" if unit == "B" else f"{value:.1f} {unit}"


def count(number: int, word: str) -> str:
    """Return a number of things: `1 item`, `3 items`, `2 entries`."""
    if number == 1:
        return f"1 {word}"
    return f"{number} {word[:-1]}ies" if word.endswith("y") else f"{number} {word}s"


def plain(value: JSON) -> str:
    """Return a value of an entry as people read it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {plain(member)}" for name, member in sorted(value.items()))
    if isinstance(value, (list, tuple)):
        return ", ".join(map(plain, value))
    return "not stated" if value is None else str(value)
