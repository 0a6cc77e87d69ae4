"""Names for things: item references that people can read aloud, and UUIDv7 inside.

An item reference is `IT-7F3K-Q2M9`: seven random letters of Crockford's base 32 and a check
letter. The check letter is a parity over GF(32) (the first check symbol of a Reed-Solomon code),
so that any one wrong letter and any swap of two letters is noticed. Children append a number:
`IT-7F3K-Q2M9.1`. A watch on a page is called in the same way: `WA-7F3K-Q2M9`.
"""

from __future__ import annotations

import re
import secrets
import time
import uuid
from collections.abc import Callable

from amana.core.errors import UsageError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SHAPE = re.compile(r"(?:IT)?([0-9A-Z]{8})((?:\.[1-9][0-9]*)*)\Z")
_WATCH = re.compile(r"(?:WA)?([0-9A-Z]{8})()\Z")
_LETTERS = 7
_GF32_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def _times_x(value: int) -> int:
    """Multiply a GF(32) element by x."""
    value <<= 1
    return value ^ _GF32_POLYNOMIAL if value & 32 else value


def check_letter(letters: str) -> str:
    """Return the check letter over `letters`: the sum of letter i times x**(i+1) in GF(32)."""
    total = 0
    for letter in letters:  # Horner's rule, the first letter gets the highest power
        total = _times_x(total ^ _VALUE[letter])
    return ALPHABET[total]


def new_reference(random: Callable[[int], int] = secrets.randbelow) -> str:
    """Return a new random item reference; the caller makes sure that it is not yet taken."""
    letters = "".join(ALPHABET[random(32)] for _ in range(_LETTERS))
    return _spell(letters + check_letter(letters))


def parse_reference(text: str) -> str:
    """Return the item reference that a person meant, in its one spelling.

    Lower case, missing dashes or prefix, and O, I, L for 0, 1, 1 are understood.

    Raises:
        UsageError: the text is no reference, or its check letter does not fit.
    """
    letters, below = _letters(
        text,
        _SHAPE.match(_bare(text)),
        f"{text!r} is not an item reference",
        "references look like IT-7F3K-Q2M9; `amana list` shows those of this archive",
    )
    return _spell(letters) + below


def new_watch_name(random: Callable[[int], int] = secrets.randbelow) -> str:
    """Return a new random name of a watch; the caller makes sure that it is not yet taken."""
    return "WA" + new_reference(random)[2:]


def parse_watch_name(text: str) -> str:
    """Return the name of a watch that a person meant, in its one spelling, as `parse_reference`.

    Raises:
        UsageError: the text is no such name, or its check letter does not fit.
    """
    letters, _ = _letters(
        text,
        _WATCH.match(_bare(text)),
        f"{text!r} is not the name of a watch",
        "they look like WA-7F3K-Q2M9; `amana watch list` shows those of this archive",
    )
    return "WA" + _spell(letters)[2:]


def _bare(text: str) -> str:
    return text.strip().upper().replace("-", "")


def _letters(text: str, match: re.Match[str] | None, wrong: str, remedy: str) -> tuple[str, str]:
    """Return the letters of a reference, the last one checked, and what stands below them."""
    letters = match.group(1).translate(_LOOKALIKE) if match else ""
    if match is None or any(letter not in _VALUE for letter in letters):
        raise UsageError(wrong, remedy=remedy)
    if check_letter(letters[:_LETTERS]) != letters[_LETTERS]:
        raise UsageError(
            f"the check letter of {text!r} does not fit: a letter is wrong or two are swapped",
            remedy="compare it with the reference you copied; `amana list` shows all references",
        )
    return letters, match.group(2)


def _spell(letters: str) -> str:
    return f"IT-{letters[:4]}-{letters[4:]}"


def uuid7(milliseconds: int | None = None) -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562 section 5.7): 48 bits of Unix time, the rest random."""
    now = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    value = (now & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
