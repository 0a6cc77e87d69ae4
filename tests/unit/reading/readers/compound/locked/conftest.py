"""Locks packages by the steps of [MS-OFFCRYPTO], written for tests from its text alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB

from amana.reading.readers.compound.building import compound_file

Lock = Callable[..., bytes]
NAMESPACES = (
    'xmlns="http://schemas.microsoft.com/office/2006/encryption" '
    'xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"'
)


def encrypted(key: bytes, mode: CBC | ECB, data: bytes) -> bytes:
    padded = data + bytes(-len(data) % 16)
    maker = Cipher(AES(key), mode).encryptor()
    return maker.update(padded) + maker.finalize()


def said(data: bytes) -> str:
    return base64.b64encode(data).decode()


def agile(data: bytes, password: str, *, name: str = "sha512", bits: int = 256, spins: int = 100,
          broken: bool = False) -> bytes:  # fmt: skip
    """Lock by section 2.3.4.10 to 2.3.4.15."""

    def digest(content: bytes) -> bytes:
        return hashlib.new(name, content).digest()

    def sized(content: bytes, length: int) -> bytes:
        return content[:length] + b"\x36" * (length - len(content))

    size = bits // 8
    salt, key_salt, key, verifier = (bytes([n]) * 16 for n in (1, 2, 3, 4))
    key = (key * 2)[:size]
    made = digest(salt + password.encode("utf-16-le"))
    for n in range(spins):
        made = digest(struct.pack("<I", n) + made)

    def with_password(content: bytes, purpose: str) -> str:
        own = sized(digest(made + bytes.fromhex(purpose)), size)
        return said(encrypted(own, CBC(salt), content))

    package = struct.pack("<Q", len(data))
    for n, at in enumerate(range(0, len(data), 4096)):
        start = digest(key_salt + struct.pack("<I", n))[:16]
        package += encrypted(key, CBC(start), data[at : at + 4096])
    length = len(digest(b""))
    mac_key = bytes(range(length))
    mac = hmac.digest(mac_key, package, name)

    def of_package(content: bytes, purpose: str) -> str:
        start = digest(key_salt + bytes.fromhex(purpose))[:16]
        return said(encrypted(key, CBC(start), content))

    common = (
        f'saltSize="16" blockSize="16" keyBits="{bits}" hashSize="{length}" cipherAlgorithm="AES" '
        f'cipherChaining="ChainingModeCBC" hashAlgorithm="{name.upper()}"'
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption {NAMESPACES}>'
        f'<keyData {common} saltValue="{said(key_salt)}"/>'
        f'<dataIntegrity encryptedHmacKey="{of_package(mac_key, "5fb2ad010cb9e1f6")}" '
        f'encryptedHmacValue="{of_package(mac, "a0677f02b22c8433")}"/><keyEncryptors>'
        '<keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
        f'<p:encryptedKey spinCount="{spins}" {common} saltValue="{said(salt)}" '
        f'encryptedVerifierHashInput="{with_password(verifier, "fea7d2763b4b9e79")}" '
        f'encryptedVerifierHashValue="{with_password(digest(verifier), "d7aa0f6d3061344e")}" '
        f'encryptedKeyValue="{with_password(key, "146e0be7abacd0d6")}"/></keyEncryptor>'
        "</keyEncryptors></encryption>"
    )
    if broken:
        package = package[:-1] + bytes([package[-1] ^ 1])
    head = struct.pack("<HHI", 4, 4, 0x40)
    described = head + xml.encode()
    return compound_file({("EncryptionInfo",): described, ("EncryptedPackage",): package})


def standard(data: bytes, password: str, *, bits: int = 128, cipher: int = 0x660E) -> bytes:
    """Lock by section 2.3.4.5 to 2.3.4.9."""

    def sha1(content: bytes) -> bytes:
        return hashlib.sha1(content, usedforsecurity=False).digest()

    salt, verifier = b"\x05" * 16, b"\x06" * 16
    made = sha1(salt + password.encode("utf-16-le"))
    for n in range(50_000):
        made = sha1(struct.pack("<I", n) + made)
    made = sha1(made + struct.pack("<I", 0))
    halves = [
        sha1(bytes(a ^ b for a, b in zip(bytes([byte]) * 64, made + bytes(44), strict=True)))
        for byte in (0x36, 0x5C)
    ]
    key = b"".join(halves)[: bits // 8]
    provider = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    header = struct.pack("<8I", 0x24, 0, cipher, 0x8004, bits, 0x18, 0, 0) + provider
    check = encrypted(key, ECB(), sha1(verifier))  # noqa: S305 - so the standard has it
    described = (
        struct.pack("<HHII", 4, 2, 0x24, len(header)) + header + struct.pack("<I", 16) + salt
        + encrypted(key, ECB(), verifier) + struct.pack("<I", 20) + check  # noqa: S305 - as above
    )  # fmt: skip
    package = struct.pack("<Q", len(data)) + encrypted(key, ECB(), data)  # noqa: S305 - as above
    return compound_file({("EncryptionInfo",): described, ("EncryptedPackage",): package})


@pytest.fixture
def lock_agile() -> Lock:
    """Lock a package as Office does since 2010."""
    return agile


@pytest.fixture
def lock_standard() -> Lock:
    """Lock a package as Office 2007 did."""
    return standard
