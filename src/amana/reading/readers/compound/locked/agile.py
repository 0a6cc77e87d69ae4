"""Agile encryption ([MS-OFFCRYPTO] section 2.3.4): what Office writes since 2010.

A password makes a key that opens the key of the package; the package is locked in segments.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import pyexpat
import struct
from collections.abc import Iterator
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_SEGMENT = 4096
_MOST_SPINS = 10_000_000
_HASHES = {"SHA1": "sha1", "SHA-1": "sha1", "SHA256": "sha256", "SHA384": "sha384",
           "SHA512": "sha512"}  # fmt: skip
_PASSWORD = "http://schemas.microsoft.com/office/2006/keyEncryptor/password"  # noqa: S105 - a namespace
_INPUT = bytes.fromhex("fea7d2763b4b9e79")
_VALUE = bytes.fromhex("d7aa0f6d3061344e")
_KEY = bytes.fromhex("146e0be7abacd0d6")
_HMAC_KEY = bytes.fromhex("5fb2ad010cb9e1f6")
_HMAC_VALUE = bytes.fromhex("a0677f02b22c8433")


class Unknown(Exception):
    """The lock is of a kind that is not known here."""


class Lock(NamedTuple):
    """How keys are made and used: the attributes that both parts of the description have."""

    salt: bytes
    block: int
    key: int
    hash: str


class Agile(NamedTuple):
    """The description of a lock: that of the package, that of its key, and what is locked."""

    package: Lock
    of_key: Lock
    spins: int
    input: bytes
    value: bytes
    locked_key: bytes
    hmac_key: bytes
    hmac_value: bytes


def read_description(xml: bytes) -> Agile:
    """Return the description in the stream `EncryptionInfo`, behind its first 8 bytes.

    Raises:
        Unknown: it is damaged, or names what is not known here.
    """
    said = _said(xml)
    package, integrity = said.get("keyData", {}), said.get("dataIntegrity", {})
    key = said.get("encryptedKey", {})
    try:
        spins = int(key["spinCount"])
        if not 0 <= spins <= _MOST_SPINS:
            raise Unknown
        return Agile(
            package=_lock(package), of_key=_lock(key), spins=spins,
            input=_bytes(key["encryptedVerifierHashInput"]),
            value=_bytes(key["encryptedVerifierHashValue"]),
            locked_key=_bytes(key["encryptedKeyValue"]),
            hmac_key=_bytes(integrity.get("encryptedHmacKey", "")),
            hmac_value=_bytes(integrity.get("encryptedHmacValue", "")),
        )  # fmt: skip
    except (KeyError, ValueError, binascii.Error):
        raise Unknown from None


def _said(xml: bytes) -> dict[str, dict[str, str]]:
    """Return the attributes of each kind of element, of the first of its kind."""
    found: dict[str, dict[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if local != "encryptedKey" or space == _PASSWORD:
            found.setdefault(local, attributes)

    def refuse(*_: object) -> None:
        raise Unknown

    parser = pyexpat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except pyexpat.ExpatError:
        raise Unknown from None
    return found


def _lock(said: dict[str, str]) -> Lock:
    if said["cipherAlgorithm"] != "AES" or said["cipherChaining"] != "ChainingModeCBC":
        raise Unknown
    if said["hashAlgorithm"] not in _HASHES or said["keyBits"] not in {"128", "192", "256"}:
        raise Unknown
    block = int(said["blockSize"])
    if block != AES.block_size // 8:
        raise Unknown
    salt = _bytes(said["saltValue"])
    return Lock(salt, block, int(said["keyBits"]) // 8, _HASHES[said["hashAlgorithm"]])


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def key_of(agile: Agile, password: str) -> bytes | None:
    """Return the key of the package, or None where the password is wrong (section 2.3.4.13)."""
    lock = agile.of_key
    digest = _digest(lock, lock.salt + password.encode("utf-16-le", "surrogatepass"))
    for n in range(agile.spins):
        digest = _digest(lock, struct.pack("<I", n) + digest)

    def opened(locked: bytes, purpose: bytes) -> bytes:
        key = _sized(_digest(lock, digest + purpose), lock.key)
        return decrypted(key, _sized(lock.salt, lock.block), locked)

    said = opened(agile.input, _INPUT)[: len(lock.salt)]
    wanted = opened(agile.value, _VALUE)
    length = hashlib.new(lock.hash).digest_size
    if not wanted or not hmac.compare_digest(_digest(lock, said), wanted[:length]):
        return None
    return opened(agile.locked_key, _KEY)[: agile.package.key]


def pieces(agile: Agile, key: bytes, locked: bytes) -> Iterator[bytes]:
    """Yield the package (section 2.3.4.15); `locked` begins with its size."""
    (left,) = struct.unpack_from("<Q", locked)
    lock = agile.package
    for n, at in enumerate(range(8, len(locked), _SEGMENT)):
        start = _sized(_digest(lock, lock.salt + struct.pack("<I", n)), lock.block)
        piece = decrypted(key, start, locked[at : at + _SEGMENT])[:left]
        left -= len(piece)
        yield piece


def is_whole(agile: Agile, key: bytes, locked: bytes) -> bool:
    """Tell whether the package is what it was when it was locked (section 2.3.4.14)."""
    lock = agile.package
    length = hashlib.new(lock.hash).digest_size

    def opened(said: bytes, purpose: bytes) -> bytes:
        start = _sized(_digest(lock, lock.salt + purpose), lock.block)
        return decrypted(key, start, said)[:length]

    wanted = opened(agile.hmac_value, _HMAC_VALUE)
    found = hmac.digest(opened(agile.hmac_key, _HMAC_KEY), locked, lock.hash)
    return hmac.compare_digest(found, wanted)


def _digest(lock: Lock, data: bytes) -> bytes:
    return hashlib.new(lock.hash, data, usedforsecurity=False).digest()


def _sized(data: bytes, length: int) -> bytes:
    return data[:length].ljust(length, b"\x36")


def decrypted(key: bytes, start: bytes, data: bytes) -> bytes:
    """Decrypt whole blocks; what is left over was cut off and is lost."""
    block = AES.block_size // 8
    opener = Cipher(AES(key), CBC(start)).decryptor()
    return opener.update(data[: len(data) // block * block]) + opener.finalize()
