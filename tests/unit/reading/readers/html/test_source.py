from __future__ import annotations

import pytest

from amana.reading.charsets import codec
from amana.reading.notices import Code
from amana.reading.readers.html.source import Source, find_encoding

ARABIC = "قالت مصادر محلية إن ثلاثة أشخاص أصيبوا"


@pytest.mark.parametrize(
    ("page", "encoding", "told"),
    [
        ("<meta charset=windows-1256><p>" + ARABIC, "windows-1256", None),
        (
            '<meta http-equiv="content-type" content="text/html; charset=ISO-8859-6">' + ARABIC,
            "iso-8859-6",
            None,
        ),
        ("<!-- <meta charset=big5> --><p>" + ARABIC, "utf-8", None),
        ("<?xml version='1.0' encoding='windows-1256'?><p>" + ARABIC, "windows-1256", None),
        ("<p>" + ARABIC, "utf-8", None),
        ("<p>" + ARABIC, "windows-1256", Code.ENCODING_GUESSED),
        ("\ufeff<meta charset=big5><p>" + ARABIC, "utf-8", None),
        ("\ufeff<p>" + ARABIC, "utf-16le", None),
        ("<meta charset=utf-16><p>" + ARABIC, "utf-8", None),
        ("<meta charset=nonsense><p>" + ARABIC, "utf-8", None),
        ("<meta charset=iso-8859-1><p>" + ARABIC, "utf-8", Code.ENCODING_CONFLICT),
        ("<meta charset=utf-8><p>" + ARABIC, "windows-1256", Code.ENCODING_CONFLICT),
        ("<meta charset=iso-8859-6><p>plain", "iso-8859-6", None),
    ],
)
def test_where_the_encoding_of_a_page_is_found(page: str, encoding: str, told: Code | None) -> None:
    assert find_encoding(page.encode(codec(encoding))) == (encoding, told)


def test_bytes_of_no_encoding_are_read_as_browsers_read_them() -> None:
    assert find_encoding(b"<p>" + bytes(range(128, 256)) * 9) == (
        "windows-1252",
        Code.ENCODING_GUESSED,
    )


def test_a_broken_page_that_says_utf_8_stays_utf_8() -> None:
    page = ("<meta charset=utf-8><p>" + ARABIC * 3).encode() + b"\xff" + ARABIC.encode()
    assert find_encoding(page) == ("utf-8", None)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "windows-1256", "utf-16le", "utf-32be", "gb18030", "shift_jis", "big5"],
)
def test_pieces_and_offsets_lead_back_to_the_bytes(encoding: str) -> None:
    words = "日本語 & 中文" if encoding in {"gb18030", "shift_jis", "big5"} else "سلام & ok"
    page = "<p>" + words + "</p>"
    data = page.encode(codec(encoding), "replace")
    source = Source(data, encoding)
    start, end = source.view.index("<p>") + 3, source.view.index("</p>")
    text = source.text(start, end)
    piece = data[source.byte(start) : source.byte(end)]
    assert text == piece.decode(codec(encoding))
    assert source.is_exact(text, start, end)


def test_offsets_in_long_utf_16_with_characters_of_four_bytes() -> None:
    text = "\ufeff" + "\U0001f54aab" * 2000
    source = Source(text.encode("utf-16-le"), "utf-16le")
    assert source.start == 1
    assert source.byte(len(text)) == len(text.encode("utf-16-le"))
    assert source.byte(3001) == len(text[:3001].encode("utf-16-le"))


def test_broken_bytes_are_not_exact_in_encodings_of_more_than_one_byte() -> None:
    for encoding, exact in (("utf-8", False), ("iso-8859-6", True)):
        source = Source(b"a\xffb", encoding)
        assert source.text(0, 3) == "a\ufffdb"
        assert source.is_exact("a\ufffdb", 0, 3) is exact


def test_the_mark_of_utf_8_is_no_part_of_the_page() -> None:
    assert Source(b"\xef\xbb\xbf<p>", "utf-8").start == 3
