"""Cosignatures of checkpoints (C2SP tlog-cosignature): Ed25519 (0x04) and ML-DSA-44 (0x06).

A cosignature states that its signer saw a consistent log of this size and root, and when. Both
types are checked; a witness of ours makes both, a log signs itself with the second, beside its own
Ed25519 signature.
"""

from __future__ import annotations

import struct

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from amana.core import CustodyError
from amana.custody.checkpoint import Checkpoint, parse_checkpoint
from amana.custody.ed25519 import SIGNATURE_SIZE, strict_key, verify_strictly
from amana.custody.merkle import EMPTY_ROOT, HASH_SIZE, is_subtree
from amana.custody.note import Note, Signature, VerifierKey, is_key_name

COSIGNATURE_ED25519 = 0x04
COSIGNATURE_MLDSA44 = 0x06
MLDSA44_KEY, MLDSA44_SIGNATURE = 1312, 2420
_LABEL = b"subtree/v1\n\0"
_TIME = struct.Struct(">Q")
_SIZES = {COSIGNATURE_ED25519: SIGNATURE_SIZE, COSIGNATURE_MLDSA44: MLDSA44_SIGNATURE}
_LONGEST = 255
_LATEST = 2**63 - 1


class Subtree(msgspec.Struct, frozen=True, kw_only=True):
    """What an ML-DSA-44 cosignature is about: leaves `start` to `end` of a log, and their root."""

    origin: str
    start: int
    end: int
    root: bytes

    @classmethod
    def whole(cls, state: Checkpoint) -> Subtree:
        """Return the subtree that a checkpoint states."""
        return cls(origin=state.origin, start=0, end=state.size, root=state.root)


