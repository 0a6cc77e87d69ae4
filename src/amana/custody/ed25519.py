"""Ed25519 signatures of notes (C2SP signed-note, type 0x01) under one strict rule.

Two experts with two libraries must never disagree about a signature, so keys and signatures are
held to one rule (`strict_key`, `verify_strictly`), stricter than RFC 8032 section 5.1.7 demands.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from amana.core import CustodyError
from amana.custody.note import ED25519, Note, Signature, VerifierKey, is_key_name

_PRIME = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_SIGN_BIT = 1 << 255
SIGNATURE_SIZE = 64
# The y coordinates of the eight points whose order divides 8 (the torsion of edwards25519).
_SMALL_ORDER_Y = frozenset({
    0,
    1,
    _PRIME - 1,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
})  # fmt: skip


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


def verify_strictly(key: Ed25519PublicKey, value: bytes, message: bytes, name: str) -> None:
    """Check the signature `value` of `message` by the key of `name`.

    Rule: 64 bytes; S below the group order; R canonical and not of small order; the equation of
    RFC 8032 section 5.1.7 holds without the cofactor.

    Raises:
        CustodyError: the signature is malformed or wrong.
    """
    strict = len(value) == SIGNATURE_SIZE and _full_order(value[:32])
    if not strict or int.from_bytes(value[32:], "little") >= _ORDER:
        raise CustodyError(f"the signature of {name} is malformed")
    try:
        key.verify(value, message)
    except InvalidSignature as error:
        raise CustodyError(f"the signature of {name} is wrong") from error


class Ed25519Verifier:
    """A trusted Ed25519 key that signs notes (type 0x01).

    Raises:
        CustodyError: the name or the key cannot be one.
    """

    def __init__(self, name: str, public: bytes) -> None:
        if not is_key_name(name):
            raise CustodyError(f"{name!r} cannot be the name of a key")
        self.name = name
        self.key = VerifierKey(name=name, kind=ED25519, public=public)
        self.public = public
        self.key_id = self.key.key_id
        self._key = strict_key(public)

    @classmethod
    def parse(cls, vkey: str) -> Ed25519Verifier:
        """Return the verifier that a vkey states.

        Raises:
            CustodyError: the vkey is malformed or of another type than Ed25519.
        """
        key = VerifierKey.parse(vkey.strip())
        if key.kind != ED25519:
            raise CustodyError("this verifier key is not of the type Ed25519")
        return cls(key.name, key.public)

    def vkey(self) -> str:
        """Return the verifier key as text."""
        return self.key.text()

    def pem(self) -> bytes:
        """Return the public key as PEM (SubjectPublicKeyInfo, RFC 8410), for openssl."""
        return self._key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def verify(self, note: Note) -> bytes:
        """Check that this key signed the note, exactly once; return the signature.

        Raises:
            CustodyError: the signature is missing or wrong.
        """
        own = self.key.own(note)
        if len(own) != 1:
            raise CustodyError(f"the note is not signed by {self.name}")
        verify_strictly(self._key, own[0], note.text.encode(), self.name)
        return own[0]


class Ed25519Signer:
    """A private Ed25519 key that signs notes under a name."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self.private = private
        self.verifier = Ed25519Verifier(name, private.public_key().public_bytes_raw())

    @classmethod
    def generate(cls, name: str) -> Ed25519Signer:
        """Return a signer with a new random key."""
        return cls(name, Ed25519PrivateKey.generate())

    def signature(self, text: str) -> Signature:
        """Return the signature of a note's text."""
        return Signature(
            name=self.verifier.name,
            key_id=self.verifier.key_id,
            value=self.private.sign(text.encode()),
        )

    def sign(self, text: str) -> Note:
        """Return `text` as a note signed by this key."""
        return Note(text=text, signatures=(self.signature(text),))
