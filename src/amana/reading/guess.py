"""Which encoding bytes are in when they do not say so: judged from structure, then from letters.

Order: byte order mark, strict UTF-8, UTF-16 by where the zero bytes stand, UTF-8 with a few broken
places, and then the single-byte encodings by how much their letters look like a language.
"""

from __future__ import annotations

import re

import msgspec

from amana.reading.charsets import REPLACEMENT, by_mark, decode
from amana.reading.guess_wide import guess_wide

_SAMPLE = 1 << 16
_LETTERS_SAMPLE = 1 << 14
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8_TRAIL = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ONE_CONTROL_IN = 500
_ONE_BROKEN_IN = 8
_ONE_STRAY_IN = 50
_ENOUGH = 0.5
_MAX_SEQUENCE = 4

_ARABIC = ("اليمنوترهبعد", "سفحكقجةأصشطىخ", "ضغذثزءإظئؤآـپچژگ")
_LATIN_WEST = ("éèàäöüçóíáñ", "êâîôûùßãõåøæœëïúòì", "ÉÈÀÄÖÜÇÓÍÁÑŒÅØÆÊÂÎÔ")
_LATIN_CENTRE = ("šžčćđęąłéáí", "óśżźńřěýůúűőöüä", "ŠŽČĆĐĘĄŁÉÁŚŻŹŃŘ")
_CYRILLIC = ("оеаинтсрвлкм", "дпуяыьгзбчйхіј", "жшюцщэфъёїєґљњћђџОАСИПНВКМТДРЕБГ")
# ruff: noqa: RUF001 - the letters of other alphabets are the point here
_TYPOGRAPHY = frozenset("،؛؟«»“”‘’„‚–—…•·°§©®™€£\u00a0\u200c\u200d\u200e\u200f№½¼¾²³±×÷´`ˆ¡¿")


class Model(msgspec.Struct, frozen=True):
    """A single-byte encoding and the letters that one expects in it, the most frequent first.

    `alone` is true for scripts whose words hold no ASCII letters.
    """

    encoding: str
    letters: tuple[str, str, str]
    alone: bool


MODELS = (
    Model("windows-1252", _LATIN_WEST, alone=False),
    Model("windows-1256", _ARABIC, alone=True),
    Model("iso-8859-6", _ARABIC, alone=True),
    Model("windows-1251", _CYRILLIC, alone=True),
    Model("windows-1250", _LATIN_CENTRE, alone=False),
)
OLDER = (
    (Model("x-mac-arabic", _ARABIC, alone=True), 0.0, 8),
    (Model("macintosh", _LATIN_WEST, alone=False), 0.3, 3),
    (Model("koi8-r", _CYRILLIC, alone=True), 0.3, 8),
    (Model("ibm866", _CYRILLIC, alone=True), 0.3, 12),
    (Model("x-mac-cyrillic", _CYRILLIC, alone=True), 0.15, 30),
)
"""Encodings of other machines: by how much they have to look better than those of Windows and the
web, and from how many letters on they are asked."""


class Guess(msgspec.Struct, frozen=True):
    """An encoding; `certain` when the bytes leave no doubt, `marked` when a mark says so."""

    encoding: str
    certain: bool
    marked: bool = False


def guess(data: bytes) -> Guess | None:
    """Return the encoding of `data`, or None when it is no text.

    Rules, first match wins:

    1. A byte order mark decides.
    2. Zero bytes that fit UTF-16: UTF-16.
    3. More than one control character (zero bytes among them) in 500 bytes: no text.
    4. Valid UTF-8 (ASCII included), where the end of `data` may cut a character.
    5. UTF-8 with at most one broken place for eight characters beyond ASCII.
    6. The encoding of East Asia whose frequent signs are frequent (`guess_wide`).
    7. The single-byte encoding whose letters look most like words, if any does.
    """
    marked = by_mark(data)
    if marked is not None:
        return Guess(marked, certain=True, marked=True)
    if b"\0" in data:
        wide = _utf_16(data)
        if wide is not None:
            return Guess(wide, certain=False)
    sample = data[: 8 * _SAMPLE]
    if len(_CONTROLS.findall(sample)) * _ONE_CONTROL_IN > len(sample):
        return None
    if is_utf_8(data):
        return Guess("utf-8", certain=True)
    if _mostly_utf_8(data):
        return Guess("utf-8", certain=False)
    eastern = guess_wide(data)
    return Guess(eastern, certain=False) if eastern else _by_letters(data)


