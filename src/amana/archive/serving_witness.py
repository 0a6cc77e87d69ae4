"""The other side: being a witness for the logs of others. Needs no archive."""

from __future__ import annotations

from pathlib import Path

from amana.core import CustodyError
from amana.custody import Answer, Witness, origin_of
from amana.custody.backends.witness_folder import WitnessFolder, make_witness, open_witness


class WitnessHouse:
    """A witness in a folder of its own.

    Raises:
        NotFound: there is no witness in the folder.
    """

    longest = Witness.longest
    """So many bytes a request may have."""

    def __init__(self, folder: Path) -> None:
        self._witness: Witness = open_witness(folder)
        self._memory = WitnessFolder(folder)

    @classmethod
    def make(cls, folder: Path, name: str) -> WitnessHouse:
        """Make a new witness in an empty folder.

        Raises:
            UsageError: the folder holds something, or `name` cannot be the name of a key.
        """
        make_witness(folder, name)
        return cls(folder)

    @property
    def vkeys(self) -> tuple[str, ...]:
        """The verifier keys of the witness: Ed25519, ML-DSA-44."""
        return self._witness.vkeys

    def trust(self, text: str) -> str:
        """Know a log by its keys (its `log.vkey`) from now on; return its origin."""
        return self._memory.trust(text)

    def answer(self, data: bytes) -> Answer:
        """Answer a request; what is signed was remembered before."""
        return self._witness.add_checkpoint(data)

    def sign(self, data: bytes) -> bytes:
        """Return the cosigned checkpoint for a request that was carried here by hand.

        Raises:
            CustodyError: the witness does not sign it; the message says why.
        """
        answer = self.answer(data)
        if not answer.signed:
            said = answer.body.decode("utf-8", "replace").strip()
            seen = f"it saw {said} entries; make the request with --since {said}"
            raise CustodyError(
                "the witness does not sign this: " + (seen if said.isdigit() else said)
            )
        return self._memory.seen(origin_of(data)) or b""

    def checkpoint(self, origin_hash: str) -> bytes | None:
        """Return the last checkpoint of the log whose origin has this SHA-256."""
        return self._memory.checkpoint_at(origin_hash)
