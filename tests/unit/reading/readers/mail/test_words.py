from __future__ import annotations

import pytest

from amana.reading.readers.mail.words import (
    decoded,
    encoding_of,
    pieces,
    plain,
    undeclared,
)

SALAM = "\u0633\u0644\u0627\u0645"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"=?utf-8?B?2LPZhNin2YU=?=", SALAM),
        (b"=?utf-8?Q?=D8=B3=D9?= \r\n =?UTF-8?q?=84=D8=A7=D9=85?=", SALAM),
        (b"=?utf-8?B?2LPZhNin2YU?=", SALAM),  # padding lost
        (b"=?windows-1256?Q?=D3=E1=C7=E3?=", SALAM),
        (b"=?utf-8*ar?Q?a_b?= c", "a b c"),
        (b"=?utf-8?q?with space?=", "with space"),
        (b"=?rot13?q?uryyb?=", "uryyb"),
        (b"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "\u65e5\u672c"),
        (b"=?utf-8?q?never closed", "=?utf-8?q?never closed"),
        (b"=?utf-8?x?unknown?=", "=?utf-8?x?unknown?="),
        (b"=?iso-8859-1?q?=E9?= =?utf-8?q?=C3=A9?=", "\u00e9\u00e9"),
        (b"folded\r\n\tand on\n", "folded and on"),
    ],
)
def test_words_are_decoded(written: bytes, read: str) -> None:
    assert plain(written, "utf-8") == read


def test_pieces_know_their_bytes() -> None:
    data = b"a =?utf-8?q?b?=\r\n c"
    found = list(pieces(data, 0, len(data), "utf-8"))
    assert "".join(p.text for p in found) == "a b c"
    for piece in found:
        if piece.exact:
            assert data[piece.start : piece.end].decode() == piece.text
    assert found[0].start == 0
    assert found[-1].end == len(data)


def test_codecs_that_are_no_encodings_of_text_are_unknown() -> None:
    for label in ("rot13", "zip", "base64", "idna", "punycode", "unicode_escape", "x-user-defined"):
        assert encoding_of(label) is None
    assert encoding_of("UTF-8*en") == "utf-8"
    assert encoding_of('"us-ascii"') == "windows-1252"
    assert encoding_of("ISO-2022-JP") == "iso-2022-jp"


def test_what_declares_nothing_is_utf_8_then_like_the_body_then_guessed() -> None:
    assert undeclared(SALAM.encode()) == "utf-8"
    assert undeclared(SALAM.encode("cp1256"), "windows-1256") == "windows-1256"
    assert undeclared((SALAM * 5).encode("cp1256")) == "windows-1256"
    assert undeclared(b"\x00\x01\xff" * 99) == "windows-1252"
    assert decoded(b"+Bjk-", "utf-7") == "\u0639"
    assert decoded(b"~{<:Ky~}", "hz-gb-2312") == "\u5df1\u6240"
