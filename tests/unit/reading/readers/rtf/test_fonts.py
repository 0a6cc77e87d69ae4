from __future__ import annotations

from amana.reading.readers.rtf.fonts import Fonts


def test_fonts_have_the_encoding_of_their_charset_or_of_the_document() -> None:
    fonts = Fonts()
    assert fonts.encoding() == "windows-1252"
    fonts.word(b"mac", None)
    assert fonts.document == "macintosh"
    fonts.word(b"ansicpg", 1251)
    fonts.word(b"ansi", None)
    assert fonts.document == "windows-1251"
    fonts.define(b"fcharset", 178)
    fonts.define(b"f", 3)
    fonts.define(b"fcharset", 178)
    fonts.define(b"f", 4)
    fonts.define(b"cpg", 1255)
    fonts.define(b"f", 5)
    fonts.define(b"fcharset", 99)
    assert [fonts.encoding(n) for n in (3, 4, 5, 6)] == [
        "windows-1256",
        "windows-1255",
        "windows-1251",
        "windows-1251",
    ]
    fonts.word(b"deff", 3)
    assert fonts.encoding() == "windows-1256"
