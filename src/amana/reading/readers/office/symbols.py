"""What the signs of symbol fonts mean, for those that carry meaning in forms and letters."""

from __future__ import annotations

import re

from amana.reading.charsets import REPLACEMENT

_WINGDINGS = {
    0x4A: "\u263a", 0x6C: "\u25cf", 0x6E: "\u25a0", 0x6F: "\u25a1", 0x71: "\u2751",
    0x72: "\u2752", 0x74: "\u2b27", 0x75: "\u29eb", 0x76: "\u2756", 0x77: "\u2b25",
    0xA7: "\u25aa", 0xA8: "\u25fb", 0xD8: "\u27a2", 0xDF: "\u2190", 0xE0: "\u2192",
    0xE1: "\u2191", 0xE2: "\u2193", 0xE8: "\u2794", 0xFB: "\u2717", 0xFC: "\u2713",
    0xFD: "\u2612", 0xFE: "\u2611",
}  # fmt: skip
_SYMBOL = {
    0x61: "\u03b1", 0x62: "\u03b2", 0x67: "\u03b3", 0x64: "\u03b4", 0x6C: "\u03bb",
    0x6D: "\u03bc", 0x70: "\u03c0", 0x73: "\u03c3", 0x44: "\u0394", 0x53: "\u03a3",
    0x57: "\u03a9", 0xA3: "\u2264", 0xB0: "\u00b0", 0xB1: "\u00b1", 0xB3: "\u2265",
    0xB4: "\u00d7", 0xB7: "\u2022", 0xAE: "\u2192", 0xAC: "\u2190", 0xB9: "\u2260",
    0xBB: "\u2248", 0xD2: "\u00ae", 0xD3: "\u00a9", 0xD4: "\u2122", 0xA5: "\u221e",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL}
_CODE = re.compile(r"[0-9A-Fa-f]{1,6}")
_PRIVATE, _LAST_PRIVATE = 0xF000, 0xF0FF
_LAST, _SURROGATES = 0x10FFFF, range(0xD800, 0xE000)


def symbol(code: str, font: str) -> str:
    """Return the character that a sign of a font means.

    Codes of symbol fonts are shifted into the private area (ECMA-376 part 1, 17.3.3.30). A sign
    whose meaning is not known here stays the private character that is written.
    """
    if not _CODE.fullmatch(code):
        return REPLACEMENT
    n = int(code, 16)
    if n > _LAST or n in _SURROGATES or not n:
        return REPLACEMENT
    within = n - _PRIVATE if _PRIVATE <= n <= _LAST_PRIVATE else n
    return _FONTS.get(font.lower(), {}).get(within, chr(n))
