"""What in a mail is encrypted: S/MIME (RFC 8551) and OpenPGP (RFC 3156)."""

from __future__ import annotations

from amana.reading.readers.mail.parts import Part
from amana.reading.readers.mail.transfer import Decoder

_S_MIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ENVELOPED = (
    b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03",  # 1.2.840.113549.1.7.3 enveloped-data
    b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17",  # …1.9.16.1.23 auth-enveloped-data
)
_ARMOUR = b"-----BEGIN PGP MESSAGE-----"
_HEAD = 200


def is_enveloped(data: bytes, part: Part) -> bool:
    """Tell whether a part is encrypted by S/MIME: what it is counts, not what it is called."""
    if part.kind not in _S_MIME:
        return False
    start = next(
        Decoder(data, part.body, min(part.end, part.body + _HEAD), part.transfer).pieces(), b""
    )
    return any(kind in start for kind in _ENVELOPED)


def is_armoured(data: bytes, part: Part) -> bool:
    """Tell whether a text is an encrypted OpenPGP message (RFC 9580 section 6.2)."""
    start = Decoder(data, part.body, min(part.end, part.body + 10 * _HEAD), part.transfer)
    return start.whole().lstrip().startswith(_ARMOUR)
