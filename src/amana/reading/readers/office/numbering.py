"""The numbers that Word puts before paragraphs: "3.2", "(b)", "iv." (ECMA-376 part 1, 17.9).

They are nowhere in the text of the part; lawyers cite paragraphs by them.
"""

from __future__ import annotations

import re

from amana.reading.readers.office.package import Package
from amana.reading.readers.office.xml import Attributes, Rules, Walk, ignore, skip

LEVELS = 9
_LONGEST = 60
_MOST = 10_000
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_ALPHABETS = {
    "lowerLetter": _LATIN, "upperLetter": _LATIN, "arabicAbjad": _ABJAD, "arabicAlpha": _ALPHA,
    "hebrew2": _HEBREW,
}  # fmt: skip
_MOST_ROMAN = 3999
_NONE = -1


def numeral(n: int, form: str) -> str:
    """Return a number in one of the forms of section 17.18.59; decimal for those not known."""
    match form:
        case "lowerRoman" | "upperRoman":
            written = roman(n)
        case "hindiNumbers":
            written = "".join(chr(0x660 + int(digit)) for digit in str(n))
        case "decimalZero":
            written = f"{n:02d}"
        case "none":
            written = ""
        case _:
            written = _letters(n, _ALPHABETS[form]) if form in _ALPHABETS else str(n)
    return written.upper() if form.startswith("upper") else written


def roman(n: int) -> str:
    """Return a number in lower-case Roman digits."""
    if not 0 < n <= _MOST_ROMAN:
        return str(n)
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (n // value))
        n %= value
    return "".join(parts)


def _letters(n: int, alphabet: str) -> str:
    """Return the n-th letter; after the last one they are doubled: aa, bb."""
    if not 0 < n <= len(alphabet) * _LONGEST:
        return str(n)
    times, letter = divmod(n - 1, len(alphabet))
    return alphabet[letter] * (times + 1)


class Level:
    """How one level of a list counts."""

    __slots__ = ("form", "legal", "restart", "start", "text")

    def __init__(self) -> None:
        self.start, self.form, self.text = 0, "decimal", ""  # 0: section 17.9.25
        self.legal = False  # the numbers of the levels above are decimal here
        self.restart = LEVELS  # the level after which it begins again; 0: never


class Numbering:
    """The lists of one original, and how far each has been counted."""

    def __init__(self) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._own: dict[str, dict[int, Level]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int]] = {}
        self._fresh: dict[tuple[str, int], None] = {}
        self._levels: dict[int, Level] = {}
        self._level = Level()
        self._list = ""
        self._override = -1

    def read(self, package: Package, name: str) -> None:
        """Read the definitions."""
        starts = {
            "w:abstractNum": self._begin_abstract,
            "w:num": self._begin_list,
            "w:abstractNumId": self._names_abstract,
            "w:lvlOverride": self._begin_override,
            "w:startOverride": self._starts_at,
            "w:lvl": self._begin_level,
            "w:start": self._start,
            "w:numFmt": self._form,
            "w:lvlText": self._text,
            "w:isLgl": self._legal,
            "w:lvlRestart": self._restart,
            "mc:Fallback": skip,
        }
        package.walk(name, Walk(Rules(starts, {}, ignore, frozenset())))

    def _begin_abstract(self, said: Attributes) -> None:
        self._levels = self._abstract.setdefault(said.get("w:abstractNumId", ""), {})

    def _begin_list(self, said: Attributes) -> None:
        self._list = said.get("w:numId", "")
        self._levels = self._own.setdefault(self._list, {})

    def _names_abstract(self, said: Attributes) -> None:
        if len(self._lists) < _MOST:
            self._lists[self._list] = said.get("w:val", "")

    def _begin_override(self, said: Attributes) -> None:
        self._override = number(said.get("w:ilvl"), 0)

    def _starts_at(self, said: Attributes) -> None:
        self._starts[self._list, self._override] = number(said.get("w:val"), 1)

    def _begin_level(self, said: Attributes) -> None:
        self._level = Level()
        self._levels[number(said.get("w:ilvl"), 0) % LEVELS] = self._level

    def _start(self, said: Attributes) -> None:
        self._level.start = number(said.get("w:val"), 1)

    def _form(self, said: Attributes) -> None:
        self._level.form = said.get("w:val", "decimal")

    def _text(self, said: Attributes) -> None:
        self._level.text = said.get("w:val", "")[:_LONGEST]

    def _legal(self, said: Attributes) -> None:
        self._level.legal = said.get("w:val", "true") not in {"0", "false", "off"}

    def _restart(self, said: Attributes) -> None:
        self._level.restart = number(said.get("w:val"), LEVELS)

    def next(self, list_id: str, level: int) -> str:
        """Count one paragraph and return what stands before it; nothing for bullets."""
        abstract = self._lists.get(list_id)
        levels = self._abstract.get(abstract or "", {}) | self._own.get(list_id, {})
        if abstract is None or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [_NONE] * LEVELS)
        self._count(counts, levels, list_id, level)
        own = levels[level]
        if own.form == "bullet":
            return ""

        def said(match: re.Match[str]) -> str:
            other = int(match.group(1)) - 1
            known = levels.get(other, own)
            n = known.start if counts[other] == _NONE else counts[other]
            return numeral(n, "decimal" if own.legal else known.form)

        return _PLACE.sub(said, own.text).strip()

    def _count(self, counts: list[int], levels: dict[int, Level], list_id: str, level: int) -> None:
        again = self._starts.get((list_id, level))
        if again is not None and (list_id, level) not in self._fresh:
            self._fresh[list_id, level] = None
            counts[level] = again
        elif counts[level] == _NONE:
            counts[level] = levels[level].start
        else:
            counts[level] += 1
        for below in range(level + 1, LEVELS):
            restart = levels[below].restart if below in levels else LEVELS
            if restart == LEVELS or level < restart:
                counts[below] = _NONE


def number(written: str | None, otherwise: int) -> int:
    """Return a small number that is written in an attribute."""
    text = (written or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise
