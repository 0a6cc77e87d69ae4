"""What witnesses signed, as it leaves with a proof: of each, the earliest state that covers it.

Reads only. Every cosignature is verified again whenever it is used.
"""

from __future__ import annotations

import msgspec

from amana.archive.parts import Parts
from amana.archive.trust import stored_trust
from amana.archive.trusted_time import TrustedTime
from amana.core import CustodyError
from amana.custody import TrustedWitness, decode_note, stated_files, tlog_proof
from amana.records import Entry, EntryType


class Attested(msgspec.Struct, frozen=True, kw_only=True):
    """The earliest state of the log that one witness signed and that covers an entry.

    `note` is that checkpoint with the cosignatures, `proof` a tlog-proof of the entry in it, `keys`
    are the verifier keys that signed; `time` is the latest that they state, in seconds since 1970.
    `entry` is where the archive entered it.
    """

    name: str
    size: int
    time: int
    entry: int
    note: bytes
    proof: bytes
    keys: tuple[str, ...]


class Cosignatures:
    """What the witnesses that one archive trusts now signed."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def covering(self, entry: int) -> tuple[Attested, ...]:
        """Return, for each trusted witness, the earliest state it signed that covers an entry.

        Raises:
            CustodyError: a cosignature is damaged; `amana check` names it.
        """
        numbers = self._parts.current().entries_of_types([EntryType.WITNESSED.value])
        told = [self._parts.log.entry(number) for number in numbers]
        covering = sorted((e for e in told if _size(e) > entry), key=lambda e: (_size(e), e.index))
        found = [self._earliest(entry, one, covering) for one in stored_trust(self._parts.storage)]
        return tuple(each for each in found if each)

    def _earliest(self, entry: int, witness: TrustedWitness, told: list[Entry]) -> Attested | None:
        """Return the first of the states that keys signed which the witness has still."""
        for each in told:
            for path in stated_files(each.fields) if each.get("name") == witness.name else ():
                if attested := self._attested(entry, witness, each, self._read(path)):
                    return attested
        return None

    def _attested(
        self, entry: int, witness: TrustedWitness, told: Entry, data: bytes
    ) -> Attested | None:
        note = decode_note(data)
        signed = {v.vkey(): v.verify(note) for v in witness.verifiers() if v.key.own(note)}
        if not signed:
            return None
        state = TrustedTime(self._parts).confirm(data)
        if state.size != _size(told) or not all(signed.values()):
            raise CustodyError(f"the cosignature that entry {told.index} tells of is damaged")
        path = self._parts.log.inclusion(entry, state.size)
        return Attested(
            name=witness.name,
            size=state.size,
            time=max(signed.values()),
            entry=told.index,
            note=data,
            proof=tlog_proof(entry, path, data),
            keys=tuple(signed),
        )

    def _read(self, path: str) -> bytes:
        return self._parts.storage.read(path)


def _size(entry: Entry) -> int:
    size = entry.get("size")
    return size if isinstance(size, int) else 0
