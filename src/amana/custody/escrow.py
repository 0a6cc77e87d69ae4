"""An escrow copy of the log's private keys: locked with a passphrase, for a safe.

PKCS#8 EncryptedPrivateKeyInfo in PEM (RFC 5958, RFC 7468), under PBES2 (RFC 8018) with scrypt
(RFC 7914 section 7) and AES-256-CBC, one block a key. `openssl pkey -in FILE` opens it, too; the
library itself writes such blocks under 2,048 rounds of PBKDF2 only, too few for a passphrase.
Pure functions; randomness is handed in.
"""

from __future__ import annotations

import base64
import os
import textwrap
from collections.abc import Callable

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7

from amana.core import CustodyError, UsageError
from amana.custody.logkeys import BLOCK, Signer

SHORTEST = 12
# Each guess costs 16 MiB, sixteen times over: openssl refuses to open what takes more than 32 MiB.
_COST, _BLOCK_SIZE, _LANES = 1 << 14, 8, 16
_SEQUENCE, _OCTETS, _INTEGER, _OID = 0x30, 0x04, 0x02, 0x06
_PBES2 = bytes.fromhex("2a864886f70d01050d")
_SCRYPT = bytes.fromhex("2b06010401da47040b")
_AES256_CBC = bytes.fromhex("60864801650304012a")
_NAME = "ENCRYPTED PRIVATE KEY"
_SHORT_FORM = 0x80


def lock(signer: Signer, passphrase: str, random: Callable[[int], bytes] = os.urandom) -> bytes:
    """Return both private keys, locked.

    Raises:
        UsageError: the passphrase has fewer than 12 characters.
    """
    if len(passphrase) < SHORTEST:
        raise UsageError(
            f"a passphrase of fewer than {SHORTEST} characters does not keep anybody out",
            remedy="take several words that do not belong together",
        )
    blocks = BLOCK.findall(signer.pem())
    return b"".join(_lock(_der(block), passphrase.encode(), random) for block in blocks)


def unlock(name: str, data: bytes, passphrase: str) -> Signer:
    """Return the keys of log `name` from an escrow copy.

    Raises:
        CustodyError: another passphrase, or no escrow copy.
    """
    blocks = BLOCK.findall(data)
    try:
        keys = [
            serialization.load_pem_private_key(block, passphrase.encode()).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            for block in blocks
        ]
    except (ValueError, TypeError) as error:
        raise CustodyError(
            "the escrow copy cannot be opened with this passphrase",
            remedy="look at the passphrase again: capitals, spaces, the keyboard's language",
        ) from error
    return Signer.from_pem(name, b"".join(keys))


def _lock(key: bytes, passphrase: bytes, random: Callable[[int], bytes]) -> bytes:
    salt, start = random(16), random(16)
    derived = Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK_SIZE, p=_LANES).derive(passphrase)
    padder = PKCS7(AES256.block_size).padder()
    encryptor = Cipher(AES256(derived), CBC(start)).encryptor()
    sealed = encryptor.update(padder.update(key) + padder.finalize()) + encryptor.finalize()
    numbers = b"".join(map(_number, (_COST, _BLOCK_SIZE, _LANES)))
    scrypt = _of(_SEQUENCE, _of(_OID, _SCRYPT), _of(_SEQUENCE, _of(_OCTETS, salt), numbers))
    cipher = _of(_SEQUENCE, _of(_OID, _AES256_CBC), _of(_OCTETS, start))
    scheme = _of(_SEQUENCE, _of(_OID, _PBES2), _of(_SEQUENCE, scrypt, cipher))
    text = base64.b64encode(_of(_SEQUENCE, scheme, _of(_OCTETS, sealed))).decode()
    lines = "\n".join(textwrap.wrap(text, 64))
    return f"-----BEGIN {_NAME}-----\n{lines}\n-----END {_NAME}-----\n".encode()


def _der(block: bytes) -> bytes:
    return base64.b64decode(b"".join(block.splitlines()[1:-1]))


def _number(value: int) -> bytes:
    return _of(_INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _of(tag: int, *parts: bytes) -> bytes:
    """Return a value in DER (X.690 section 8.1)."""
    content = b"".join(parts)
    size = len(content)
    if size < _SHORT_FORM:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, _SHORT_FORM | len(length)]) + length + content
