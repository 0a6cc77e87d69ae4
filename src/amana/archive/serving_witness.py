"""The other side: being a witness for the logs of others. Needs no archive."""

from __future__ import annotations

from pathlib import Path

from amana.core import CustodyError, WrongInput
from amana.custody import (
    BAD,
    CONFLICT,
    FORBIDDEN,
    UNKNOWN,
    UNPROVEN,
    Answer,
    Witness,
    origin_of,
    parse_submission,
)
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
        """Know a log by its keys (its `log.vkey`) from now on; return its origin.

        Raises:
            WrongInput: these are no keys of a log.
        """
        try:
            return self._memory.trust(text)
        except CustodyError as error:
            raise WrongInput(
                f"these are no keys of a log: {error.message}",
                remedy="take the whole file custody/log.vkey of the archive",
            ) from error

    def answer(self, data: bytes) -> Answer:
        """Answer a request; what is signed was remembered before."""
        return self._witness.add_checkpoint(data)

    def sign(self, data: bytes) -> bytes:
        """Return the cosigned checkpoint for a request that was carried here by hand.

        Raises:
            WrongInput: it is no request, is of a log that the witness does not know, or goes on
                from another size than the one that the witness saw.
            CustodyError: the log's keys did not sign it, or it is not the log that the witness saw.
        """
        answer = self.answer(data)
        if not answer.signed:
            raise _not_signed(answer, data)
        return self._memory.seen(origin_of(data)) or b""

    def checkpoint(self, origin_hash: str) -> bytes | None:
        """Return the last checkpoint of the log whose origin has this SHA-256."""
        return self._memory.checkpoint_at(origin_hash)


def _not_signed(answer: Answer, data: bytes) -> WrongInput | CustodyError:
    """Return why a witness does not sign what was carried to it.

    What a person can have mixed up is told as such; what speaks against the log is an alarm.
    """
    said = answer.body.decode("utf-8", "replace").strip()
    if answer.status == CONFLICT:
        return _another_size(int(said), parse_submission(data).old)
    if answer.status == UNKNOWN:
        return WrongInput(
            f"this witness does not know the log {origin_of(data)}",
            remedy="`amana witness trust DIR LOG.VKEY`, with its custody/log.vkey on a way that "
            "you trust",
        )
    if answer.status == BAD:
        return WrongInput(
            f"the witness cannot read this: {said}",
            remedy="bring the file that `amana witness request` wrote, as it is",
        )
    told = {
        FORBIDDEN: "if the log changed its keys, trust the new ones; else have the request made "
        "again. If it is refused then, too, somebody signs in the name of this log",
        UNPROVEN: "keep this request, and ask other witnesses: the log is not the one that this "
        "witness saw before",
    }
    return CustodyError(f"the witness does not sign this: {said}", remedy=told.get(answer.status))


def _another_size(seen: int, old: int) -> WrongInput:
    """Return what to say of a request that goes on from another size than the witness saw."""
    again = f"have it made again: `amana witness request --since {seen} -o FILE`"
    if seen < old:
        again += (
            ". If it was for this witness, an older state of its folder was put back: never do "
            "that, a witness must not forget"
        )
    return WrongInput(
        f"the witness saw {seen} entries of this log last; this request goes on from {old}",
        remedy=again,
    )
