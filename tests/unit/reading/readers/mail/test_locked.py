from __future__ import annotations

import base64

from amana.reading.readers.mail.locked import is_armoured, is_enveloped
from amana.reading.readers.mail.parts import split

ENVELOPED = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80" + b"x" * 500
SIGNED = ENVELOPED.replace(b"\x07\x03", b"\x07\x02")


def part(kind: bytes, content: bytes) -> tuple[bytes, object]:
    data = b"Content-Type: %s\nContent-Transfer-Encoding: base64\n\n" % kind
    return data + base64.encodebytes(content), None


def test_s_mime_is_known_by_what_it_is() -> None:
    for kind, content, locked in (
        (b"application/pkcs7-mime; smime-type=signed-data", ENVELOPED, True),
        (b"application/x-pkcs7-mime", ENVELOPED, True),
        (b"application/pkcs7-mime; smime-type=enveloped-data", SIGNED, False),
        (b"application/octet-stream", ENVELOPED, False),
        (b"application/pkcs7-mime", b"", False),
    ):
        data, _ = part(kind, content)
        assert is_enveloped(data, split(data).parts[0]) is locked


def test_openpgp_in_text() -> None:
    data = b"\n\n-----BEGIN PGP MESSAGE-----\n\nabc"
    assert is_armoured(data, split(data).parts[0])
    data = b"To: a\n\nHello -----BEGIN PGP MESSAGE-----"
    assert not is_armoured(data, split(data).parts[0])
