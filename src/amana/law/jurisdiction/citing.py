"""How a provision is cited in a sentence: Article 15 bis(4), المادة 15 مكررًا (4)."""

from __future__ import annotations

import re
from functools import cache

from amana.law.label import Label

_BIS = re.compile(r"(\d)(bis|ter)")
_PART = re.compile(r"\(([^)]+)\)")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_LETTERS = ("أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي", "ك")
_ABJAD = dict(zip("abcdefghijk", _LETTERS, strict=True))
_ARABIC = {"bis": " مكررًا", "ter": " مكررًا ثانيًا"}
_INSTRUMENTS = {
    "rs": Label(en="Article", ar="المادة"),
    "rpe": Label(en="Rule", ar="القاعدة"),
}


@cache
def cited(provision: str) -> Label:
    """Return how a provision is cited: `rs:8(2)(b)(iv)` is Article 8(2)(b)(iv), `rpe:162` Rule 162.

    In Arabic letters are those of the Arabic Statute, and Roman numerals are numbers.
    """
    code, _, number = provision.partition(":")
    instrument = _INSTRUMENTS[code]
    apart = _BIS.sub(r"\1 \2", number)
    return Label(
        en=f"{instrument.en} {apart}",
        ar=f"{instrument.ar} {_in_arabic(number)}",
    )


def _in_arabic(number: str) -> str:
    head, bracket, rest = number.partition("(")
    told = [_BIS.sub(lambda found: found[1] + _ARABIC[found[2]], head)]
    after_letter = False
    for part in _PART.findall(bracket + rest):
        letter = not part[0].isdigit()
        if letter and after_letter and set(part) <= set(_ROMAN):
            told.append(f"({_number(part)})")
        else:
            in_arabic = _BIS.sub(lambda found: found[1] + _ARABIC[found[2]], part)
            told.append(f"({_ABJAD.get(part, in_arabic)})")
        after_letter = letter
    tail = number.rpartition("-")[2] if "-" in number else ""
    return " ".join(told) + (f"-{tail}" if tail else "")


def _number(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(value if value >= following else -value for value, following in pairs)
