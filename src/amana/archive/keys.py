"""The keys of the log: what they are, how they are changed, and a locked copy for a safe."""

from __future__ import annotations

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.parts import Parts
from amana.custody import lock, rotation_index, rotation_path
from amana.custody.backends import KeyRing
from amana.records import EntryType


class Rotated(msgspec.Struct, frozen=True, kw_only=True):
    """A change of keys that was made: its entry, its proof, and the keys now in force."""

    entry: int
    proof: str
    keys: tuple[str, str]
    fingerprint: str


class Keys:
    """The keys of one archive's log."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @property
    def vkeys(self) -> tuple[str, str]:
        """The public keys, as verifier keys: Ed25519 and ML-DSA-44."""
        return self._parts.verifier.vkeys()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of `custody/log.vkey`, which holds both."""
        return self._parts.verifier.fingerprint()

    def changes(self) -> tuple[int, ...]:
        """Return the entries by which the keys were changed, in order."""
        found = (rotation_index(path) for path in self._parts.storage.paths())
        return tuple(sorted(index for index in found if index is not None))

    def rotate(self) -> Rotated:
        """Change the keys. The old private keys are destroyed.

        The change is an entry; the checkpoint over it is signed by old and new keys. Cut short at
        any point, it is finished or undone when the archive is opened for writing again.

        Raises:
            ArchiveBusy: another process writes; the keys are with it.
        """
        self._allow()
        ring = self._ring()
        old, new = ring.verifier, ring.prepare()
        try:
            number = self._parts.note(
                EntryType.ROTATED, {"old": list(old.vkeys()), "new": list(new.vkeys())}
            )
        finally:
            with self._parts.writer.pause():
                self._parts.signing.settle()
        return Rotated(
            entry=number,
            proof=f"custody/{rotation_path(number)}",
            keys=self.vkeys,
            fingerprint=self.fingerprint,
        )

    def escrow(self, passphrase: str) -> bytes:
        """Return both private keys, locked with a passphrase: PKCS#8 blocks that openssl opens.

        Raises:
            UsageError: the passphrase is too short.
            CustodyError: the private keys are not here.
        """
        self._allow()
        return lock(self._parts.signing.signer(), passphrase)

    def _ring(self) -> KeyRing:
        self._parts.writer.flush()  # the keys are taken in by whoever becomes the committer
        return self._parts.signing.ring()

    def _allow(self) -> None:
        today = self._parts.clock.now().date()
        decision = authorize(self._parts.actor, Deed.KEYS, Subject(), purpose=None, today=today)
        require(decision, "keys of the log")
