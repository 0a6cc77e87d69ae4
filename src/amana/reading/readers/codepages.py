"""The encodings that the formats of one maker name by numbers: code pages, charsets, languages.

Sources: the list of code page identifiers of Windows; [MS-WMF] section 2.1.1.5 (charsets of fonts);
[MS-LCID] section 2 (languages) with the code page that a Windows of that language uses.
"""

from __future__ import annotations

from amana.reading.charsets import REPLACEMENT, codec, decode, is_single_byte

DEFAULT = "windows-1252"

_CODE_PAGES = {
    874: "windows-874",
    932: "shift_jis",
    936: "gb18030",
    949: "euc-kr",
    950: "big5",
    1200: "utf-16le",
    1201: "utf-16be",
    1361: "euc-kr",
    10000: "macintosh",
    10004: "mac_arabic",
    10006: "mac_greek",
    10007: "x-mac-cyrillic",
    10029: "mac_latin2",
    10081: "mac_turkish",
    20127: "windows-1252",
    20866: "koi8-r",
    21866: "koi8-u",
    28591: "windows-1252",
    28599: "windows-1254",
    32768: "macintosh",
    32769: "windows-1252",
    51932: "euc-jp",
    51936: "gb18030",
    51949: "euc-kr",
    52936: "gb18030",
    54936: "gb18030",
    65001: "utf-8",
}
_DOS = frozenset({437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 869})
_ISO = {28592, 28593, 28594, 28595, 28596, 28597, 28598, 28603, 28605}
_CHARSETS = {
    0: 1252,
    77: 10000,
    128: 932,
    129: 949,
    130: 1361,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
    255: 850,
}
_LANGUAGES = (
    (1256, (0x01, 0x20, 0x29, 0x59, 0x80, 0x8C)),
    (1251, (0x02, 0x19, 0x22, 0x23, 0x2F, 0x3F, 0x40, 0x44, 0x50)),
    (936, (0x04,)),
    (1250, (0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24)),
    (1253, (0x08,)),
    (1255, (0x0D,)),
    (932, (0x11,)),
    (949, (0x12,)),
    (874, (0x1E,)),
    (1254, (0x1F, 0x2C)),
    (1257, (0x25, 0x26, 0x27)),
    (1258, (0x2A,)),
)
_SUBLANGUAGES = {0x0404: 950, 0x0C04: 950, 0x1404: 950, 0x0C1A: 1251, 0x1C1A: 1251, 0x201A: 1251}


def of_code_page(number: int) -> str | None:
    """Return the encoding of a code page, or None for one that is not known here."""
    if number in _CODE_PAGES:
        return _CODE_PAGES[number]
    if 1250 <= number <= 1258:  # noqa: PLR2004 - the code pages of Windows
        return f"windows-{number}"
    if number in _ISO:
        return f"iso-8859-{number - 28590}"
    return f"cp{number}" if number in _DOS else None


def of_charset(number: int) -> str | None:
    """Return the encoding of the charset of a font, or None: it is that of the document."""
    page = _CHARSETS.get(number)
    return of_code_page(page) if page is not None else None


def of_language(number: int) -> str:
    """Return the encoding that a Windows of a language (an LCID) used."""
    page = _SUBLANGUAGES.get(number)
    for candidate, languages in _LANGUAGES:
        if page is None and number & 0x3FF in languages:
            page = candidate
    return of_code_page(page or 1252) or DEFAULT


def is_exact(text: str, data: bytes, encoding: str) -> bool:
    """Tell whether offsets inside `text` can be computed from those of the bytes it comes from."""
    if is_single_byte(encoding):
        return True
    return REPLACEMENT not in text and text.encode(codec(encoding), "replace") == data


def pieces(data: bytes, encoding: str) -> list[tuple[str, int, int, bool]]:
    """Return the text of `data` as pieces: text, first byte, end, whether it is exact."""
    text = decode(data, encoding)
    return [(text, 0, len(data), is_exact(text, data, encoding))] if text else []
