"""Under which keys the names of places are looked up.

Three keys, from strict to loose. The *key* of a name is its folded spelling without signs; Arabic
names lose their articles and spaces ("أبو كمال", "البوكمال" and "ابوكمال" come close), Latin ones a
leading "the". The *bare key* of a Latin name is without Arabic articles ("al-Qaim", "Qaim", "el
Qaim"). The *skeleton* keeps only what transliterations agree on: the consonants, the same letters
for both scripts ("Deir ez-Zor", "Dayr az Zawr" and "دير الزور" are all "drzr").
"""

from __future__ import annotations

import re
from functools import lru_cache

from amana.text import fold

LONGEST = 80
"""Longer names are no names of places, in characters."""

LOOSE = frozenset((
    "SY", "IQ", "LB", "PS", "IL", "JO", "YE", "SD", "SS", "LY", "EG", "SA", "KW", "BH", "QA", "AE",
    "OM", "TN", "DZ", "MA", "MR", "SO", "DJ", "TD", "IR", "AF",
))  # fmt: skip
"""Countries whose names are transliterated in many ways: their places have loose keys, too."""

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
_SILENT = re.compile(r"['.\u0640]")
_SIGNS = re.compile(r"[\W_]+")
_ARTICLE = "ال"
_LEFT_BY_ARTICLE = 2
_LATIN_ARTICLES = frozenset((
    "al", "el", "ul", "il", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at",
    "et", "ath", "eth", "az", "ez", "adh", "edh",
))  # fmt: skip
_CLITICS = (
    "وبال", "وال", "بال", "فال", "كال", "ولل", "لل", "وب", "ول", "وك", "و", "ف", "ب", "ل", "ك",
)  # fmt: skip
_LEFT_BY_CLITIC = 3

_LETTERS = (
    ("sch", "S"), ("tch", "S"), ("kh", "x"), ("sh", "S"), ("ch", "S"), ("gh", "G"), ("th", "t"),
    ("dh", "d"), ("ph", "f"), ("dj", "J"), ("q", "k"), ("c", "k"), ("g", "G"), ("j", "J"),
    ("p", "b"), ("v", "f"),
)  # fmt: skip
_SOUNDS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("e", "i"), ("y", "i"), ("o", "u"), ("w", "u"),
    ("q", "k"), ("dh", "d"), ("h", ""),
)  # fmt: skip
_ARABIC_LETTERS = str.maketrans(
    "بتثجخدذرزسشصضطظغفقكلمنگپچڤ",
    "bttJxddrzsSsdtzGfkklmnGbSf",
)
_DROPPED = re.compile(r"[^bdfklmnrstxzGJS]")
_TWICE = re.compile(r"(.)\1+")
_SHORTEST_SKELETON = 3


def is_arabic(text: str) -> bool:
    """Tell whether a text holds Arabic letters."""
    return _ARABIC.search(text) is not None


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return the key of a name: what all its spellings of one transliteration share."""
    words = _SIGNS.sub(" ", _SILENT.sub("", fold(name).text)).split()
    if is_arabic(name):
        return "".join(_without_article(word) for word in words)
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def bare_key(name: str) -> str:
    """Return the key of a name without Arabic articles, in Latin letters too."""
    if is_arabic(name):
        return key(name)
    return " ".join(_bare_words(name))


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """Return the consonants of a name in one alphabet for both scripts, "" where too few remain."""
    if is_arabic(name):
        letters = key(name).translate(_ARABIC_LETTERS)
    else:
        letters = "".join(_bare_words(name))
        for written, letter in _LETTERS:
            letters = letters.replace(written, letter)
    letters = _TWICE.sub(r"\1", _DROPPED.sub("", letters))
    return letters if len(letters) >= _SHORTEST_SKELETON else ""


def sound(name: str) -> str:
    """Return a name as it sounds: near spellings of one transliteration become nearer."""
    letters = key(name) if is_arabic(name) else "".join(_bare_words(name))
    for written, letter in _SOUNDS:
        letters = letters.replace(written, letter)
    return _TWICE.sub(r"\1", letters)


def without_clitic(name: str) -> list[str]:
    """Return what an Arabic name may be without the particle that is written onto it."""
    return [
        name[len(clitic) :]
        for clitic in _CLITICS
        if name.startswith(clitic) and len(name) - len(clitic) >= _LEFT_BY_CLITIC
    ]


def _without_article(word: str) -> str:
    if word.startswith(_ARTICLE) and len(word) - len(_ARTICLE) >= _LEFT_BY_ARTICLE:
        return word[len(_ARTICLE) :]
    return word


def _bare_words(name: str) -> list[str]:
    words = key(name).split()
    bare = [word for word in words if word not in _LATIN_ARTICLES] or words
    return [word[2:] if word.startswith("albu") else word for word in bare]