def ed25519_message(text: str, timestamp: int) -> bytes:
    """Return what an Ed25519 cosignature signs (Ed25519 signed message)."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def mldsa_message(cosigner: str, timestamp: int, subtree: Subtree) -> bytes:
    """Return what an ML-DSA-44 cosignature signs (ML-DSA-44 signed message).

    Rules: names have 1 to 255 bytes; the subtree is one; a subtree that does not begin with the
    log has no time; an empty one has the hash of nothing.

    Raises:
        CustodyError: one of them is broken.
    """
    names = [cosigner.encode(), subtree.origin.encode()]
    span = (subtree.start, subtree.end)
    if (
        not all(1 <= len(name) <= _LONGEST for name in names)
        or not is_subtree(*span)
        or (subtree.start and timestamp)
        or len(subtree.root) != HASH_SIZE
        or (span[0] == span[1] and subtree.root != EMPTY_ROOT)
    ):
        raise CustodyError("no ML-DSA-44 cosignature can be about this")
    cosigner_name, origin = (bytes([len(name)]) + name for name in names)
    return b"".join(
        [_LABEL, cosigner_name, _TIME.pack(timestamp), origin]
        + [_TIME.pack(number) for number in span]
        + [subtree.root]
    )


class CosignatureVerifier:
    """A trusted key that cosigns checkpoints: of a witness, or the second key of a log.

    Raises:
        CustodyError: the key cannot be one of the two types.
    """

    def __init__(self, key: VerifierKey) -> None:
        if not is_key_name(key.name):
            raise CustodyError(f"{key.name!r} cannot be the name of a key")
        self.key = key
        self.name = key.name
        self._ed25519: Ed25519PublicKey | None = None
        self._mldsa: MLDSA44PublicKey | None = None
        if key.kind == COSIGNATURE_ED25519:
            self._ed25519 = strict_key(key.public)
        elif key.kind == COSIGNATURE_MLDSA44 and len(key.public) == MLDSA44_KEY:
            self._mldsa = MLDSA44PublicKey.from_public_bytes(key.public)
        else:
            raise CustodyError("this is no key for cosignatures (Ed25519 or ML-DSA-44)")

    @classmethod
    def parse(cls, vkey: str) -> CosignatureVerifier:
        """Return the verifier that a vkey of the type 0x04 or 0x06 states.

        Raises:
            CustodyError: the vkey is malformed or of another type.
        """
        return cls(VerifierKey.parse(vkey.strip()))

    def vkey(self) -> str:
        """Return the verifier key as text."""
        return self.key.text()

    def verify(self, note: Note) -> int:
        """Check that this key cosigned the checkpoint, exactly once; return the time it states.

        The time is in seconds since 1970; 0 says nothing of a time (ML-DSA-44 only).

        Raises:
            CustodyError: the cosignature is missing or wrong.
        """
        own = self.key.own(note)
        if len(own) != 1:
            raise CustodyError(f"the checkpoint is not cosigned by {self.name}")
        timestamp, value = self._split(own[0])
        if self._ed25519 is not None:
            parse_checkpoint(note.text)
            message = ed25519_message(note.text, timestamp)
            verify_strictly(self._ed25519, value, message, self.name)
        else:
            self._verify_mldsa(value, timestamp, Subtree.whole(parse_checkpoint(note.text)))
        return timestamp

    def verify_subtree(self, subtree: Subtree, signature: Signature) -> int:
        """Check a cosignature of a subtree; return the time it states (see `verify`).

        Raises:
            CustodyError: it is wrong, or this key cannot sign subtrees.
        """
        if (signature.name, signature.key_id) != (self.name, self.key.key_id):
            raise CustodyError(f"the subtree is not cosigned by {self.name}")
        timestamp, value = self._split(signature.value)
        self._verify_mldsa(value, timestamp, subtree)
        return timestamp

    def _split(self, value: bytes) -> tuple[int, bytes]:
        if len(value) != _TIME.size + _SIZES[self.key.kind]:
            raise CustodyError(f"the signature of {self.name} is malformed")
        (timestamp,) = _TIME.unpack_from(value)
        if timestamp > _LATEST:
            raise CustodyError(f"the signature of {self.name} states an impossible time")
        return timestamp, value[_TIME.size :]

    def _verify_mldsa(self, value: bytes, timestamp: int, subtree: Subtree) -> None:
        if self._mldsa is None:
            raise CustodyError(f"the key of {self.name} cannot sign subtrees")
        try:
            self._mldsa.verify(value, mldsa_message(self.name, timestamp, subtree))
        except InvalidSignature as error:
            raise CustodyError(f"the signature of {self.name} is wrong") from error


class Cosigner:
    """A private key that cosigns checkpoints under a name."""

    def __init__(self, name: str, private: Ed25519PrivateKey | MLDSA44PrivateKey) -> None:
        self.private = private
        edwards = isinstance(private, Ed25519PrivateKey)
        kind = COSIGNATURE_ED25519 if edwards else COSIGNATURE_MLDSA44
        public = private.public_key().public_bytes_raw()
        self.verifier = CosignatureVerifier(VerifierKey(name=name, kind=kind, public=public))

    def cosign(self, text: str, timestamp: int) -> Signature:
        """Return the cosignature of a checkpoint's text at a time (seconds since 1970).

        Raises:
            CustodyError: the text is no checkpoint.
        """
        state = parse_checkpoint(text)
        if isinstance(self.private, Ed25519PrivateKey):
            return self._signature(timestamp, self.private.sign(ed25519_message(text, timestamp)))
        return self.cosign_subtree(Subtree.whole(state), timestamp)

    def cosign_subtree(self, subtree: Subtree, timestamp: int = 0) -> Signature:
        """Return the cosignature of a subtree.

        Raises:
            CustodyError: it is no subtree, or this key cannot sign subtrees.
        """
        message = mldsa_message(self.verifier.name, timestamp, subtree)
        if isinstance(self.private, Ed25519PrivateKey):
            raise CustodyError(f"the key of {self.verifier.name} cannot sign subtrees")
        return self._signature(timestamp, self.private.sign(message))

    def _signature(self, timestamp: int, value: bytes) -> Signature:
        return Signature(
            name=self.verifier.name,
            key_id=self.verifier.key.key_id,
            value=_TIME.pack(timestamp) + value,
        )
