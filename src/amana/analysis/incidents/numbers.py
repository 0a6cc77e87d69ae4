"""Numbers of people in words or digits, with what bounds them; English and Arabic."""

from __future__ import annotations

import re

import msgspec

_DIGITS = re.compile(
    r"[0-9\u0660-\u0669]{1,3}(?:[,\u066c\u060c][0-9\u0660-\u0669]{3})+|[0-9\u0660-\u0669]+(?:[.\u066b][0-9\u0660-\u0669]+)?"
)
_RANGE = re.compile(
    r"\s*(?:-|\u2013|to|and|\u0625\u0644\u0649|\u0627\u0644\u0649|\u0627\u0644\u064a|\u0648)\s*"
)
_LONGEST = 15


class Number(msgspec.Struct, frozen=True):
    """A number as a passage gives it: `value_max` for a range, None for both where it is vague."""

    value: float | None
    value_max: float | None = None
    bound: str = "exact"


def digits(text: str) -> float | None:
    """Return the value of a number in digits, Arabic-Indic ones included; None if it is none."""
    if len(text) > _LONGEST or not _DIGITS.fullmatch(text):
        return None
    plain = re.sub(r"[,\u066c\u060c]", "", text).replace("\u066b", ".")
    return float(plain)


def in_words(words: list[str], units: dict[str, int], multiples: dict[str, int]) -> float | None:
    """Return the value of a number in words ("twenty", "-", "three"; "2.3", "million").

    None if one of the words belongs to no number.
    """
    total, part, seen = 0.0, 0.0, False
    for word in words:
        value = digits(word)
        if word == "a" and words[0] == "half":
            continue
        if value is None and word in units:
            value = float(units[word])
        if value is not None:
            part, seen = part + value, True
        elif word in multiples:
            factor = multiples[word]
            part = (part or 1.0) * factor
            if factor >= 1000:  # noqa: PLR2004 - "two thousand three hundred" begins anew after it
                total, part = total + part, 0.0
            seen = True
        elif word not in {"-", "and", "half"}:
            return None
        if word == "half":
            part, seen = part + 0.5, True
    return total + part if seen else None


def bounded(before: str, bounds: dict[str, str]) -> str:
    """Return the bound that the words before a number state, `exact` where they state none."""
    tail = " ".join(before.lower().split())
    for words in sorted(bounds, key=len, reverse=True):
        if tail.endswith(words) and (
            len(tail) == len(words) or not tail[-len(words) - 1].isalnum()
        ):
            return bounds[words]
    return "exact"
