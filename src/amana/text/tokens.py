"""Where words begin and end.

One rule for every script and for both sides of a search. A query and a text are cut alike, so a
name, a provision or an address that falls apart into several words is found as their sequence.
"""
# ruff: noqa: RUF001, RUF002 - Arabic letters and apostrophes are meant

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

LONGEST = 64  # characters of a word; a longer run is cut, so that a digest (64) stays whole

# Scripts that write without spaces between words: each letter with its marks is a word.
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff"
)
_FIRST_RARE_IDEOGRAPH = "\U00020000"
_RARE_SPACELESS = f"{_FIRST_RARE_IDEOGRAPH}-\U0003ffff"
_RARE = re.compile("[\U00010000-\U0010ffff]")
_LAST_WITH_MARKS = 0x1FFFF  # no spacing or nonspacing mark above but variation selectors

# What joins two halves of one word while it is being cut. It counts as a letter, and folding
# never yields it, so it can be taken out of the words afterwards.
_JOINT = "ʼ"
_GROUPED_HINT = re.compile(r"[,٬،]\d{3}")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,٬،]\d{3})+(?!\d)")
_SEPARATOR = re.compile(r"[,٬،]")
_DOTTED_HINT = re.compile(r"\.[a-zA-Z]")
_DOTTED = re.compile(r"(?<![\w.])[a-zA-Z](?:\.[a-zA-Z])+(?!\w)")
_ARABIC = (  # letters and vowel signs, not the digits and the punctuation between them
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef"
    "\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
)
# A word begins at an edge, or after a letter of a script that divides from Latin letters.
_ELIDED = "".join(
    rf"(?<!{edge}{particle}['’])"
    for edge in (r"\b", rf"[{_ARABIC}{_SPACELESS}{_RARE_SPACELESS}]")
    for particle in ("[cdjlmnstCDJLMNST]", "[Qq]u", "[Jj]usqu", "[Ll]orsqu", "[Pp]uisqu")
)
_APOSTROPHE = re.compile(rf"['’](?<=\w['’])(?=\w){_ELIDED}")
_LETTERS = re.compile(rf"\w{{1,{LONGEST}}}")
_MIXED = re.compile(rf"[{_ARABIC}]{{1,{LONGEST}}}|[^\W{_ARABIC}]{{1,{LONGEST}}}")


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of `text` with the code points (start, end exclusive) where they stand.

    The rules:

    1. a word is a run of letters, marks and digits; everything else divides (so does "_"), and
       so does the step from Arabic to other letters or digits: "و44" is "و" and "44";
    2. an apostrophe between Latin letters or digits joins: "Sana'a" is the word "Sanaa"; but an
       elided French particle is a word of its own: "l'armée" is "l" and "armée";
    3. separators of thousands join: "44,000" and "٤٤٬٠٠٠" are "44000" and "٤٤٠٠٠"; points and
       spaces divide, for "44.000" may be a decimal number;
    4. points between single Latin letters join: "U.N." is "UN";
    5. in scripts written without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) each
       letter with its marks is a word;
    6. a run longer than 64 characters is cut into pieces of 64.

    "8(2)(b)" is therefore "8", "2", "b", and "al-Bashir" is "al", "Bashir".
    """
    joined = _join(text)
    for match in _pattern(joined).finditer(joined):
        token = match.group().replace(_JOINT, "")
        if token:
            yield token, match.start(), match.end()


def words(text: str) -> list[str]:
    """Return the words of `tokens(text)` alone; faster where positions are not needed."""
    joined = _join(text)
    found: list[str] = _pattern(joined).findall(joined)
    if _JOINT in joined:
        return [word for word in (run.replace(_JOINT, "") for run in found) if word]
    return found


def _join(text: str) -> str:
    """Return `text`, of the same length, with each sign that joins two halves as a joint."""
    if "_" in text:
        text = text.replace("_", " ")
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub(_JOINT, text)
    if _GROUPED_HINT.search(text):
        text = _GROUPED.sub(lambda number: _SEPARATOR.sub(_JOINT, number.group()), text)
    if _DOTTED_HINT.search(text):
        text = _DOTTED.sub(lambda initials: initials.group().replace(".", _JOINT), text)
    return text


def _pattern(text: str) -> re.Pattern[str]:
    """Return what cuts `text`: a quick pattern unless its script needs the careful one."""
    if text.isascii():
        return _LETTERS
    careful, needs_care = _careful_patterns()
    if needs_care.search(text) or any(map(_needs_care, set(_RARE.findall(text)))):
        return careful
    return _MIXED


@cache
def _careful_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the careful pattern, and what in the first plane of Unicode calls for it."""
    common, rare = _marks(0x300, 0xFFFF), _marks(0x10000, _LAST_WITH_MARKS)
    careful = re.compile(
        rf"[{_SPACELESS}{_RARE_SPACELESS}][{common}{rare}]*|[{_ARABIC}]{{1,{LONGEST}}}"
        rf"|(?:(?![{_SPACELESS}{_RARE_SPACELESS}{_ARABIC}])[\w{common}{rare}]){{1,{LONGEST}}}"
    )
    return careful, re.compile(f"[{_marks(0x300, 0xFFFF, besides=_ARABIC)}{_SPACELESS}]")


def _needs_care(rare: str) -> bool:
    return rare >= _FIRST_RARE_IDEOGRAPH or unicodedata.category(rare).startswith("M")


def _marks(first: int, last: int, *, besides: str = "") -> str:
    """Return the combining characters as ranges for a class; Python counts none as a letter."""
    known = re.compile(f"[{besides}]" if besides else r"(?!)")
    ranges: list[list[int]] = []
    for code in range(first, last + 1):
        if not unicodedata.category(chr(code)).startswith("M") or known.match(chr(code)):
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)
