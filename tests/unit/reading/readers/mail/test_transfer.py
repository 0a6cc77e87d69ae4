from __future__ import annotations

import base64
import binascii
import quopri

import pytest

from amana.reading.readers.mail import transfer
from amana.reading.readers.mail.transfer import Decoder, is_known

LONG = bytes(range(256)) * 300


def undo(data: bytes, name: str) -> tuple[bytes, int]:
    decoder = Decoder(data, 0, len(data), name)
    return decoder.whole(), decoder.damaged


def uu(content: bytes) -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"begin 644 x.bin\n" + b"".join(lines) + b"`\nend\n"


@pytest.mark.parametrize("chunk", [7, 1 << 20])
def test_what_was_encoded_comes_back(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "_CHUNK", chunk)
    assert undo(base64.encodebytes(LONG), "base64") == (LONG, 0)
    assert undo(uu(LONG), "x-uuencode") == (LONG, 0)
    text = "\u00e9 = \u0633\u0644\u0627\u0645\n".encode() * 99
    assert undo(quopri.encodestring(text), "quoted-printable") == (text, 0)
    assert undo(LONG, "8bit") == (LONG, 0)


@pytest.mark.parametrize(
    ("data", "name", "content", "damaged"),
    [
        (b"YWJj*ZGVm", "base64", b"abcdef", 1),
        (b"YWI=YWI=", "base64", b"abab", 0),
        (b"YWJjZ", "base64", b"abc", 1),
        (b"=" * 5000, "base64", b"", 0),
        (b"a=\nb=  \nc", "quoted-printable", b"abc", 0),
        (b"a=\r\nb=C3=A9", "quoted-printable", b"ab\xc3\xa9", 0),
        (b"a=ZZ=", "quoted-printable", b"a=ZZ", 1),
        (b"no begin", "uuencode", b"", 1),
        (b"begin 644 a\n#86)C\n", "uuencode", b"abc", 1),
        (b"begin 644 a\n#\xff\xff\xff\xff\nend", "uuencode", b"", 1),
    ],
)
def test_what_is_not_valid_is_passed_over(
    data: bytes, name: str, content: bytes, damaged: int
) -> None:
    assert undo(data, name) == (content, damaged)


def test_unknown_encodings_are_known_as_such() -> None:
    assert is_known("base64")
    assert is_known("")
    assert not is_known("x-yenc")
