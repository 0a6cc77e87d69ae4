"""Standard encryption ([MS-OFFCRYPTO] section 2.3.3): what Office 2007 wrote."""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from amana.reading.readers.compound.locked.agile import Unknown

_SPINS = 50_000
_AES = (0x660E, 0x660F, 0x6610)
_SALT = 16
_BLOCK = 16
_PIECE = 1 << 20
_SHA1 = 20


class Standard(NamedTuple):
    """The description of a lock."""

    key: int
    salt: bytes
    verifier: bytes
    verifier_hash: bytes


def read_description(data: bytes) -> Standard:
    """Return the description in the stream `EncryptionInfo`, behind its first 8 bytes.

    Raises:
        Unknown: it is damaged, or names what is not known here.
    """
    try:
        (size,) = struct.unpack_from("<I", data)
        _flags, _extra, cipher, _hash, bits = struct.unpack_from("<5I", data, 4)
        salt_size, salt, verifier, _length = struct.unpack_from("<I16s16sI", data, 4 + size)
    except struct.error:
        raise Unknown from None
    at = 4 + size + 40
    verifier_hash = data[at : at + 2 * _BLOCK]
    if cipher not in _AES or bits not in {128, 192, 256} or salt_size != _SALT:
        raise Unknown
    if len(verifier_hash) < 2 * _BLOCK:
        raise Unknown
    return Standard(bits // 8, salt, verifier, verifier_hash)


def key_of(standard: Standard, password: str) -> bytes | None:
    """Return the key of the package, or None where the password is wrong (section 2.3.4.7)."""
    digest = _sha1(standard.salt + password.encode("utf-16-le", "surrogatepass"))
    for n in range(_SPINS):
        digest = _sha1(struct.pack("<I", n) + digest)
    digest = _sha1(digest + bytes(4))
    made = b"".join(_sha1(_mixed(digest, byte)) for byte in (0x36, 0x5C))
    key = made[: standard.key]
    wanted = decrypted(key, standard.verifier_hash)[:_SHA1]
    right = hmac.compare_digest(_sha1(decrypted(key, standard.verifier)), wanted)
    return key if right else None


def pieces(key: bytes, locked: bytes) -> Iterator[bytes]:
    """Yield the package; `locked` begins with its size (section 2.3.4.4)."""
    (left,) = struct.unpack_from("<Q", locked)
    for at in range(8, len(locked), _PIECE):
        piece = decrypted(key, locked[at : at + _PIECE])[:left]
        left -= len(piece)
        yield piece


def _mixed(digest: bytes, byte: int) -> bytes:
    return bytes(own ^ byte for own in digest.ljust(64, b"\0"))


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()


def decrypted(key: bytes, data: bytes) -> bytes:
    """Decrypt whole blocks; what is left over was cut off and is lost."""
    opener = Cipher(AES(key), ECB()).decryptor()  # noqa: S305 - so it was locked
    return opener.update(data[: len(data) // _BLOCK * _BLOCK]) + opener.finalize()