def is_utf_8(data: bytes) -> bool:
    """Tell whether `data` is UTF-8, but for a character that its end may cut."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.start > len(data) - _MAX_SEQUENCE
    return True


def _mostly_utf_8(data: bytes) -> bool:
    good = sum(len(m) for m in _UTF8_TRAIL.findall(data))
    broken = len(_HIGH.findall(data)) - good
    return good > 2 * _ONE_BROKEN_IN * broken


def _utf_16(data: bytes) -> str | None:
    """Return the UTF-16 that zero bytes fit: text has ASCII in it, whose high bytes are zero."""
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    name = "utf-16le" if odd > even else "utf-16be"
    most, least = max(even, odd), min(even, odd)
    if len(data) % 2 or least * 20 > most or most * 50 < len(sample):
        return None
    text = decode(sample, name)
    if text.count(REPLACEMENT) > 1:  # one may be cut at the end of the sample
        return None
    odd_ones = sum(not letter.isprintable() and letter not in "\t\n\r\f\ufeff" for letter in text)
    return name if odd_ones * 100 <= len(text) else None


def _by_letters(data: bytes) -> Guess | None:
    """Return the single-byte encoding in which the bytes beyond ASCII look most like words."""
    first = _HIGH.search(data)
    sample = data[max(0, first.start() - 64) if first else 0 :][:_LETTERS_SAMPLE]
    scores = [(plausibility(decode(sample, m.encoding), m), m.encoding) for m in MODELS]
    western = decode(sample, "windows-1252")
    count = sum(sign >= "\x80" and sign not in _TYPOGRAPHY for sign in western)
    scores += [
        (plausibility(decode(sample, model.encoding), model) - handicap, model.encoding)
        for model, handicap, fewest in OLDER
        if count >= fewest
    ]
    best, name = max(scores, key=lambda row: row[0])  # the first of equals
    if best > _ENOUGH:
        return Guess(name, certain=False)
    # A few bytes beyond ASCII in something that otherwise reads: quotes, signs, a stray byte.
    few = len(_HIGH.findall(data)) * _ONE_STRAY_IN < len(data)
    return Guess("windows-1252", certain=False) if few else None


def plausibility(text: str, model: Model) -> float:
    """Return how much the characters beyond ASCII in `text` look like words: 3 at best, 0 neither.

    It is the mean over these characters:

    1. An expected letter counts 3, 2 or 1 by its frequency, but -1 when its neighbours do not fit
       (an Arabic letter between Latin ones, three accented letters in a row).
    2. Typographic signs are not counted; where there is nothing else, the answer is 1.
    3. Other letters count -2, other signs -3, controls and characters that do not exist -20.
    """
    weights = {c: 3.0 - rank for rank, group in enumerate(model.letters) for c in group}
    total, counted = 0.0, 0
    padded = f" {text} "
    for before, letter, after in zip(padded, text, padded[2:], strict=False):
        if letter < "\x80" or letter in _TYPOGRAPHY:
            continue
        counted += 1
        weight = weights.get(letter)
        if weight is not None:
            total += weight if _fits(before, after, weights, model) else -1.0
        else:
            bad = letter == REPLACEMENT or letter <= "\x9f"
            total -= 20.0 if bad else 2.0 if letter.isalpha() else 3.0
    return total / counted if counted else 1.0


def _fits(before: str, after: str, weights: dict[str, float], model: Model) -> bool:
    ascii_neighbours = (before.isascii() and before.isalpha()) + (
        after.isascii() and after.isalpha()
    )
    if model.alone:
        return not ascii_neighbours
    return ascii_neighbours > 0 or not (before in weights and after in weights)
