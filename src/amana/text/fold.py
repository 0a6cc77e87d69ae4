"""One spelling for the many spellings of a word, with a map back to the text as it was written.

`fold` is the only normaliser of the house: index, query, names and near-duplicates use it, so a
word typed with or without vowel marks, hamza, diacritics or capitals meets itself everywhere.

Folding goes character by character, without regard to its neighbours. Three things follow:
`fold(a + b)` is `fold(a)` followed by `fold(b)`, the map back is exact for every character, and
any piece of a text folds as it does inside the whole. For the same reason what is left of a
decomposed letter stays decomposed (Unicode normalisation form KD, not KC).
"""
# ruff: noqa: RUF001, RUF002 - Arabic letters and apostrophes are meant

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

# Letters that Unicode does not decompose, and what readers take them for.
_SPELLINGS = {
    # Arabic letters that are written for one another (hamza carriers decompose by themselves)
    **dict.fromkeys("ٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیے", "ي"),
    **dict.fromkeys("ةہھەۃ", "ه"),
    **dict.fromkeys("کڪ", "ك"),
    "ـ": "",  # tatweel only stretches a word
    # Latin letters with a stroke or a tie
    "ı": "i",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ł": "l",
    "ŧ": "t",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    # signs that stand for the apostrophe, the letter ʿayn and the hamza in Latin spelling
    **dict.fromkeys("‘’‛ʹʻʼʽʾʿˈ´`′ʔʕ", "'"),
}  # fmt: skip

# Blocks whose nonspacing marks are accents or vowel signs that writers leave out. Marks of other
# scripts (Devanagari, Thai, Burmese) are part of the spelling and stay.
_OMITTED_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x0711, 0x074A), (0x0890, 0x08FF), (0x180B, 0x180F),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0x2DE0, 0x2DFF), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
_ARABIC_FORMS = (0xFB50, 0xFEFF)
_SIGNS = ("So", "Sc", "Sm", "No")

# Most texts are made of these characters alone: letters that become one letter each, and signs
# that fall away. They fold by a few searches in native code.
_EVEN = (
    "\\x00-\\x7f\u00a0\u00ab\u00bb\u060c\u061b\u061f\u0621-\u063a\u0641-\u064a\u0660-\u066c"
    "\u0671\u06a9\u06cc\u06f0-\u06f9\u2010\u2012-\u2015\u2018-\u201e\u2022"
)
_OMITTED = (
    "\u00ad\u061c\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff"
)
_EVEN_TEXT = re.compile(f"[{_EVEN}]*")
_COMMON_TEXT = re.compile(f"[{_EVEN}{_OMITTED}]*")
_OMITTED_SIGNS = re.compile(f"[{_OMITTED}]")
_SWAPS = tuple(
    (letter, folded)
    for folded, letters in (
        ("ا", "أإآٱ"), ("ي", "ىئی"), ("و", "ؤ"), ("ه", "ة"), ("ك", "ک"), ("'", "‘’‛`"),
        (" ", "\u00a0"),
        *((str(digit), chr(0x0660 + digit) + chr(0x06F0 + digit)) for digit in range(10)),
    )
    for letter in letters
)  # fmt: skip


def fold(text: str) -> Folded:
    """Return `text` in its one spelling, with the way back to the characters it came from.

    The rules, in this order, for each character:

    1. compatibility decomposition (Unicode NFKD): ligatures, presentation forms, full-width and
       styled letters become the plain letters they stand for;
    2. a sign that stands for letters or digits (™, ½, ², ㎏), or a ligature of several words (ﷺ),
       is set apart by spaces: a footnote number does not become part of the word before it;
    3. capitals become small (Unicode full case folding: ß is ss);
    4. accents and vowel signs of Latin, Greek, Cyrillic, Arabic, Hebrew and Syriac fall away
       (Arabic U+064B to U+065F and U+0670 among them), and so do tatweel, variation selectors
       and every invisible format character (bidirectional marks, zero-width signs, soft hyphen);
    5. أ إ آ ٱ are ا; ى and Persian ی are ي; ؤ is و; ئ is ي; ة is ه; Persian ک is ك;
    6. decimal digits of every script are ASCII digits;
    7. Latin letters with strokes and ties are plain (ø o, đ d, ł l, ı i, æ ae, œ oe, þ th), and
       every form of the apostrophe, of ʿayn and of hamza in Latin spelling is "'".

    Everything else, punctuation and emoji included, stays. Folding twice changes nothing more.
    """
    if text.isascii():
        return Folded(text, text.lower().replace("`", "'"), even=True)
    if _EVEN_TEXT.fullmatch(text):
        return Folded(text, _swapped(text), even=True)
    if _COMMON_TEXT.fullmatch(text):
        return Folded(text, _swapped(_OMITTED_SIGNS.sub("", text)))
    return Folded(text, text.translate(_FOLDS))


