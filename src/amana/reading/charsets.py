"""Encodings: their labels, their decoders, and how many bytes a text takes in them.

Names and labels are those of the WHATWG Encoding Standard (section 4.2), so that a page is decoded
as browsers decode it. In single-byte encodings bytes 0x80 to 0x9F without a character stand for
the C1 control of the same number (section 9), any other byte without one for U+FFFD.
"""

from __future__ import annotations

import codecs
from functools import cache

REPLACEMENT = "�"

_LABELS = """
utf-8: utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8
ibm866: 866 cp866 csibm866
iso-8859-2: csisolatin2 iso8859-2 iso88592 iso_8859-2 l2 latin2
iso-8859-3: csisolatin3 iso8859-3 iso88593 iso_8859-3 l3 latin3
iso-8859-4: csisolatin4 iso8859-4 iso88594 iso_8859-4 l4 latin4
iso-8859-5: csisolatincyrillic cyrillic iso8859-5 iso88595 iso_8859-5
iso-8859-6: arabic asmo-708 csisolatinarabic ecma-114 iso8859-6 iso88596 iso_8859-6 iso-8859-6-e iso-8859-6-i
iso-8859-7: csisolatingreek greek greek8 ecma-118 iso8859-7 iso88597 iso_8859-7 sun_eu_greek
iso-8859-8: csisolatinhebrew hebrew visual iso8859-8 iso88598 iso_8859-8 iso-8859-8-i iso-8859-8-e logical
iso-8859-10: csisolatin6 iso8859-10 l6 latin6
iso-8859-13: iso8859-13
iso-8859-14: iso8859-14
iso-8859-15: csisolatin9 iso8859-15 iso_8859-15 l9
iso-8859-16:
koi8-r: cskoi8r koi koi8 koi8_r
koi8-u: koi8-ru
macintosh: csmacintosh mac x-mac-roman
windows-874: dos-874 iso-8859-11 iso8859-11 tis-620
windows-1250: cp1250 x-cp1250
windows-1251: cp1251 x-cp1251
windows-1252: ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 l1 latin1 us-ascii x-cp1252
windows-1253: cp1253 x-cp1253
windows-1254: cp1254 csisolatin5 iso-8859-9 iso8859-9 iso_8859-9 l5 latin5 x-cp1254
windows-1255: cp1255 x-cp1255
windows-1256: cp1256 x-cp1256
windows-1257: cp1257 x-cp1257
windows-1258: cp1258 x-cp1258
x-mac-cyrillic: x-mac-ukrainian
gb18030: gbk chinese gb2312 gb_2312 csgb2312 x-gbk
big5: big5-hkscs cn-big5 csbig5 x-x-big5
euc-jp: cseucpkdfmtjapanese x-euc-jp
shift_jis: csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis
euc-kr: cseuckr korean ks_c_5601-1987 ksc5601 ksc_5601 windows-949
utf-16le: utf-16 ucs-2 unicode csunicode iso-10646-ucs-2 unicodefeff
utf-16be: unicodefffe
"""  # noqa: E501 - one encoding a line

_CODECS = {
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc-jp": "euc_jp",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-arabic": "mac_arabic",  # in no label: web pages are never in it
    "windows-874": "cp874",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-32le": "utf-32-le",
    "utf-32be": "utf-32-be",
}
MULTI_BYTE = frozenset({"gb18030", "big5", "euc-jp", "shift_jis", "euc-kr"})
WIDE = frozenset({"utf-16le", "utf-16be", "utf-32le", "utf-32be"})
_FIRST_C1, _LAST_C1 = 0x80, 0x9F

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)


def _by_label() -> dict[str, str]:
    names = {}
    for line in _LABELS.strip().splitlines():
        name, _, labels = line.partition(":")
        names.update(dict.fromkeys((name, *labels.split()), name))
    return names


_NAMES = _by_label()


def import_decoders() -> None:
    """Import the decoder of every encoding: in a worker, nothing more can be imported."""
    for name in dict.fromkeys((*_NAMES.values(), *_CODECS)):
        codecs.lookup(codec(name))


def named(label: str) -> str | None:
    """Return the name of the encoding that a label means, or None for an unknown label."""
    return _NAMES.get(label.strip(" \t\n\f\r").lower())


def by_mark(data: bytes) -> str | None:
    """Return the encoding that the byte order mark at the start of `data` says, or None."""
    return next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def codec(name: str) -> str:
    """Return Python's name for an encoding."""
    return _CODECS.get(name) or name.replace("windows-", "cp")


def is_single_byte(name: str) -> bool:
    """Tell whether each character of the encoding is one byte."""
    return name != "utf-8" and name not in MULTI_BYTE and name not in WIDE


@cache
def table(name: str) -> str:
    """Return the 256 characters of a single-byte encoding."""
    letters = []
    for byte in range(256):
        letter = bytes([byte]).decode(codec(name), "replace")
        if letter == REPLACEMENT and _FIRST_C1 <= byte <= _LAST_C1:
            letter = chr(byte)
        letters.append(letter)
    return "".join(letters)


def decode(data: bytes, name: str) -> str:
    """Return the text of `data`, with U+FFFD for what is not valid."""
    if is_single_byte(name):
        return codecs.charmap_decode(data, "strict", table(name))[0]
    return data.decode(codec(name), "replace")


def byte_length(text: str, name: str) -> int:
    """Return how many bytes `text`, decoded from the encoding `name`, takes up there."""
    if is_single_byte(name) or (name == "utf-8" and text.isascii()):
        return len(text)
    return len(text.encode(codec(name), "replace"))
