"""Signed notes and verifier keys (C2SP signed-note), Ed25519 under one strict rule.

Two experts with two libraries must never disagree about a signature, so keys and signatures are
held to one rule (`strict_key`, `Verifier.verify`), stricter than RFC 8032 section 5.1.7 demands.
"""

from __future__ import annotations

import base64
import hashlib

import msgspec
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from amana.core import CustodyError

ED25519 = 0x01
_PRIME = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_SIGN_BIT = 1 << 255
_SIZE = 64
_KEY_ID = 4
# The y coordinates of the eight points whose order divides 8 (the torsion of edwards25519).
_SMALL_ORDER_Y = frozenset({
    0,
    1,
    _PRIME - 1,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
})  # fmt: skip


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One signature line of a note: key name, key id and the signature bytes."""

    name: str
    key_id: bytes
    value: bytes


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A text (ending in a line feed) and the signature lines below it."""

    text: str
    signatures: tuple[Signature, ...]


def encode_note(note: Note) -> bytes:
    """Return the bytes of a note."""
    lines = [
        f"\u2014 {s.name} {base64.b64encode(s.key_id + s.value).decode()}\n"
        for s in note.signatures
    ]
    return (note.text + "\n" + "".join(lines)).encode()


def decode_note(data: bytes) -> Note:
    """Return the note that `data` holds.

    Rules (C2SP signed-note, Format): valid UTF-8; no control characters but line feeds; text and
    signatures parted by the last empty line; at least one signature, each of a proper name and of
    more than a key id; base64 in its one spelling.

    Raises:
        CustodyError: `data` is not a note.
    """
    try:
        whole = data.decode("utf-8")
        cut = whole.rindex("\n\n") + 1
        lines = whole[cut + 1 :].split("\n")
        signatures = tuple(_signature(line) for line in lines[:-1])
        note = Note(text=whole[:cut], signatures=signatures)
    except ValueError as error:
        raise CustodyError("this is not a signed note") from error
    controls = any(c < " " and c != "\n" for c in whole)
    if controls or lines[-1] or not signatures or encode_note(note) != data:
        raise CustodyError("this is not a signed note")
    return note


def _signature(line: str) -> Signature:
    dash, name, encoded = line.split(" ")
    value = base64.b64decode(encoded, validate=True)
    if dash != "\u2014" or not is_key_name(name) or len(value) <= _KEY_ID:
        raise ValueError(line)
    return Signature(name=name, key_id=value[:_KEY_ID], value=value[_KEY_ID:])


def is_key_name(name: str) -> bool:
    """Tell whether `name` can name a key: not empty, without spaces, controls and plus signs."""
    return bool(name) and not any(c.isspace() or c < " " or c == "+" for c in name)


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """Return the first four bytes of SHA-256(name || LF || kind || public key)."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:_KEY_ID]


def strict_key(public: bytes) -> Ed25519PublicKey:
    """Return the Ed25519 key, if it keeps the rule of this archive.

    Rule: 32 bytes; the y coordinate below 2**255 - 19 (canonical); not a point of small order.

    Raises:
        CustodyError: the key breaks the rule.
    """
    if len(public) != 32 or not _full_order(public):  # noqa: PLR2004 - bytes of an Ed25519 key
        raise CustodyError("this Ed25519 key is not canonical or has a small order")
    try:
        return Ed25519PublicKey.from_public_bytes(public)
    except ValueError as error:  # not reached with OpenSSL, which decompresses when verifying
        raise CustodyError("this is not an Ed25519 key") from error


def _full_order(point: bytes) -> bool:
    y = int.from_bytes(point, "little") & (_SIGN_BIT - 1)
    return y < _PRIME and y not in _SMALL_ORDER_Y


class Verifier:
    """A trusted key: the name and the public key that a verifier key (vkey) states.

    Raises:
        CustodyError: the name or the key cannot be one.
    """

    def __init__(self, name: str, public: bytes) -> None:
        if not is_key_name(name):
            raise CustodyError(f"{name!r} cannot be the name of a key")
        self.name = name
        self.public = public
        self.key_id = key_id(name, ED25519, public)
        self._key = strict_key(public)

    @classmethod
    def parse(cls, vkey: str) -> Verifier:
        """Return the verifier that a vkey `name+hex(id)+base64(type || key)` states.

        Raises:
            CustodyError: the vkey is malformed or of another type than Ed25519.
        """
        try:
            name, identity, encoded = vkey.strip().split("+", 2)
            material = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise CustodyError("this is not a verifier key") from error
        if material[:1] != bytes([ED25519]):
            raise CustodyError("this verifier key is not of the type Ed25519")
        verifier = cls(name, material[1:])
        if verifier.key_id.hex() != identity or verifier.vkey() != vkey.strip():
            raise CustodyError("the key id of this verifier key does not fit its key")
        return verifier

    def vkey(self) -> str:
        """Return the verifier key as text."""
        material = base64.b64encode(bytes([ED25519]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"

    def pem(self) -> bytes:
        """Return the public key as PEM (SubjectPublicKeyInfo, RFC 8410), for openssl."""
        return self._key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def verify(self, note: Note) -> bytes:
        """Check that this key signed the note; return the signature.

        Rule: exactly one signature of this key; 64 bytes; S below the group order; R canonical
        and not of small order; the equation of RFC 8032 section 5.1.7 holds.

        Raises:
            CustodyError: the signature is missing or wrong.
        """
        own = [s for s in note.signatures if s.name == self.name and s.key_id == self.key_id]
        if len(own) != 1:
            raise CustodyError(f"the note is not signed by {self.name}")
        value = own[0].value
        strict = len(value) == _SIZE and _full_order(value[:32])
        if not strict or int.from_bytes(value[32:], "little") >= _ORDER:
            raise CustodyError(f"the signature of {self.name} is malformed")
        try:
            self._key.verify(value, note.text.encode())
        except InvalidSignature as error:
            raise CustodyError(f"the signature of {self.name} is wrong") from error
        return value


class Signer:
    """A private key that signs notes under a name."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        public = private.public_key().public_bytes_raw()
        self.verifier = Verifier(name, public)

    @classmethod
    def generate(cls, name: str) -> Signer:
        """Return a signer with a new random key."""
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, name: str, pem: bytes) -> Signer:
        """Return the signer of a PKCS#8 PEM private key.

        Raises:
            CustodyError: the PEM holds no Ed25519 private key.
        """
        try:
            private = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise CustodyError("the private key of the log cannot be read") from error
        if not isinstance(private, Ed25519PrivateKey):
            raise CustodyError("the private key of the log is not of the type Ed25519")
        return cls(name, private)

    def pem(self) -> bytes:
        """Return the private key as PKCS#8 PEM."""
        return self._private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def sign(self, text: str) -> Note:
        """Return `text` as a note signed by this key."""
        signature = Signature(
            name=self.verifier.name,
            key_id=self.verifier.key_id,
            value=self._private.sign(text.encode()),
        )
        return Note(text=text, signatures=(signature,))
