"""The keys of a log: Ed25519 for today, ML-DSA-44 for the decades that a log must hold.

Every checkpoint is signed by both, and both signatures must be right: a checkpoint that lost its
post-quantum signature is refused, and said to have lost it. The second signature is a cosignature
of the log by itself (C2SP tlog-checkpoint, Signatures) without a time: what the archive's own clock
says would prove nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from amana.core import CustodyError
from amana.custody.cosignature import COSIGNATURE_MLDSA44, CosignatureVerifier, Cosigner
from amana.custody.ed25519 import Ed25519Signer, Ed25519Verifier
from amana.custody.note import Note

VKEY_PATH = "log.vkey"
BLOCK = re.compile(rb"-----BEGIN [A-Z ]+-----\n[A-Za-z0-9+/=\n]+-----END [A-Z ]+-----\n")
NO_TIME = 0


class Verifier:
    """The public keys of a log, both of which must have signed.

    Raises:
        CustodyError: they are not of one name and of these two types.
    """

    def __init__(self, ed25519: Ed25519Verifier, mldsa: CosignatureVerifier) -> None:
        if ed25519.name != mldsa.name or mldsa.key.kind != COSIGNATURE_MLDSA44:
            raise CustodyError("a log has one Ed25519 and one ML-DSA-44 key, of one name")
        self.name = ed25519.name
        self.ed25519 = ed25519
        self.mldsa = mldsa

    @classmethod
    def parse(cls, text: str) -> Verifier:
        """Return the verifier that two verifier keys, a line each, state.

        Raises:
            CustodyError: these are not the two keys of a log, Ed25519 first.
        """
        try:
            first, second = text.removesuffix("\n").split("\n")
        except ValueError as error:
            raise CustodyError(
                "the keys of a log are two lines: Ed25519 and ML-DSA-44",
                remedy="take the whole file custody/log.vkey of the archive",
            ) from error
        keys = cls(Ed25519Verifier.parse(first), CosignatureVerifier.parse(second))
        if keys.vkey() != text.removesuffix("\n"):
            raise CustodyError("the keys of the log are not in their one spelling")
        return keys

    def vkey(self) -> str:
        """Return both verifier keys as text, a line each, without a last line feed."""
        return f"{self.ed25519.vkey()}\n{self.mldsa.vkey()}"

    def vkeys(self) -> tuple[str, str]:
        """Return both verifier keys: Ed25519, ML-DSA-44."""
        return self.ed25519.vkey(), self.mldsa.vkey()

    def file(self) -> bytes:
        """Return both as they stand in `custody/log.vkey`."""
        return f"{self.vkey()}\n".encode()

    def fingerprint(self) -> str:
        """Return the SHA-256 of `custody/log.vkey`, short enough for paper."""
        return hashlib.sha256(self.file()).hexdigest()

    def pem(self) -> bytes:
        """Return the Ed25519 key as PEM, for openssl."""
        return self.ed25519.pem()

    def verify(self, note: Note) -> None:
        """Check that both keys signed the checkpoint.

        Raises:
            CustodyError: a signature is missing or wrong; one that is missing is named.
        """
        self.ed25519.verify(note)
        if not self.mldsa.key.own(note):
            raise CustodyError(
                f"the checkpoint lost its post-quantum signature (ML-DSA-44) by {self.name}",
                remedy="do not rely on it: get the checkpoint again from the archive itself",
            )
        self.mldsa.verify(note)


class StoredVerifier:
    """The public keys of a log as they lie beside it; read again when they may have changed."""

    def __init__(self, read: Callable[[], Verifier]) -> None:
        self._read = read
        self._keys: Verifier | None = None

    @property
    def name(self) -> str:
        """The name of the keys."""
        return self._current().name

    def verify(self, note: Note) -> None:
        """Check that both keys that are in force signed the checkpoint.

        Raises:
            CustodyError: a signature is missing or wrong.
        """
        keys = self._current()
        try:
            keys.verify(note)
        except CustodyError:
            self._keys = self._read()
            if self._keys.vkey() == keys.vkey():
                raise
            self._keys.verify(note)

    def _current(self) -> Verifier:
        if self._keys is None:
            self._keys = self._read()
        return self._keys


class CheckpointSigner(Protocol):
    """Signs the checkpoints of a log: its keys, or old and new ones while they are changed."""

    @property
    def verifier(self) -> Verifier:
        """The public keys that are in force."""
        ...

    def sign(self, text: str) -> Note:
        """Return a checkpoint's text as a signed note."""
        ...


class Signer:
    """The private keys of a log."""

    def __init__(self, name: str, ed25519: Ed25519PrivateKey, mldsa: MLDSA44PrivateKey) -> None:
        self._ed25519 = Ed25519Signer(name, ed25519)
        self._mldsa = Cosigner(name, mldsa)
        self.verifier = Verifier(self._ed25519.verifier, self._mldsa.verifier)

    @classmethod
    def generate(cls, name: str) -> Signer:
        """Return a signer with new random keys."""
        return cls(name, Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate())

    @classmethod
    def from_seeds(cls, name: str, ed25519: bytes, mldsa: bytes) -> Signer:
        """Return the signer that two seeds of 32 bytes give."""
        return cls(
            name,
            Ed25519PrivateKey.from_private_bytes(ed25519),
            MLDSA44PrivateKey.from_seed_bytes(mldsa),
        )

    @classmethod
    def from_pem(cls, name: str, pem: bytes) -> Signer:
        """Return the signer of two PKCS#8 PEM private keys, Ed25519 first.

        Raises:
            CustodyError: the PEM does not hold these two.
        """
        try:
            keys = [
                serialization.load_pem_private_key(block, password=None)
                for block in BLOCK.findall(pem)
            ]
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise CustodyError("the private keys of the log cannot be read") from error
        match keys:
            case [Ed25519PrivateKey() as ed25519, MLDSA44PrivateKey() as mldsa]:
                return cls(name, ed25519, mldsa)
            case _:
                raise CustodyError("the private keys of the log are not one Ed25519, one ML-DSA-44")

    def pem(self) -> bytes:
        """Return the private keys as PKCS#8 PEM, one below the other."""
        return b"".join(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            for key in (self._ed25519.private, self._mldsa.private)
        )

    def sign(self, text: str) -> Note:
        """Return a checkpoint's text as a note signed by both keys.

        Raises:
            CustodyError: the text is no checkpoint.
        """
        signatures = (self._ed25519.signature(text), self._mldsa.cosign(text, NO_TIME))
        return Note(text=text, signatures=signatures)
