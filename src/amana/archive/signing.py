"""The keys of an opened archive: those that check its log, and those that sign it."""

from __future__ import annotations

import contextlib

from amana.archive.layout import Layout
from amana.core import ArchiveBusy, CustodyError
from amana.custody import VKEY_PATH, LogStorage, LogWriter, Signer, Verifier, settle
from amana.custody.backends import KeyRing, has_signer, load_signer


class Signing:
    """Public keys beside the log, private keys in `keys/`; the ring only where this is open."""

    def __init__(self, layout: Layout, origin: str, storage: LogStorage) -> None:
        self._folder = layout.keys
        self._origin = origin
        self._storage = storage
        self._ring: KeyRing | None = None

    @property
    def verifier(self) -> Verifier:
        """The public keys of the log, as they lie beside it.

        Raises:
            CustodyError: they are missing or damaged.
        """
        try:
            return Verifier.parse(self._storage.read(VKEY_PATH).decode("ascii"))
        except (UnicodeDecodeError, CustodyError) as error:
            raise CustodyError(
                "custody/log.vkey, the public keys of the log, is missing or damaged",
                remedy="compare it with the copy you gave to others (each proof holds one), put it "
                "back, and run `amana check`",
            ) from error

    def some_verifier(self) -> Verifier:
        """Return the public keys of the log; where they are lost, those of the private keys.

        Raises:
            CustodyError: these are lost, too.
        """
        try:
            return self.verifier
        except CustodyError as error:
            with contextlib.suppress(CustodyError):
                return self.signer().verifier
            raise error from None

    @property
    def can_sign(self) -> bool:
        """Whether private keys are here: a copy may be without them."""
        return has_signer(self._folder)

    def signer(self) -> Signer:
        """Return the private keys of the log.

        Raises:
            CustodyError: they are missing, unreadable or open to other users.
        """
        return load_signer(self._folder, self._origin)

    def load(self) -> None:
        """Take the private keys in, to sign with them.

        Raises:
            CustodyError: they are missing, unreadable or open to other users.
        """
        self._ring = KeyRing(self._folder, self._origin)

    def ring(self) -> KeyRing:
        """Return the keys that sign, in the process that writes.

        Raises:
            ArchiveBusy: that is another one.
        """
        if self._ring is None:
            raise ArchiveBusy(
                "another process is writing to this archive, and the keys are with it",
                remedy="stop it (`amana serve`, for instance), then run the command again",
            )
        return self._ring

    def open_log(self) -> LogWriter:
        """Open the log for writing; finish, or undo, a change of keys that a crash cut short."""
        writer = LogWriter.recover(self._storage, self.ring())
        self.settle()
        return writer

    def settle(self) -> None:
        """Put new keys in force if the log says that they are; else destroy them."""
        ring = self.ring()
        if ring.coming is None:
            return
        if settle(self._storage, ring.coming):
            ring.take()
        else:
            ring.drop()