def _swapped(text: str) -> str:
    text = text.lower()
    for letter, folded in _SWAPS:
        text = text.replace(letter, folded)
    return text


class Folded:
    """A folded text and the map from it to its source; offsets count code points.

    `even` is true when each character is known to have become exactly one.
    """

    __slots__ = ("_odd", "_odd_starts", "_source", "even", "text")

    def __init__(self, source: str, text: str, *, even: bool = False) -> None:
        """Take the source and its folded form."""
        self.text = text
        self.even = even
        self._source = source
        self._odd: list[int] | None = None  # source characters that did not become exactly one,
        self._odd_starts: list[int] = []  # and where what they became begins in the folded text

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded characters `start` to `end` (exclusive) stand in the source.

        The answer covers each source character that gave one of them, and the vowel signs and
        accents that sit on the last one, so that a quote never loses the marks of its last letter.
        An empty run gives an empty run.
        """
        if self.even:
            return start, end
        first = self._place(start)
        if end <= start:
            return first, first
        stop = self._place(end - 1) + 1
        while stop < len(self._source) and _sits_on_the_last(self._source[stop]):
            stop += 1
        return first, stop

    def _place(self, folded: int) -> int:
        """Return the source character that gave the folded one at `folded`, or the end of all."""
        odd = self._odd
        if odd is None:
            odd = self._odd = _odd_places(self._source)
            shift = 0
            for place in odd:
                self._odd_starts.append(place + shift)
                shift += _WIDTHS[self._source[place]] - 1
        last = bisect_right(self._odd_starts, folded) - 1
        if last < 0:
            return folded
        behind = folded - self._odd_starts[last] - _WIDTHS[self._source[odd[last]]]
        return odd[last] + 1 + behind if behind >= 0 else odd[last]


def _odd_places(source: str) -> list[int]:
    if _COMMON_TEXT.fullmatch(source):
        return [match.start() for match in _OMITTED_SIGNS.finditer(source)]
    return [place for place, letter in enumerate(source) if _WIDTHS[letter] != 1]


def _sits_on_the_last(character: str) -> bool:
    return _WIDTHS[character] == 0 and unicodedata.category(character) != "Cf"


def _fold_character(character: str) -> str:
    if character in _SPELLINGS:
        return _SPELLINGS[character]
    plain = _plain(unicodedata.normalize("NFKD", character))
    folded = _plain(unicodedata.normalize("NFKD", plain.casefold()))
    if folded == " " and _ARABIC_FORMS[0] <= ord(character) <= _ARABIC_FORMS[1]:
        return ""  # an isolated vowel sign: Unicode spells it as a space that carries the sign
    is_sign = unicodedata.category(character) in _SIGNS and folded != character
    if (is_sign or " " in folded.strip()) and any(map(str.isalnum, folded)):
        return f" {folded.strip()} "
    return folded


def _plain(decomposed: str) -> str:
    return "".join(map(_plain_letter, decomposed))


def _plain_letter(letter: str) -> str:
    if letter in _SPELLINGS:
        return _SPELLINGS[letter]
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Cf":
        return ""
    if category in ("Mn", "Me") and any(low <= ord(letter) <= high for low, high in _OMITTED_MARKS):
        return ""
    return letter


class _Folds(dict[int, str]):
    """Folded form by code point, worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


class _Widths(dict[str, int]):
    """How many characters a character folds to."""

    def __missing__(self, character: str) -> int:
        width = self[character] = len(_FOLDS[ord(character)])
        return width


_FOLDS = _Folds()
_WIDTHS = _Widths()
