# ruff: noqa: RUF001 - letters that look like others are what this is about
from __future__ import annotations

import codecs

import pytest

from amana.reading.charsets import (
    by_mark,
    byte_length,
    codec,
    decode,
    import_decoders,
    is_single_byte,
    named,
    table,
)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("UTF-8", "utf-8"),
        (" utf8\n", "utf-8"),
        ("ISO-8859-1", "windows-1252"),  # as browsers read it
        ("us-ascii", "windows-1252"),
        ("cp1256", "windows-1256"),
        ("gb2312", "gb18030"),
        ("iso-8859-9", "windows-1254"),
        ("arabic", "iso-8859-6"),
        ("no-such-thing", None),
        ("iso-2022-jp", None),  # not an encoding whose markup could be seen
    ],
)
def test_labels_mean_what_the_encoding_standard_says(label: str, name: str | None) -> None:
    assert named(label) == name


def test_every_name_has_a_decoder() -> None:
    for label in ("utf-8", "ibm866", "koi8-u", "macintosh", "windows-874", "big5", "utf-16be"):
        name = named(label)
        assert name is not None
        assert codecs.lookup(codec(name))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (codecs.BOM_UTF8 + b"x", "utf-8"),
        (codecs.BOM_UTF16_LE + b"x\0", "utf-16le"),
        (codecs.BOM_UTF16_BE + b"\0x", "utf-16be"),
        (codecs.BOM_UTF32_LE + b"x\0\0\0", "utf-32le"),
        (b"x", None),
    ],
)
def test_byte_order_marks(data: bytes, name: str | None) -> None:
    assert by_mark(data) == name


def test_unused_bytes_of_windows_1252_are_controls_as_in_browsers() -> None:
    assert table("windows-1252")[0x81] == "\x81"
    assert decode(b"\x80\x81\xe9", "windows-1252") == "€\x81é"


def test_unused_bytes_beyond_the_controls_are_replaced() -> None:
    assert decode(b"\xc7\xff", "iso-8859-6") == "ا�"


def test_single_bytes() -> None:
    assert is_single_byte("windows-1256")
    assert not any(is_single_byte(name) for name in ("utf-8", "utf-16le", "big5", "utf-32be"))


@pytest.mark.parametrize("name", ["utf-8", "utf-16le", "utf-32be", "gb18030", "windows-1256"])
def test_length_in_bytes_is_that_of_the_encoded_text(name: str) -> None:
    text = "قال Kamal 12"
    assert byte_length(text, name) == len(text.encode(codec(name)))


def test_length_in_bytes_counts_replacement_characters_of_single_byte_encodings() -> None:
    assert byte_length("a�b", "iso-8859-6") == 3


def test_the_decoder_of_every_encoding_can_be_imported_ahead() -> None:
    import_decoders()
    assert all(decode(b"a\0", label) for label in ("koi8-u", "iso-8859-15", "big5"))
