from __future__ import annotations

import pytest

from amana.reading.charsets import decode
from amana.reading.readers.codepages import (
    is_exact,
    of_charset,
    of_code_page,
    of_language,
    pieces,
)


@pytest.mark.parametrize(
    ("number", "encoding"),
    [
        (1252, "windows-1252"),
        (1256, "windows-1256"),
        (932, "shift_jis"),
        (437, "cp437"),
        (864, "cp864"),
        (10000, "macintosh"),
        (28596, "iso-8859-6"),
        (65001, "utf-8"),
        (1200, "utf-16le"),
        (4, None),
    ],
)
def test_code_pages_have_encodings_that_decode(number: int, encoding: str | None) -> None:
    assert of_code_page(number) == encoding
    if encoding:
        decode(b"ab", encoding)


def test_every_number_that_is_known_decodes() -> None:
    known = [name for name in map(of_code_page, range(66_000)) if name]
    assert len(known) > 50
    for name in known:
        decode(bytes(range(256)), name)


def test_charsets_and_languages() -> None:
    assert of_charset(178) == "windows-1256"
    assert of_charset(1) is None
    assert of_language(0x0401) == "windows-1256"
    assert of_language(0x0404) == "big5"
    assert of_language(0x0804) == "gb18030"
    assert of_language(0x041A) == "windows-1250"
    assert of_language(0x0C1A) == "windows-1251"
    assert of_language(0x0409) == "windows-1252"


def test_exact_is_what_comes_back_as_the_same_bytes() -> None:
    assert is_exact("\u0633", b"\xd3", "windows-1256")
    assert is_exact("a\u0633", b"a\0\x33\x06", "utf-16le")
    assert not is_exact("\ufffd", b"\x00\xd8", "utf-16le")
    assert pieces(b"ab", "windows-1252") == [("ab", 0, 2, True)]
    assert pieces(b"", "windows-1252") == []
